// How long until a reader sees something: node bench/page/first_view.mjs [ASSAY]
// Reads the samples, starts `assay serve`, and opens the page five times in a fresh browser profile each: from the
// request for the page to the first text, to the map with its marks, and to the map with its names at rest.
import { fileURLToPath } from 'node:url';
import { launch, serve } from '../../tests/page/browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const given = process.argv[2] ?? `${root}build/release/assay`;
const server = given.startsWith('http') ? { address: given, stop: () => undefined } : await serve(given, `${root}samples`);
const browser = await launch();
const rows = [];
for (let i = 0; i < 5; i++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const start = Date.now();
  await page.goto(server.address, { waitUntil: 'commit' });
  await page.waitForSelector('.legend__body');
  const shell = Date.now() - start;
  await page.waitForSelector('#map[data-ready]');
  const map = Date.now() - start;
  await page.waitForSelector('#map[data-drawn]');
  rows.push([shell, map, Date.now() - start]);
  await context.close();
}
const median = (k) => rows.map((row) => row[k]).sort((a, b) => a - b)[2];
console.log(`median of 5: time bar and legend ${median(0)} ms   marks ${median(1)} ms   map at rest ${median(2)} ms`);
await browser.close();
await server.stop();

#!/usr/bin/env node
// Takes the pictures of the page that the docs show, on the samples: node scripts/page-pictures.mjs [ASSAY|ADDRESS] [FOLDER]
// They are looked at before they are committed.
import { fileURLToPath } from 'node:url';
import { launch, serve } from '../tests/page/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv[2] ?? `${root}build/release/assay`;
const folder = process.argv[3] ?? `${root}docs/images`;
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const SHOTS = [
  ['map', 'on=2024-10-18', DESKTOP],
  ['change', 'on=2024-04-08', { ...DESKTOP, reducedMotion: 'reduce' }],
  ['place', 'on=2024-11-25&panel=place&at=place:kanpiketi', DESKTOP],
  ['sentence', 'on=2024-11-25&panel=place&at=place:kanpiketi', DESKTOP, (page) => page.locator('.claim__quote').first().click()],
  ['known-then', 'on=2024-10-18&known=2024-10-20&panel=list', { ...DESKTOP, colorScheme: 'dark' }],
  ['disputes', 'on=2024-11-25&panel=disputes', { ...DESKTOP, colorScheme: 'dark' }],
  ['whatif', 'on=2024-11-25&panel=whatif', DESKTOP],
  ['phone', 'on=2024-10-18', PHONE],
  ['phone-gate', 'on=2024-11-25&panel=gate&at=gate:pangwa', { ...PHONE, colorScheme: 'dark' }],
];

const server = given.startsWith('http') ? { address: given, stop: () => undefined } : await serve(given, `${root}samples`);
const browser = await launch();
for (const [name, fragment, options, act] of SHOTS) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${server.address}#${fragment}`);
  await page.waitForSelector('#map[data-drawn]');
  if (act) await act(page);
  await page.waitForTimeout(3500);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await context.close();
}
await browser.close();
await server.stop();

// What every file of browser tests stands on: the samples served by the program under test, one browser, and pages that
// are watched. ASSAY is the program; without it, the Release build's. ASSAY_PAGE instead names a page that is served already.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** How long a thing may take to appear on a busy machine. */
export const PATIENCE = 90_000;
export const DESKTOP = { width: 1360, height: 860 };
export const PHONE = { width: 390, height: 844 };

let server;
let browser;

/** Starts server and browser before a file's tests, and ends them after. */
export function stage() {
  before(async () => {
    server = process.env.ASSAY_PAGE
      ? { address: process.env.ASSAY_PAGE, stop: () => undefined }
      : await serve(process.env.ASSAY ?? `${root}build/release/assay`, `${root}samples`);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
}

/**
 * Opens a view (what stands behind '#') in a browser profile of its own, hands its page over once the map is drawn, and
 * checks that no script failed, that no rule of the server's policy was broken, and that nobody else was asked.
 */
export async function look(view, use, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, acceptDownloads: true, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== new URL(server.address).origin) faults.push(`asked ${url.href}`);
  });
  try {
    await page.goto(`${server.address}${view ? `#${view}` : ''}`);
    await page.waitForSelector('#map[data-ready]');
    await use(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** Until the map shows a day. */
export const shownOn = (page, day) => page.waitForSelector(`#map[data-on="${day}"]`);

/** What axe-core calls serious or critical. */
export async function seriousFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
}

/** Presses a button of the menu that saves something; the name and bytes of the file. */
export async function save(page, button) {
  await page.getByRole('button', { name: 'Share, save and settings' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The lines of a CSV file's bytes. */
export const lines = (bytes) => bytes.toString('utf8').trim().split('\r\n');

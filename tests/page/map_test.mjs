// What a reader can do with map, clocks, list and exports, on the samples, in a browser: node --test tests/page/
// ASSAY is the program; without it, the Release build's. ASSAY_PAGE instead names a page that is served already.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE = 60_000;

let server;
let browser;
/** Addresses asked for that are not the server's, by any test. */
const strangers = [];
/** What went wrong in the page's scripts. */
const faults = [];

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

/** A page at a fragment, once its map is drawn. */
async function open(fragment = '', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('request', (request) => {
    if (!request.url().startsWith(server.address) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(`${server.address}${fragment ? `#${fragment}` : ''}`);
  await page.waitForSelector('#map[data-ready]');
  return page;
}

const shownOn = (page, day) => page.waitForSelector(`#map[data-on="${day}"]`);
const row = (page, name) => page.locator('.table tbody tr').filter({ has: page.getByRole('link', { name, exact: true }) });

/** Points at the place in the middle of the map and reads its card. */
async function middleCard(page) {
  const box = await page.locator('#map').boundingBox();
  await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2 + 40);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
  await page.locator('.card:visible').waitFor();
  return page.locator('.card').innerText();
}

describe('page', { concurrency: false }, () => {
  test('the_first_view_names_the_holders_and_counts_their_ground', async () => {
    const page = await open('on=2024-11-25');
    const legend = page.getByRole('region', { name: 'Legend and filters' });
    const item = legend.getByRole('switch', { name: /Kachin Independence Army/ });
    assert.match(await item.innerText(), /\d+/);
    assert.equal(await item.getAttribute('aria-checked'), 'true');
    await page.context().close();
  });

  test('lweje_turns_from_the_junta_to_the_kia_as_the_day_slides_on', async () => {
    const page = await open('on=2024-04-07&panel=list');
    await row(page, 'Lweje').filter({ hasText: 'Myanmar junta' }).waitFor();
    await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowRight');
    await shownOn(page, '2024-04-08');
    await row(page, 'Lweje').filter({ hasText: 'Kachin Independence Army' }).waitFor();
    await page.context().close();
  });

  test('what_changed_is_called_out_on_the_map_and_said_aloud', async () => {
    const page = await open('on=2024-04-07');
    await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowRight');
    const callout = page.locator('.callout').filter({ hasText: 'Lweje' });
    await callout.waitFor();
    assert.match(await callout.innerText(), /KIA/);
    assert.match(await page.locator('#announcer').innerText(), /Lweje: .*now KIA/);
    await callout.click();
    await page.waitForFunction(() => location.hash.includes('at=place:lweje'));
    await page.context().close();
  });

  test('the_second_clock_takes_back_what_was_not_yet_published', async () => {
    const page = await open('on=2024-04-09&panel=list');
    await row(page, 'Lweje').filter({ hasText: 'Kachin Independence Army' }).waitFor();
    await page.getByLabel('Set the day as known').fill('2024-04-09');
    await page.waitForFunction(() => location.hash.includes('known=2024-04-09'));
    await row(page, 'Lweje').filter({ hasText: 'Kachin Independence Army' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('a_clock_that_is_turned_back_calls_out_what_it_undoes', async () => {
    const page = await open('on=2024-04-08');
    await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowLeft');
    await page.locator('.callout').filter({ hasText: /Lweje[\s\S]*KIA[\s\S]*SAC/ }).waitFor();
    await page.context().close();
  });

  test('the_card_of_a_place_says_holder_sureness_and_claims', async () => {
    const page = await open('on=2024-11-25&map=98.118,25.403,9');
    await shownOn(page, '2024-11-25');
    const card = await middleCard(page);
    assert.match(card, /Kanpiketi/);
    assert.match(card, /\d+% sure/);
    assert.match(card, /\d+ claims/);
    await page.context().close();
  });

  test('a_place_is_reached_by_keyboard_alone', async () => {
    const page = await open('on=2024-11-25&map=98.118,25.403,9');
    await page.keyboard.press('m');
    await page.locator('.card:visible').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('at=place:kanpiketi'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Day in the world');
    await page.keyboard.press('PageDown');
    await shownOn(page, '2024-10-25');
    await page.keyboard.press('Home');
    const first = await page.evaluate(() => document.activeElement.getAttribute('aria-valuemin'));
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-valuenow')), first);
    await page.keyboard.press('l');
    await page.getByRole('heading', { name: 'The map as a list' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !location.hash.includes('panel='));
    await page.context().close();
  });

  test('tab_leads_first_to_the_ways_past_the_map', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip to the panel/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'slider');
    await page.context().close();
  });

  test('a_mark_leads_to_the_sentence_that_it_rests_on', async () => {
    const page = await open('on=2024-11-25&map=98.118,25.403,9');
    await middleCard(page);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes('at=place:kanpiketi'));
    await page.locator('.claim__quote').first().click();
    const lit = page.locator('.said--lit').first();
    await lit.waitFor();
    assert.match(await lit.innerText(), /\w+ \w+/);
    await page.context().close();
  });

  test('play_moves_the_day_and_stops_when_asked', async () => {
    const page = await open('on=2024-04-01');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => document.querySelector('#map').dataset.on > '2024-04-03');
    await page.getByRole('button', { name: 'Pause' }).click();
    const stopped = await page.locator('#map').getAttribute('data-on');
    await page.waitForTimeout(1200);
    assert.equal(await page.getByRole('slider', { name: 'Day in the world' }).getAttribute('aria-valuenow'),
      String(Math.round(Date.parse(await page.locator('#map').getAttribute('data-on')) / 86_400_000)));
    assert.ok((await page.locator('#map').getAttribute('data-on')) <= new Date(Date.parse(stopped) + 5 * 86_400_000).toISOString());
    await page.context().close();
  });

  test('a_link_reopens_the_same_view', async () => {
    const page = await open('on=2024-10-18&known=2024-10-24&panel=list&hide=actor:kia&map=97.500,25.000,8.00', { viewport: { width: 1700, height: 900 } });
    await shownOn(page, '2024-10-18');
    assert.equal(await page.getByRole('switch', { name: /Kachin Independence Army/ }).getAttribute('aria-checked'), 'false');
    assert.equal(await row(page, 'Pangwa').count(), 0);
    assert.match(await page.locator('.time__readouts').innerText(), /18 October 2024[\s\S]*24 October 2024/);
    assert.match(page.url(), /map=97\.500,25\.000,8\.00/);
    await page.getByRole('switch', { name: /Kachin Independence Army/ }).click();
    await row(page, 'Pangwa').waitFor();
    await page.context().close();
  });

  test('back_undoes_a_selection_and_keeps_the_day', async () => {
    const page = await open('on=2024-11-25&panel=list');
    await page.getByRole('link', { name: 'Laiza', exact: true }).click();
    await page.waitForFunction(() => location.hash.includes('at=place:laiza'));
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('at=') && location.hash.includes('on=2024-11-25'));
    await page.context().close();
  });

  test('the_table_is_saved_as_csv_with_what_is_seen', async () => {
    const page = await open('on=2024-11-25&panel=list&p.find=Pangwa');
    await row(page, 'Pangwa').waitFor();
    await page.getByRole('button', { name: 'Share, save and settings' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the table as CSV' }).click()]);
    assert.equal(download.suggestedFilename(), 'assay-places-2024-11-25.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    assert.match(lines[0], /^id,name,native_name,kind,longitude,latitude,on,as_known,state,holder,/);
    assert.equal(lines.length, 2);
    assert.match(lines[1], /^pangwa,Pangwa,/);
    await page.context().close();
  });

  test('the_map_is_saved_as_a_picture_that_is_not_blank', async () => {
    // Reading the picture back here is what the server's policy forbids, not saving it.
    const page = await open('on=2024-11-25', { bypassCSP: true });
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: 'Share, save and settings' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /picture/ }).click()]);
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    const colours = await page.evaluate(async (data) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
      return new Set(pixels).size;
    }, bytes.toString('base64'));
    assert.ok(colours > 500, `${colours} colours, ${bytes.length} bytes`);
    await page.context().close();
  });

  test('on_a_phone_the_panel_is_a_sheet_over_the_map', async () => {
    const page = await open('on=2024-11-25&panel=list', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const sheet = await page.locator('#panel').boundingBox();
    const map = await page.locator('#main').boundingBox();
    assert.ok(sheet.width >= 388 && sheet.y > map.y + 40 && Math.abs(sheet.y + sheet.height - map.y - map.height) < 2, JSON.stringify({ sheet, map }));
    await page.getByRole('button', { name: 'Make the panel taller or smaller' }).click();
    assert.ok((await page.locator('#panel').boundingBox()).height > map.height * 0.95);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.context().close();
  });

  for (const [name, fragment, options] of [
    ['in_light_colours', 'on=2024-11-25&panel=list', {}],
    ['in_dark_colours', 'on=2024-11-25&panel=list&p.of=gates', { colorScheme: 'dark' }],
    ['on_a_phone', 'on=2024-04-08', { viewport: { width: 390, height: 844 } }],
    ['in_the_sources', 'on=2024-11-25&panel=about', {}],
  ])
    test(`axe_finds_no_serious_fault_${name}`, async () => {
      const page = await open(fragment, { ...options, bypassCSP: true });
      await page.waitForTimeout(500);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).slice(0, 4)]), []);
      await page.context().close();
    });

  test('nothing_was_asked_of_another_machine_and_no_script_failed', () => {
    assert.deepEqual(strangers, []);
    assert.deepEqual(faults, []);
  });
});

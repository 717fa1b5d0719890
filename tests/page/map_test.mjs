// What a reader can do with map, clocks, list and exports, on the samples, in a browser: node --test tests/page/map_test.mjs
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, lines, look, save, seriousFaults, shownOn, stage } from './stage.mjs';

stage();

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
    await look('on=2024-11-25', async (page) => {
      const legend = page.getByRole('region', { name: 'Legend and filters' });
      const item = legend.getByRole('switch', { name: /Kachin Independence Army/ });
      assert.match(await item.innerText(), /\d+/);
      assert.equal(await item.getAttribute('aria-checked'), 'true');
    });
  });

  test('lweje_turns_from_the_junta_to_the_kia_as_the_day_slides_on', async () => {
    await look('on=2024-04-07&panel=list', async (page) => {
      await row(page, 'Lweje').filter({ hasText: 'Myanmar junta' }).waitFor();
      await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowRight');
      await shownOn(page, '2024-04-08');
      await row(page, 'Lweje').filter({ hasText: 'Kachin Independence Army' }).waitFor();
    });
  });

  test('what_changed_is_called_out_on_the_map_and_said_aloud', async () => {
    await look('on=2024-04-07', async (page) => {
      await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowRight');
      const callout = page.locator('.callout').filter({ hasText: 'Lweje' });
      await callout.waitFor();
      assert.match(await callout.innerText(), /KIA/);
      assert.match(await page.locator('#announcer').innerText(), /Lweje: .*now KIA/);
      await callout.click();
      await page.waitForFunction(() => location.hash.includes('at=place:lweje'));
    });
  });

  test('the_second_clock_takes_back_what_was_not_yet_published', async () => {
    await look('on=2024-04-09&panel=list', async (page) => {
      await row(page, 'Lweje').filter({ hasText: 'Kachin Independence Army' }).waitFor();
      await page.getByLabel('Set the day as known').fill('2024-04-09');
      await page.waitForFunction(() => location.hash.includes('known=2024-04-09'));
      await row(page, 'Lweje').filter({ hasText: 'Kachin Independence Army' }).waitFor({ state: 'detached' });
    });
  });

  test('a_clock_that_is_turned_back_calls_out_what_it_undoes', async () => {
    await look('on=2024-04-08', async (page) => {
      await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowLeft');
      await page.locator('.callout').filter({ hasText: /Lweje[\s\S]*KIA[\s\S]*SAC/ }).waitFor();
    });
  });

  test('the_card_of_a_place_says_holder_sureness_and_claims', async () => {
    await look('on=2024-11-25&map=98.118,25.403,9', async (page) => {
      await shownOn(page, '2024-11-25');
      const card = await middleCard(page);
      assert.match(card, /Kanpiketi/);
      assert.match(card, /\d+% sure/);
      assert.match(card, /\d+ claims/);
    });
  });

  test('a_place_is_reached_by_keyboard_alone', async () => {
    await look('on=2024-11-25&map=98.118,25.403,9', async (page) => {
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
    });
  });

  test('tab_leads_first_to_the_ways_past_the_map', async () => {
    await look('', async (page) => {
      await page.keyboard.press('Tab');
      assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip to the panel/);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'slider');
    });
  });

  test('a_mark_leads_to_the_sentence_that_it_rests_on', async () => {
    await look('on=2024-11-25&map=98.118,25.403,9', async (page) => {
      await middleCard(page);
      await page.mouse.down();
      await page.mouse.up();
      await page.waitForFunction(() => location.hash.includes('at=place:kanpiketi'));
      await page.locator('.claim__quote').first().click();
      const lit = page.locator('.said--lit').first();
      await lit.waitFor();
      assert.match(await lit.innerText(), /\w+ \w+/);
    });
  });

  test('a_click_on_a_mark_after_it_turned_leads_to_the_sentence_that_turned_it', async () => {
    await look('on=2024-10-17&map=98.379,25.599,9', async (page) => {
      assert.match(await middleCard(page), /Pangwa[\s\S]*New Democratic Army/);
      await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowRight');
      await shownOn(page, '2024-10-18');
      await page.locator('.callout').filter({ hasText: 'Pangwa' }).waitFor();
      assert.match(await middleCard(page), /Pangwa[\s\S]*Kachin Independence Army/);
      await page.mouse.down();
      await page.mouse.up();
      await page.waitForFunction(() => location.hash.includes('at=place:pangwa'));
      await page.locator('.claim__quote').filter({ hasText: /taken Pangwa|took Pangwa|Friday, October 18/ }).first().click();
      const lit = page.locator('.said--lit').first();
      await lit.waitFor();
      assert.match(await lit.innerText(), /Pangwa|October 18/);
      assert.match(page.url(), /on=2024-10-18/);
    });
  });

  test('the_first_view_is_of_the_last_day_on_which_anything_happened', async () => {
    await look('', async (page) => {
      const { focus } = await page.evaluate(async () => (await fetch('api/meta')).json());
      await shownOn(page, focus[1]);
      assert.doesNotMatch(page.url(), /on=/);
    });
  });

  test('a_map_that_is_still_being_weighed_says_so_and_how_much_is_left', async () => {
    await look('on=2024-11-25', async (page) => {
      assert.equal(await page.locator('.map__waiting').isVisible(), false);
      // The server is made slow: of its next answers the first leaves three places out.
      let left = 3;
      await page.route('**/api/holdings?*', async (route) => {
        const answer = await (await route.fetch()).json();
        if (left === 0) return route.fulfill({ json: answer });
        const waiting = answer.index.splice(0, left);
        for (const column of ['state', 'holder', 'p', 'since', 'claims']) answer[column].splice(0, left);
        await route.fulfill({ json: { ...answer, complete: false, pending: left, waiting } });
      });
      await page.getByRole('slider', { name: 'Day in the world' }).press('ArrowLeft');
      await page.getByRole('status').filter({ hasText: '3 places to go' }).waitFor();
      left = 0;
      await page.locator('.map__waiting').waitFor({ state: 'hidden' });
    });
  });

  test('play_moves_the_day_and_stops_when_asked', async () => {
    await look('on=2024-04-01', async (page) => {
      await page.keyboard.press(' ');
      await page.waitForFunction(() => document.querySelector('#map').dataset.on > '2024-04-03');
      await page.getByRole('button', { name: 'Pause' }).click();
      const stopped = await page.locator('#map').getAttribute('data-on');
      await page.waitForTimeout(1200);
      assert.equal(await page.getByRole('slider', { name: 'Day in the world' }).getAttribute('aria-valuenow'),
        String(Math.round(Date.parse(await page.locator('#map').getAttribute('data-on')) / 86_400_000)));
      assert.ok((await page.locator('#map').getAttribute('data-on')) <= new Date(Date.parse(stopped) + 5 * 86_400_000).toISOString());
    });
  });

  test('a_link_reopens_the_same_view', async () => {
    await look('on=2024-10-18&known=2024-10-24&panel=list&hide=actor:kia&map=97.500,25.000,8.00', async (page) => {
      await shownOn(page, '2024-10-18');
      assert.equal(await page.getByRole('switch', { name: /Kachin Independence Army/ }).getAttribute('aria-checked'), 'false');
      assert.equal(await row(page, 'Pangwa').count(), 0);
      assert.match(await page.locator('.time__readouts').innerText(), /18 October 2024[\s\S]*24 October 2024/);
      assert.match(page.url(), /map=97\.500,25\.000,8\.00/);
      await page.getByRole('switch', { name: /Kachin Independence Army/ }).click();
      await row(page, 'Pangwa').waitFor();
    }, { viewport: { width: 1700, height: 900 } });
  });

  test('back_undoes_a_selection_and_keeps_the_day', async () => {
    await look('on=2024-11-25&panel=list', async (page) => {
      await page.getByRole('link', { name: 'Laiza', exact: true }).click();
      await page.waitForFunction(() => location.hash.includes('at=place:laiza'));
      await page.goBack();
      await page.waitForFunction(() => !location.hash.includes('at=') && location.hash.includes('on=2024-11-25'));
    });
  });

  test('the_table_is_saved_as_csv_with_what_is_seen', async () => {
    await look('on=2024-11-25&panel=list&p.find=Pangwa', async (page) => {
      await row(page, 'Pangwa').waitFor();
      const { name, bytes } = await save(page, 'Save the table as CSV');
      assert.equal(name, 'assay-places-2024-11-25.csv');
      const table = lines(bytes);
      assert.match(table[0], /^id,name,native_name,kind,longitude,latitude,on,as_known,state,holder,/);
      assert.equal(table.length, 2);
      assert.match(table[1], /^pangwa,Pangwa,/);
    });
  });

  test('the_map_is_saved_as_a_picture_that_is_not_blank', async () => {
    // Reading the picture back here is what the server's policy forbids, not saving it.
    await look('on=2024-11-25', async (page) => {
      await page.waitForTimeout(1500);
      const { bytes } = await save(page, /picture/);
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
    }, { bypassCSP: true });
  });

  test('on_a_phone_the_panel_is_a_sheet_over_the_map', async () => {
    await look('on=2024-11-25&panel=list', async (page) => {
      const sheet = await page.locator('#panel').boundingBox();
      const map = await page.locator('#main').boundingBox();
      assert.ok(sheet.width >= 388 && sheet.y > map.y + 40 && Math.abs(sheet.y + sheet.height - map.y - map.height) < 2, JSON.stringify({ sheet, map }));
      await page.getByRole('button', { name: 'Make the panel taller or smaller' }).click();
      assert.ok((await page.locator('#panel').boundingBox()).height > map.height * 0.95);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    }, { viewport: PHONE, hasTouch: true, isMobile: true });
  });

  for (const [name, fragment, options] of [
    ['in_light_colours', 'on=2024-11-25&panel=list', {}],
    ['in_dark_colours', 'on=2024-11-25&panel=list&p.of=gates', { colorScheme: 'dark' }],
    ['on_a_phone', 'on=2024-04-08', { viewport: PHONE }],
    ['in_the_sources', 'on=2024-11-25&panel=about', {}],
  ])
    test(`axe_finds_no_serious_fault_${name}`, async () => {
      await look(fragment, async (page) => {
        await page.waitForTimeout(500);
        assert.deepEqual(await seriousFaults(page), []);
      }, options);
    });
});

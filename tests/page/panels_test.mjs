// What a reader can do with the panels, on the samples, in a browser: node --test tests/page/panels_test.mjs
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PHONE, lines, look, save, seriousFaults, stage } from './stage.mjs';

stage();

const answered = (page) => page.waitForSelector('.panel__body:not([aria-busy="true"]) h3');

describe('panels', () => {
  it('a_row_of_the_list_leads_to_the_sentence_that_it_rests_on', async () => {
    await look('on=2024-11-21&panel=list', async (page) => {
      await page.getByRole('link', { name: 'Kanpiketi', exact: true }).first().click();
      await page.waitForSelector('.answer__who');
      const quote = page.locator('.claims .claim__quote').first();
      const said = (await quote.textContent()).replace(/[“”]/g, '').trim();
      await quote.click();
      const lit = page.locator('.said--lit').first();
      await lit.waitFor();
      assert.ok((await lit.textContent()).includes(said.slice(0, 40)), `landed on ${await lit.textContent()}, not on ${said}`);
      const box = await lit.boundingBox();
      const panel = await page.locator('#panel').boundingBox();
      assert.ok(box.y >= panel.y && box.y < panel.y + panel.height, 'the sentence is in sight');
      assert.equal(await page.evaluate(() => document.activeElement?.closest('.said--lit') !== null), true, 'the focus is on the sentence');
    });
  });

  it('a_claim_of_a_report_shows_what_it_did_to_the_map_and_goes_there', async () => {
    await look('panel=reports', async (page) => {
      await page.getByRole('link', { name: /takes Kan Pike Ti/ }).click();
      await page.locator('.said a').filter({ hasText: 'entered the market' }).click();
      await page.waitForSelector('.note .bullets li');
      assert.match(await page.locator('.note .bullets').textContent(), /Kanpiketi on 20 Nov 2024/);
      assert.match(page.url(), /on=2024-11-20/);
      await page.locator('.note .links a').first().click();
      await page.waitForSelector('.answer__who');
      assert.match(page.url(), /on=2024-11-20.*at=place:kanpiketi/);
    });
  });

  it('a_place_tells_how_many_independent_voices_there_are', async () => {
    await look('on=2024-11-21&panel=place&at=place:kanpiketi', async (page) => {
      await page.waitForSelector('.voices .voice');
      const told = await page.evaluate(async () => (await fetch('api/origins?place=kanpiketi')).json());
      const text = await page.locator('.panel__body').textContent();
      assert.ok(text.includes(`${told.total} independent voice`), text);
      assert.ok(text.includes('ကန်ပိုက်တီ'), 'the Burmese name is shown');
      assert.ok(await page.locator('svg.strip').count() === 1, 'the bands are drawn');
    });
  });

  it('a_place_that_no_report_speaks_of_shows_no_probability', async () => {
    await look('', async (page) => {
      const silent = await page.evaluate(async () => {
        const [places, holdings] = await Promise.all(['api/places', 'api/holdings'].map(async (url) => (await fetch(url)).json()));
        const spoken = new Set(holdings.index);
        for (let i = 0; i < places.id.length; i++) {
          if (spoken.has(i) || places.kind[i] !== 'village') continue;
          const { answer, claims_total } = await (await fetch(`api/places/${places.id[i]}`)).json();
          if (!claims_total && !answer.because.length && !answer.against.length) return places.id[i];
        }
        return null;
      });
      assert.ok(silent);
      await page.evaluate((id) => { location.hash = `panel=place&at=place:${id}`; }, silent);
      await page.waitForSelector('.answer');
      assert.doesNotMatch(await page.locator('.answer').textContent(), /%/);
      assert.equal(await page.locator('svg.strip').count(), 0);
    });
  });

  it('a_dispute_stands_side_by_side_and_each_side_leads_to_its_sentence', async () => {
    await look('panel=disputes', async (page) => {
      await page.waitForSelector('.dispute');
      const told = await page.evaluate(async () => (await fetch('api/disputes?limit=100')).json());
      assert.ok(told.total > 0);
      assert.equal(await page.locator('.dispute').count(), Math.min(20, told.total));
      const pair = told.disputes.find((one) => one.kind === 'denial' && one.sides.length > 1);
      const sides = page.locator(`[id="${pair.id}"] .versus__side`);
      assert.equal(await sides.count(), pair.sides.length);
      const [left, right] = [await sides.nth(0).boundingBox(), await sides.nth(1).boundingBox()];
      assert.ok(right.x > left.x + left.width - 1 && Math.abs(right.y - left.y) < 2, 'they stand side by side');
      await sides.nth(1).locator('.claim__quote').first().click();
      await page.locator('.said--lit').first().waitFor();
      await page.goBack();
      await page.waitForSelector('.dispute');
    });
  });

  it('a_shut_gate_is_built_by_hand_run_and_reopened_from_its_link', async () => {
    await look('on=2024-07-01&panel=whatif', async (page) => {
      const shut = page.getByRole('form', { name: 'Shut a gate' });
      await shut.locator('select[name=gate]').selectOption('kanpiketi');
      await shut.locator('select[name=side]').selectOption('far');
      await shut.getByRole('button', { name: 'Add' }).click();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      const row = page.locator('.outcome tr', { hasText: 'Kanpiketi' }).first();
      await row.waitFor();
      const cells = await row.locator('td.num').allTextContents();
      assert.match(cells[1], /^0/, `nothing passes the gate that is shut: ${cells}`);
      assert.match(await page.locator('.why').first().textContent(), /Kanpiketi shut on the far side/);
      assert.ok(await page.locator('h3', { hasText: 'Whose ground the supply passes' }).count() === 1);
      await page.waitForFunction(() => location.hash.includes('p.run=1'));
      const link = page.url();
      await look(link.split('#')[1], async (again) => {
        await again.locator('.outcome').first().waitFor();
        assert.match(await again.locator('.scenario__list').textContent(), /Kanpiketi shut, far side/);
      });
    });
  });

  it('search_needs_the_keyboard_alone', async () => {
    await look('on=2024-11-21', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('kan pike');
      await page.waitForSelector('[role="option"][aria-selected="true"]');
      const input = page.getByRole('combobox');
      assert.equal(await input.getAttribute('aria-expanded'), 'true');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      const active = await input.getAttribute('aria-activedescendant');
      assert.match(await page.locator(`#${active}`).textContent(), /Kanpiketi/);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.answer__who');
      assert.match(page.url(), /at=place:kanpiketi/);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'panel');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.querySelector('#panel').hidden);
    });
  });

  it('words_of_a_report_are_found_and_lead_to_it', async () => {
    await look('', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('petrol');
      const hit = page.locator('[role="option"]', { hasText: /kyat a litre/ }).first();
      await hit.waitFor();
      await hit.click();
      await page.locator('.said--lit').first().waitFor();
    });
  });

  it('what_a_panel_shows_is_saved_as_csv', async () => {
    await look('panel=disputes', async (page) => {
      await page.waitForSelector('.dispute');
      const table = lines((await save(page, 'Save the table as CSV')).bytes);
      assert.match(table[0], /^dispute,kind,scope,subject,side,says,probability,voices,claim,/);
      assert.ok(table.length > await page.locator('.dispute').count(), 'a line for every sentence');
    });
  });

  const VIEWS = {
    place: 'on=2024-11-21&panel=place&at=place:kanpiketi',
    gate: 'on=2024-11-21&panel=gate&at=gate:pangwa',
    actor: 'on=2024-11-21&panel=actor&at=actor:kia',
    reports: 'panel=reports',
    disputes: 'panel=disputes',
    whatif: 'on=2024-07-01&panel=whatif&p.do=close=kanpiketi:far&p.run=1',
  };
  for (const [name, view] of Object.entries(VIEWS))
    for (const [screen, options] of [['a_desktop', {}], ['a_phone_in_the_dark', { viewport: PHONE, colorScheme: 'dark' }]])
      it(`the_${name}_panel_has_no_serious_fault_of_access_on_${screen}`, async () => {
        await look(view, async (page) => {
          if (name === 'reports') await page.waitForSelector('.report');
          else if (name === 'whatif') await page.locator('.outcome').first().waitFor();
          else await answered(page);
          assert.deepEqual(await seriousFaults(page), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `the page is ${wide} pixels wider than the screen`);
        }, options);
      });

  it('the_report_has_no_serious_fault_of_access', async () => {
    await look('panel=disputes', async (page) => {
      await page.locator('.claim__quote').first().click();
      await page.locator('.note').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
    });
  });
});

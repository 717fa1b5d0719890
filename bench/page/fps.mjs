// How smoothly the map pans with many places: node bench/page/fps.mjs ADDRESS [PLACES]
// ADDRESS is a running `assay serve`; its places and holdings are replaced by PLACES invented ones, a third of them with
// evidence of every kind at once. Prints frames a second while panning and zooming, and the longest frame; before, those of
// a canvas of the same size that is only cleared, which is the most that this browser manages on this machine at this hour.
import { cpus, loadavg } from 'node:os';
import { launch } from '../../tests/page/browser.mjs';

const [address, wanted = '30000'] = process.argv.slice(2);
const n = Number(wanted);
let seed = 1;
const random = () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff);
const kinds = ['town', 'village', 'village', 'village', 'mine', 'camp', 'hill'];
const rows = Array.from({ length: n }, (_, i) => i);
const lon = rows.map(() => 95.3 + random() * 3.5);
const lat = rows.map(() => 23.5 + random() * 4.5);
const places = {
  stamp: 'bench', id: rows.map((i) => `p${i}`), name: rows.map((i) => `Place ${i}`), native: rows.map((i) => (i % 3 ? null : 'ကန်ပိုက်တီ')),
  kind: rows.map(() => kinds[Math.floor(random() * kinds.length)]), lon, lat, parent: rows.map(() => null), gate: rows.map(() => false),
};

const browser = await launch();
const blank = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const most = await blank.evaluate(() => new Promise((done) => {
  const canvas = document.body.appendChild(document.createElement('canvas'));
  [canvas.width, canvas.height] = [1280, 690];
  const gl = canvas.getContext('webgl2');
  const start = performance.now();
  let frames = 0;
  const frame = () => {
    gl.clearColor((frames++ % 60) / 60, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (performance.now() - start > 4000) done(frames / 4);
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}));
console.log(`a canvas that is only cleared      ${most.toFixed(1)} frames/s   load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`);
await blank.close();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const json = (body) => ({ status: 200, contentType: 'application/json', body: JSON.stringify(body) });
await page.route('**/api/places', (route) => route.fulfill(json(places)));
await page.route('**/api/holdings?*', async (route) => {
  const actors = (await (await page.request.get(`${address}api/meta`)).json()).actors.map((actor) => actor.id);
  const day = new URL(route.request().url()).searchParams.get('on');
  const shift = Number(day.slice(8));
  await route.fulfill(json({
    on: day, as_known: null, complete: true, pending: 0, actors, index: rows, state: rows.map((i) => ((i + shift) % 11 ? 0 : 2)),
    holder: rows.map((i) => (i + (i % 7 ? 0 : shift)) % Math.min(5, actors.length)), p: rows.map((i) => 0.3 + (i % 7) / 10), since: rows.map(() => '2024-01-01'), claims: rows.map((i) => i % 40),
  }));
});
await page.route('**/api/changes?*', (route) => route.fulfill(json({ complete: true, changes: [] })));
await page.goto(address + (process.env.VIEW ?? ''));
await page.waitForSelector('#map[data-ready]');
await page.waitForTimeout(6000);

/** Frames while the map is dragged in a circle for some seconds. */
const measure = (seconds, zoom) => page.evaluate(async ({ seconds, zoom }) => {
  const canvas = document.querySelector('#map canvas');
  const box = canvas.getBoundingClientRect();
  const at = (type, x, y) => canvas.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: x, clientY: y, button: 0, buttons: 1, view: window }));
  const times = [];
  const start = performance.now();
  let [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  if (!zoom) at('mousedown', x, y);
  await new Promise((done) => {
    const frame = (now) => {
      times.push(now);
      const t = (now - start) / 1000;
      if (t > seconds) return done();
      if (zoom) canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: Math.sin(t * 3) * 40, clientX: x, clientY: y }));
      else {
        x += Math.cos(t * 2) * 7;
        y += Math.sin(t * 2) * 7;
        at('mousemove', x, y);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  if (!zoom) at('mouseup', x, y);
  const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  return { fps: (times.length - 1) / ((times[times.length - 1] - times[0]) / 1000), p95: gaps[Math.floor(gaps.length * 0.95)], longest: gaps[gaps.length - 1] };
}, { seconds, zoom });

const say = (what, { fps, p95, longest }) => console.log(`${what.padEnd(34)} ${fps.toFixed(1)} frames/s   95% of frames within ${p95.toFixed(0)} ms   longest ${longest.toFixed(0)} ms`);
say(`panning, ${n} places`, await measure(6, false));
say(`zooming, ${n} places`, await measure(6, true));
const slide = await page.evaluate(async () => {
  const handle = document.querySelector('.time__handle--world');
  handle.focus();
  const start = performance.now();
  const days = 20;
  for (let i = 0; i < days; i++) {
    const was = document.querySelector('#map').dataset.on;
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    while (document.querySelector('#map').dataset.on === was) await new Promise((done) => requestAnimationFrame(done));
  }
  return (performance.now() - start) / days;
});
console.log(`a day back, ${n} places              ${slide.toFixed(0)} ms from key to map`);
await browser.close();

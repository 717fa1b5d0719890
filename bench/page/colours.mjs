// How far the colours of actors stay apart for readers with and without colour blindness: node bench/page/colours.mjs
// Machado, Oliveira and Fernandes (2009), severity 1, in linear sRGB; distances are in Oklab, times 100, where
// about 2 is just noticeable. Contrast is WCAG's, against the map's ground; 3 is asked of graphical objects.
import { readFile } from 'node:fs/promises';

const source = await readFile(new URL('../../web/src/colours.ts', import.meta.url), 'utf8');
const scale = (name) => source.match(new RegExp(`const ${name} = \\[([^\\]]*)\\]`))[1].match(/#[0-9a-f]{6}/g);
const SIGHT = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const linear = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const times = (m, v) => m.map((row) => row.reduce((sum, x, i) => sum + x * v[i], 0));
const oklab = (rgb) => {
  const lms = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], rgb).map((x) => Math.cbrt(Math.max(0, x)));
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], lms);
};
const luminance = (rgb) => times([[0.2126, 0.7152, 0.0722]], rgb)[0];
const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };

for (const [name, ground] of [['LIGHT', '#fbf9f4'], ['DARK', '#20282f']]) {
  const colours = scale(name);
  console.log(`${name}: least contrast with the ground ${Math.min(...colours.map((hex) => contrast(linear(hex), linear(ground)))).toFixed(2)}`);
  for (const [sight, matrix] of Object.entries(SIGHT)) {
    const seen = colours.map((hex) => oklab(times(matrix, linear(hex)).map((x) => Math.min(1, Math.max(0, x)))));
    for (const n of [5, colours.length]) {
      let least = { d: Infinity };
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) {
        const d = 100 * Math.hypot(...seen[i].map((x, k) => x - seen[j][k]));
        if (d < least.d) least = { d, pair: `${colours[j]} ${colours[i]}` };
      }
      console.log(`  ${sight.padEnd(7)} first ${n}: nearest pair ${least.d.toFixed(1).padStart(5)}  ${least.pair}`);
    }
  }
}

// Stacked bands of probability over days. A picture for those who see: a table beside it says the same.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { area, curveStepAfter } from 'd3-shape';
import { scaleUtc } from 'd3-scale';
import type { Day } from '../../api/types';
import { dayOf, dayText } from '../../days';

export interface BandSeries {
  label: string;
  colour: string;
  /** Hatched, for what is contested or shut, so that colour is not alone in saying it; faint for what is not known. */
  look?: 'hatch' | 'faint';
  p: number[];
}

let serial = 0;

export interface StripOptions {
  days: Day[];
  /** From the bottom upwards. */
  series: BandSeries[];
  on: Day;
  width: number;
  height: number;
  label: string;
  axis?: boolean;
  pick: (day: Day) => void;
}

export function strip(options: StripOptions): TemplateResult | typeof nothing {
  const { days, series, on, width, height, pick } = options;
  if (days.length < 2 || width < 40) return nothing;
  const first = Date.parse(days[0] as Day);
  const last = Date.parse(days[days.length - 1] as Day) + 86_400_000;
  const x = scaleUtc([first, last], [0, width]);
  const at = (i: number) => (i < days.length ? x(Date.parse(days[i] as Day)) : width);
  const floor = new Array<number>(days.length).fill(0);
  const bands = series.map((one) => {
    const low = [...floor];
    one.p.forEach((p, i) => (floor[i] = Math.min(1, (floor[i] ?? 0) + p)));
    const high = [...floor];
    const rows = [...days.keys(), days.length];
    const path = area<number>().x(at).y0((i) => height - (low[Math.min(i, days.length - 1)] ?? 0) * height)
      .y1((i) => height - (high[Math.min(i, days.length - 1)] ?? 0) * height).curve(curveStepAfter)(rows) ?? '';
    return { one, path, low, high };
  });
  const id = `hatch-${++serial}`;
  const mark = x(Date.parse(on) + 43_200_000);
  const inside = mark >= 0 && mark <= width;
  const ticks = x.ticks(Math.max(2, Math.floor(width / 85)));
  const format = x.tickFormat();
  const tall = height + (options.axis === false ? 0 : 18);
  const choose = (event: MouseEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    pick(dayOf(Math.floor(x.invert(Math.max(0, Math.min(width - 1, event.clientX - box.left))).getTime() / 86_400_000)));
  };
  return html`<svg class="strip" width=${width} height=${tall} viewBox="0 0 ${width} ${tall}" role="img" aria-label=${options.label} @click=${choose}>
    <defs><pattern id=${id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7" stroke="var(--surface)" stroke-width="3.4"></path></pattern></defs>
    <rect width=${width} height=${height} fill="var(--surface-2)"></rect>
    ${bands.map(({ one, path }) => svg`<path d=${path} fill=${one.colour} opacity=${one.look === 'faint' ? 0.22 : 1}></path>${one.look === 'hatch' ? svg`<path d=${path} fill=${`url(#${id})`}></path>` : nothing}`)}
    ${bands.map(({ one, low, high }) => caption(one, low, high, at, height))}
    ${options.axis === false ? nothing : ticks.map((tick) => svg`<path d=${`M${x(tick)} ${height}v4`} stroke="var(--ink-3)"></path><text class="strip__tick" x=${x(tick) + 3} y=${height + 13}>${format(tick)}</text>`)}
    ${inside ? svg`<path d=${`M${mark} 0V${height}`} stroke="var(--surface)" stroke-width="4"></path><path d=${`M${mark} -1V${height + 3}`} stroke="var(--ink)" stroke-width="2"></path><title>${dayText(on)}</title>` : nothing}
  </svg>`;
}

/** A band's name inside it, where it is tallest, if it fits. */
function caption(one: BandSeries, low: number[], high: number[], at: (i: number) => number, height: number): TemplateResult | typeof nothing {
  const need = one.label.length * 6.8 + 12;
  let best = { room: 0, x: 0, y: 0 };
  const tall = (i: number) => ((high[i] ?? 0) - (low[i] ?? 0)) * height;
  for (let i = 0; i < low.length; i++) {
    if (tall(i) < 17) continue;
    let end = i;
    let top = high[i] as number;
    let bottom = low[i] as number;
    while (end + 1 < low.length) {
      const t = Math.min(top, high[end + 1] as number);
      const b = Math.max(bottom, low[end + 1] as number);
      if ((t - b) * height < 17) break;
      top = t;
      bottom = b;
      end++;
    }
    const room = at(end + 1) - at(i);
    if (room > best.room) best = { room, x: at(i) + 6, y: height - ((top + bottom) / 2) * height + 4 };
    i = end;
  }
  if (best.room < need || one.look === 'faint') return nothing;
  return svg`<text class=${one.look === 'hatch' ? 'strip__name strip__name--hatch' : 'strip__name'} x=${best.x} y=${best.y}>${one.label}</text>`;
}

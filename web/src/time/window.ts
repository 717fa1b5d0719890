// Which days the time bar shows, and counts of days as bars.
import type { ScaleTime } from 'd3-scale';
import type { Day } from '../api/types';

export interface Window {
  first: Day;
  last: Day;
}

export interface Bin {
  x: number;
  width: number;
  /** From 0 to 1, by the square root, so that one report stays visible beside many. */
  height: number;
}

/** Counts of days gathered into bars some pixels wide; days outside the window are left out. */
export function bins(days: Day[], counts: number[], scale: ScaleTime<number, number>): Bin[] {
  const [left, right] = scale.range() as [number, number];
  const day = Math.abs(scale(86_400_000) - scale(0));
  const width = Math.max(3, Math.min(8, day));
  const sums = new Map<number, number>();
  days.forEach((one, i) => {
    const n = counts[i] ?? 0;
    const x = scale(Date.parse(one));
    if (n <= 0 || x < left - 0.5 || x > right) return;
    const slot = width > 3 ? Math.round(x * 100) / 100 : left + Math.floor((x - left) / 3) * 3;
    sums.set(slot, (sums.get(slot) ?? 0) + n);
  });
  const most = Math.max(1, ...sums.values());
  return [...sums].map(([x, n]) => ({ x, width: Math.max(1.5, width - 1), height: Math.sqrt(n / most) }));
}

// Where the map opens: on the ground that the reports are about.
import type { App } from '../app';
import { GROUPS } from './kinds';

const LEFT_OUT = 0.04;
const LEAST = 0.6;

/** West, south, east, north of places with evidence, each as heavy as its claims, without the outermost few. */
export function home(app: App, group: Uint8Array): [number, number, number, number] | null {
  const snapshot = app.snapshots.current;
  if (!snapshot) return null;
  const points: { lon: number; lat: number; weight: number }[] = [];
  for (let i = 0; i < snapshot.claims.length; i++) {
    const lon = app.places.lon[i];
    const lat = app.places.lat[i];
    const weight = snapshot.claims[i] as number;
    if (lon === null || lat === null || lon === undefined || lat === undefined) continue;
    if (weight > 0 && GROUPS[group[i] as number]?.id !== 'area') points.push({ lon, lat, weight });
  }
  if (points.length < 3) return null;
  const [w, e] = middle(points, (point) => point.lon);
  const [s, n] = middle(points, (point) => point.lat);
  return [w - LEAST / 4, s - LEAST / 4, Math.max(e, w + LEAST) + LEAST / 4, Math.max(n, s + LEAST) + LEAST / 4];
}

function middle<P extends { weight: number }>(points: P[], of: (point: P) => number): [number, number] {
  const sorted = [...points].sort((a, b) => of(a) - of(b));
  const total = sorted.reduce((sum, point) => sum + point.weight, 0);
  const at = (share: number) => {
    let sum = 0;
    for (const point of sorted) if ((sum += point.weight) >= total * share) return of(point);
    return of(sorted[sorted.length - 1] as P);
  };
  return [at(LEFT_OUT), at(1 - LEFT_OUT)];
}

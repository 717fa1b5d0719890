// Roads of the network, and what is thought to move on them: the width is the median of a month, the pale band the
// ninetieth percentile.
import type { Flow, Network } from '../api/types';

export function roadLines(network: Network): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: network.arcs.filter((arc) => arc.path.length > 1).map((arc) => ({
      type: 'Feature', properties: { id: arc.id }, geometry: { type: 'LineString', coordinates: arc.path },
    })),
  };
}

const WIDEST = 16;

/** One line an arc; widths in pixels are by the square root, as areas of arrows are read. Arcs without flow are left out. */
export function flowLines(network: Network, flow: Flow, commodity: string): GeoJSON.FeatureCollection {
  const total = new Map<string, { mid: number; high: number }>();
  let most = 0;
  for (const arc of flow.arcs) {
    if (arc.commodity !== commodity) continue;
    const mid = Math.max(0, ...arc.tonnes.map((band) => band.p50));
    const high = Math.max(0, ...arc.tonnes.map((band) => band.p90));
    total.set(arc.id, { mid, high });
    most = Math.max(most, high);
  }
  const width = (value: number) => (most > 0 ? Math.sqrt(value / most) * WIDEST : 0);
  return {
    type: 'FeatureCollection',
    features: network.arcs.flatMap((arc) => {
      const sum = total.get(arc.id);
      if (!sum || sum.high <= 0 || arc.path.length < 2) return [];
      return [{
        type: 'Feature' as const, properties: { id: arc.id, mid: width(sum.mid), high: width(sum.high), tonnes: sum.mid },
        geometry: { type: 'LineString' as const, coordinates: arc.path },
      }];
    }),
  };
}

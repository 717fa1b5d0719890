// Roads of the network, and what is thought to move on them: the width is the median of a month, the pale band the
// ninetieth percentile.
import type { Band, Flow, Network } from '../api/types';

export function roadLines(network: Network): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: network.arcs.filter((arc) => arc.path.length > 1).map((arc) => ({
      type: 'Feature', properties: { id: arc.id }, geometry: { type: 'LineString', coordinates: arc.path },
    })),
  };
}

const WIDEST = 16;

/**
 * One line an arc that the model sends goods through, for one commodity; widths in pixels are by the square root. Rows
 * of the model speak of gates and roads; arcs without a row, or with none moved, are left out.
 */
export function flowLines(network: Network, flow: Flow, commodity: string): GeoJSON.FeatureCollection {
  const bands = new Map<string, Band>();
  let most = 0;
  for (const row of flow.rows) {
    if (row.commodity !== commodity || (row.metric !== 'gate' && row.metric !== 'road')) continue;
    bands.set(row.metric === 'gate' ? `gate:${row.subject}` : row.subject, row.total);
    most = Math.max(most, row.total.p90);
  }
  const width = (value: number) => (most > 0 ? Math.sqrt(value / most) * WIDEST : 0);
  return {
    type: 'FeatureCollection',
    features: network.arcs.flatMap((arc) => {
      const band = bands.get(arc.id);
      if (!band || band.p90 <= 0 || arc.path.length < 2) return [];
      return [{
        type: 'Feature' as const, properties: { id: arc.id, mid: width(band.p50), high: width(band.p90) },
        geometry: { type: 'LineString' as const, coordinates: arc.path },
      }];
    }),
  };
}

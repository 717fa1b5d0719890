// Names on the map: which places carry one, and from which zoom on.
import type { Places } from '../api/types';
import { NO_EVIDENCE, type Shown, type Snapshot } from '../state/snapshot';
import { GROUPS } from './kinds';

/** rank 0: gates and towns that reports speak of, from afar; 4: villages that none does, from near. */
export function labels(places: Places, group: Uint8Array, snapshot: Snapshot, show: Shown): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (let i = 0; i < places.id.length; i++) {
    const lon = places.lon[i];
    const lat = places.lat[i];
    const kind = GROUPS[group[i] as number]?.id ?? 'other';
    if (lon === null || lat === null || lon === undefined || lat === undefined || !show.kind(kind)) continue;
    const state = snapshot.state[i] as number;
    const known = state !== NO_EVIDENCE;
    if (!show.state(state)) continue;
    if (kind === 'area' && !known) continue;
    const rank = places.gate[i] ? 0 : known ? (kind === 'town' || kind === 'mine' ? 0 : kind === 'area' ? 2 : 1) : kind === 'town' || kind === 'mine' ? 2 : kind === 'village' ? 4 : 3;
    features.push({
      type: 'Feature', id: i, geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { n: places.name[i], my: places.native[i] ?? '', rank, key: rank * 1e6 - Math.min(9e5, (snapshot.claims[i] ?? 0) * 100) + (places.gate[i] ? -1e3 : 0) },
    });
  }
  return { type: 'FeatureCollection', features };
}

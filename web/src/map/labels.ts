// Names on the map: which places carry one, from which zoom on, and which of them there is room for.
import { MercatorCoordinate } from 'maplibre-gl';
import type { Places } from '../api/types';
import { NO_EVIDENCE, type Shown, type Snapshot } from '../state/snapshot';
import { GROUPS } from './kinds';

/** Zoom at which names of each rank appear; see rankOf. */
const LABEL_ZOOM = [0, 6.4, 7.6, 9.2, 10.6];
/** Room for one name, in CSS pixels, before MapLibre looks for collisions more closely. */
const CELL: [number, number] = [44, 24];
const MOST = 700;
/** How far beyond the map names are laid out, as a share of its size, so that panning meets named ground. */
const BEYOND = 0.6;

interface Candidate {
  row: number;
  rank: number;
  key: number;
  x: number;
  y: number;
}

export interface Sight {
  lon: number;
  lat: number;
  zoom: number;
  width: number;
  height: number;
}

export class Labels {
  private candidates: Candidate[] = [];
  private laid: Sight | null = null;

  constructor(private readonly places: Places, private readonly group: Uint8Array) {}

  /** Takes a snapshot's evidence: names of what reports speak of come first, those with most claims before others. */
  take(snapshot: Snapshot, show: Shown): void {
    const { places, group } = this;
    this.laid = null;
    this.candidates = [];
    for (let row = 0; row < places.id.length; row++) {
      const lon = places.lon[row];
      const lat = places.lat[row];
      const state = snapshot.state[row] as number;
      const kind = GROUPS[group[row] as number]?.id ?? 'other';
      if (lon === null || lat === null || lon === undefined || lat === undefined) continue;
      if (!show.kind(kind) || !show.state(state) || (kind === 'area' && state >= NO_EVIDENCE)) continue;
      const rank = rankOf(kind, state < NO_EVIDENCE, places.gate[row] ?? false);
      const { x, y } = MercatorCoordinate.fromLngLat([lon, lat]);
      this.candidates.push({ row, rank, x, y, key: rank * 1e6 - Math.min(9e5, (snapshot.claims[row] ?? 0) * 100) - (places.gate[row] ? 1e3 : 0) });
    }
    this.candidates.sort((a, b) => a.key - b.key || a.row - b.row);
  }

  /** Names for what is seen; null while those laid out last still serve. */
  lay(sight: Sight): GeoJSON.FeatureCollection | null {
    if (this.laid && this.serves(sight, this.laid)) return null;
    this.laid = sight;
    const { x, y } = MercatorCoordinate.fromLngLat([sight.lon, sight.lat]);
    const world = 512 * 2 ** sight.zoom;
    const [w, h] = [sight.width * (0.5 + BEYOND), sight.height * (0.5 + BEYOND)];
    const taken = new Set<number>();
    const features: GeoJSON.Feature[] = [];
    for (const one of this.candidates) {
      if ((LABEL_ZOOM[one.rank] ?? 0) > sight.zoom + 0.1 || features.length >= MOST) break;
      const dx = (one.x - x) * world;
      const dy = (one.y - y) * world;
      if (Math.abs(dx) > w || Math.abs(dy) > h) continue;
      const cell = Math.floor(dx / CELL[0]) * 65536 + Math.floor(dy / CELL[1]);
      if (taken.has(cell)) continue;
      taken.add(cell);
      features.push({
        type: 'Feature', id: one.row, geometry: { type: 'Point', coordinates: [this.places.lon[one.row] as number, this.places.lat[one.row] as number] },
        properties: { n: this.places.name[one.row], my: native(this.places.native[one.row]), rank: one.rank, key: one.key },
      });
    }
    return { type: 'FeatureCollection', features };
  }

  private serves(now: Sight, then: Sight): boolean {
    if (Math.abs(now.zoom - then.zoom) > 0.3 || now.width !== then.width || now.height !== then.height) return false;
    const a = MercatorCoordinate.fromLngLat([now.lon, now.lat]);
    const b = MercatorCoordinate.fromLngLat([then.lon, then.lat]);
    const world = 512 * 2 ** now.zoom;
    return Math.abs(a.x - b.x) * world < now.width * BEYOND * 0.6 && Math.abs(a.y - b.y) * world < now.height * BEYOND * 0.6;
  }
}

/** 0: gates and towns that reports speak of, from afar; 4: villages that none does, from near. */
function rankOf(kind: string, known: boolean, gate: boolean): number {
  if (gate) return 0;
  const town = kind === 'town' || kind === 'mine';
  if (known) return town ? 0 : kind === 'area' ? 2 : 1;
  return town ? 2 : kind === 'village' ? 4 : 3;
}

/** Native names that the page has letters for; a name in another script might be drawn as boxes. */
function native(name: string | null | undefined): string {
  return name && /^[\u1000-\u109f\s\u200b-\u200d(),-]+$/.test(name) ? name : '';
}

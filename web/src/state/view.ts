// What the reader looks at, and its form in the address: a link reopens the same view.
import type { Day, Id } from '../api/types';

export type Kind = 'place' | 'gate' | 'actor' | 'document' | 'claim' | 'event' | 'dispute';

export interface Selection {
  kind: Kind;
  id: Id;
}

export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

export interface View {
  /** Day in the world; null is the last on which reports say that something happened. */
  on: Day | null;
  /** Day as known; null is all that this ledger holds. */
  known: Day | null;
  /** The panel that is open, by its id; null shows the map alone. */
  panel: string | null;
  /** What panel and map speak of. */
  selection: Selection | null;
  /** The claim that is lit up in the reader and on the map. */
  claim: Id | null;
  /** What the legend has switched off: 'actor:ID', 'state:NAME', 'kind:NAME', 'layer:NAME'; sorted. */
  hide: readonly string[];
  camera: Camera | null;
  /** A panel's own settings; emptied when another panel opens. */
  params: Readonly<Record<string, string>>;
}

export const EMPTY_VIEW: View = {
  on: null, known: null, panel: null, selection: null, claim: null, hide: [], camera: null, params: {},
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KINDS: readonly string[] = ['place', 'gate', 'actor', 'document', 'claim', 'event', 'dispute'];

/** The fragment without '#': 'on=2024-11-21&panel=place&at=place:kanpiketi'. Names left out are at their default. */
export function toFragment(view: View): string {
  const parts: [string, string][] = [];
  if (view.on) parts.push(['on', view.on]);
  if (view.known) parts.push(['known', view.known]);
  if (view.panel) parts.push(['panel', view.panel]);
  if (view.selection) parts.push(['at', `${view.selection.kind}:${view.selection.id}`]);
  if (view.claim) parts.push(['claim', view.claim]);
  if (view.hide.length) parts.push(['hide', view.hide.join(',')]);
  if (view.camera)
    parts.push(['map', `${view.camera.lon.toFixed(3)},${view.camera.lat.toFixed(3)},${view.camera.zoom.toFixed(2)}`]);
  for (const key of Object.keys(view.params).sort()) parts.push([`p.${key}`, view.params[key] ?? '']);
  return parts.map(([key, value]) => `${key}=${escape(value)}`).join('&');
}

/** Reads what toFragment wrote; what cannot be read is left at its default, since links come from strangers. */
export function fromFragment(fragment: string): View {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const day = (key: string) => {
    const value = given.get(key);
    return value && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
  };
  const params: Record<string, string> = {};
  for (const [key, value] of given) if (key.startsWith('p.')) params[key.slice(2)] = value;
  return {
    on: day('on'),
    known: day('known'),
    panel: given.get('panel') || null,
    selection: selectionOf(given.get('at')),
    claim: given.get('claim') || null,
    hide: (given.get('hide') ?? '').split(',').filter(Boolean).sort(),
    camera: cameraOf(given.get('map')),
    params,
  };
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a === b || (!!a && !!b && a.kind === b.kind && a.id === b.id);
}

function selectionOf(text: string | null): Selection | null {
  const cut = text?.indexOf(':') ?? -1;
  if (!text || cut < 1 || cut === text.length - 1 || !KINDS.includes(text.slice(0, cut))) return null;
  return { kind: text.slice(0, cut) as Kind, id: text.slice(cut + 1) };
}

function cameraOf(text: string | null): Camera | null {
  const [lon, lat, zoom] = (text ?? '').split(',').map(Number);
  if (lon === undefined || lat === undefined || zoom === undefined) return null;
  if (![lon, lat, zoom].every(Number.isFinite) || Math.abs(lon) > 180 || Math.abs(lat) > 85) return null;
  return { lon, lat, zoom };
}

function escape(value: string): string {
  return encodeURIComponent(value).replace(/%3A/gi, ':').replace(/%2C/gi, ',');
}

// The map's own style: ground, borders, rivers and names, from one file, with no tiles and no glyphs from elsewhere.
// Text is drawn by the browser from the page's fonts, Burmese included.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import baseUrl from './base.geojson?url';
import type { Tokens } from './tokens';

export const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const TEXT = ['Assay'];
const BOLD = ['Assay Semibold'];

/** Layer that the marks are put under. */
export const FIRST_ABOVE_MARKS = 'gates';

/** Zoom at which labels of each rank appear; a label's rank is worked out in labels.ts. */
export const LABEL_ZOOM = [0, 6.4, 7.6, 9.2, 10.6];

export function styleOf(t: Tokens): StyleSpecification {
  const kind = (k: string) => ['==', ['get', 'k'], k] as never;
  const base: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': t['map-river'] } },
    { id: 'other', type: 'fill', source: 'base', filter: kind('other'), paint: { 'fill-color': t['map-other'] } },
    { id: 'land', type: 'fill', source: 'base', filter: kind('land'), paint: { 'fill-color': t['map-land'] } },
    { id: 'focus', type: 'fill', source: 'base', filter: kind('focus'), paint: { 'fill-color': t['map-focus'] } },
    {
      id: 'river', type: 'line', source: 'base', filter: kind('river'), layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': t['map-river'], 'line-width': ['interpolate', ['linear'], ['zoom'], 5, ['-', 1.6, ['*', 0.12, ['get', 'rank']]], 10, ['-', 5, ['*', 0.4, ['get', 'rank']]]] },
    },
    {
      id: 'district', type: 'line', source: 'base', filter: kind('district'), minzoom: 6,
      paint: { 'line-color': t['map-district'], 'line-width': 1, 'line-dasharray': [2, 2] },
    },
    { id: 'state', type: 'line', source: 'base', filter: kind('state'), paint: { 'line-color': t['map-district'], 'line-width': 1.4 } },
    {
      id: 'border', type: 'line', source: 'base', filter: kind('border'),
      paint: { 'line-color': t['map-border'], 'line-width': 0.8, 'line-opacity': 0.7 },
    },
    {
      id: 'country-glow', type: 'line', source: 'base', filter: kind('land'),
      paint: { 'line-color': t['map-border'], 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 4, 9, 9], 'line-opacity': 0.16 },
    },
    {
      id: 'country', type: 'line', source: 'base', filter: kind('land'), layout: { 'line-join': 'round' },
      paint: { 'line-color': t['map-border'], 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 1, 9, 1.8] },
    },
    {
      id: 'river-name', type: 'symbol', source: 'base', filter: kind('river'), minzoom: 6.5,
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'n'], 'text-font': TEXT, 'text-size': 11, 'symbol-spacing': 400, 'text-letter-spacing': 0.05, 'text-max-angle': 35 },
      paint: { 'text-color': t['map-label-2'], 'text-halo-color': t['map-halo'], 'text-halo-width': 1.2 },
    },
    {
      id: 'region-name', type: 'symbol', source: 'base', filter: kind('label'), maxzoom: 9.5,
      layout: {
        'text-field': ['format', ['get', 'n'], {}, ['case', ['to-boolean', ['get', 'my']], ['concat', '\n', ['get', 'my']], ''], { 'font-scale': 0.85 }],
        'text-font': BOLD, 'text-size': ['case', ['==', ['get', 'size'], 1], 14, 12], 'text-letter-spacing': ['case', ['==', ['get', 'size'], 1], 0.22, 0.06],
        'text-padding': 6, 'text-max-width': 20,
      },
      paint: { 'text-color': t['map-label-2'], 'text-opacity': 0.75, 'text-halo-color': t['map-halo'], 'text-halo-width': 1 },
    },
  ];
  const roads: LayerSpecification[] = [
    {
      id: 'roads', type: 'line', source: 'roads', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': t['map-road'], 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.7, 10, 2.4], 'line-opacity': 0.8 },
    },
    {
      id: 'flow-high', type: 'line', source: 'flow', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': t['map-flow'], 'line-width': ['get', 'high'], 'line-opacity': 0.22 },
    },
    {
      id: 'flow-mid', type: 'line', source: 'flow', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': t['map-flow'], 'line-width': ['get', 'mid'], 'line-opacity': 0.75 },
    },
  ];
  const above: LayerSpecification[] = [
    {
      id: FIRST_ABOVE_MARKS, type: 'symbol', source: 'gates',
      layout: {
        'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-ignore-placement': false, 'icon-anchor': 'bottom', 'icon-offset': [0, -3],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 5, 0.62, 7, 0.85, 9, 1.1], 'symbol-sort-key': ['get', 'key'],
      },
    },
    ...LABEL_ZOOM.map((zoom, rank): LayerSpecification => ({
      id: `names-${rank}`, type: 'symbol', source: 'names', minzoom: zoom, filter: ['==', ['get', 'rank'], rank],
      layout: {
        'text-field': ['format', ['get', 'n'], {}, ['case', ['to-boolean', ['get', 'my']], ['concat', '\n', ['get', 'my']], ''], { 'font-scale': 0.86, 'text-color': t['map-label-2'] }],
        'text-font': rank < 2 ? BOLD : TEXT, 'text-size': ['interpolate', ['linear'], ['zoom'], 6, rank < 2 ? 12 : 11, 10, rank < 2 ? 15 : 12.5],
        'text-variable-anchor-offset': ['left', [0.8, 0], 'right', [-0.8, 0], 'top', [0, 0.75], 'bottom', [0, -0.75]],
        'text-justify': 'auto', 'text-padding': 2, 'text-max-width': 12, 'text-line-height': 1.15, 'symbol-sort-key': ['get', 'key'],
      },
      paint: { 'text-color': rank < 4 ? t['map-label'] : t['map-label-2'], 'text-halo-color': t['map-halo'], 'text-halo-width': 1.4 },
    })),
  ];
  return {
    version: 8,
    sources: {
      base: { type: 'geojson', data: baseUrl, tolerance: 0.2 },
      roads: { type: 'geojson', data: EMPTY },
      flow: { type: 'geojson', data: EMPTY },
      gates: { type: 'geojson', data: EMPTY },
      names: { type: 'geojson', data: EMPTY, maxzoom: 11 },
    },
    layers: [...base, ...roads, ...above],
  };
}

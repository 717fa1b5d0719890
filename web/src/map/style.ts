// The map's own style (the colour of neighbouring land is the element's background): ground, borders, rivers and names, from one file, with no tiles and no glyphs from elsewhere.
// Text is drawn by the browser from the page's fonts, Burmese included.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import baseUrl from './base.geojson?url';
import type { Tokens } from './tokens';

export const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const TEXT = ['Assay'];
const BOLD = ['Assay Semibold'];

/** Layer that the marks are put under. */
export const FIRST_ABOVE_MARKS = 'names';

/** A picture without a dot, of the size of a mark. */
export const BLANK = 'blank';

export function styleOf(t: Tokens): StyleSpecification {
  const kind = (k: string) => ['==', ['get', 'k'], k] as never;
  const base: LayerSpecification[] = [
    { id: 'sea', type: 'fill', source: 'base', filter: kind('sea'), paint: { 'fill-color': t['map-river'], 'fill-antialias': false } },
    { id: 'land', type: 'fill', source: 'base', filter: kind('land'), paint: { 'fill-color': t['map-land'], 'fill-antialias': false } },
    { id: 'focus', type: 'fill', source: 'base', filter: kind('focus'), paint: { 'fill-color': t['map-focus'], 'fill-antialias': false } },
    {
      id: 'river', type: 'line', source: 'base', filter: kind('river'),
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
      id: 'country', type: 'line', source: 'base', filter: kind('land'),
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
      id: 'roads', type: 'line', source: 'roads',
      paint: { 'line-color': t['map-road'], 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.8, 10, 2.2], 'line-dasharray': [3, 1.6], 'line-opacity': 0.85 },
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
  // Signs are placed before names, being in the last layer. Each name carries a blank picture of its mark's size, so that
  // other names keep off the mark.
  const above: LayerSpecification[] = [
    {
      id: 'names', type: 'symbol', source: 'names',
      layout: {
        'icon-image': BLANK, 'icon-allow-overlap': true, 'icon-size': ['case', ['<', ['get', 'rank'], 2], 1, 0.6], 'text-optional': true,
        'text-field': ['format', ['get', 'n'], {}, ['case', ['to-boolean', ['get', 'my']], ['concat', '\n', ['get', 'my']], ''], { 'font-scale': 0.86, 'text-color': t['map-label-2'] }],
        'text-font': ['case', ['<', ['get', 'rank'], 2], ['literal', BOLD], ['literal', TEXT]],
        'text-size': ['interpolate', ['linear'], ['zoom'], 6, ['case', ['<', ['get', 'rank'], 2], 12, 11], 10, ['case', ['<', ['get', 'rank'], 2], 15, 12.5]],
        'text-variable-anchor-offset': ['left', [0.8, 0], 'right', [-0.8, 0], 'top', [0, 0.75], 'bottom', [0, -0.75]],
        'text-justify': 'auto', 'text-padding': 1, 'text-max-width': 12, 'text-line-height': 1.15, 'symbol-sort-key': ['get', 'key'],
      },
      paint: {
        'icon-opacity': 0, 'text-color': ['case', ['<', ['get', 'rank'], 4], t['map-label'], t['map-label-2']], 'text-halo-color': t['map-halo'], 'text-halo-width': 1.4,
      },
    },
    {
      id: 'gates', type: 'symbol', source: 'gates',
      layout: {
        'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-anchor': 'bottom', 'icon-offset': [0, -3], 'icon-padding': 0,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 5, ['*', 0.62, ['get', 'size']], 7, ['*', 0.85, ['get', 'size']], 9, ['*', 1.1, ['get', 'size']]],
        'symbol-sort-key': ['get', 'key'],
      },
    },
  ];
  return {
    version: 8,
    sources: {
      base: { type: 'geojson', data: baseUrl, tolerance: 0.5, maxzoom: 9, buffer: 16 },
      roads: { type: 'geojson', data: EMPTY, maxzoom: 6 },
      flow: { type: 'geojson', data: EMPTY, maxzoom: 6 },
      gates: { type: 'geojson', data: EMPTY, maxzoom: 5, buffer: 0 },
      names: { type: 'geojson', data: EMPTY, maxzoom: 5, buffer: 0 },
    },
    layers: [...base, ...roads, ...above],
  };
}

// Colours of the present theme as tokens.css has them, for what is drawn instead of styled.
const NAMES = ['ink', 'ink-2', 'surface', 'line', 'none', 'open', 'closed', 'partly', 'accent', 'map-land', 'map-other', 'map-focus',
  'map-border', 'map-district', 'map-river', 'map-label', 'map-label-2', 'map-halo', 'map-road', 'map-flow'] as const;
export type Token = (typeof NAMES)[number];
export type Tokens = Record<Token, string>;

export function tokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Tokens;
}

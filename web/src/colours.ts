// Colours of actors. The order is that of meta's colour_index, most ground first; hues are picked so that neighbours
// differ in lightness too and stay apart under protan-, deutan- and tritanopia (bench/page/colours.mjs measures it).

export type Theme = 'light' | 'dark';

const LIGHT = ['#1f5fa8', '#d1632a', '#12876f', '#8a3f8f', '#a98600', '#4aa3d8', '#8c1c3b', '#6b6f1d'];
const DARK = ['#6aa5ea', '#f0864c', '#3fc0a2', '#cf8bd6', '#dcb83a', '#9bd4f5', '#e8738f', '#b6ba5c'];
const OTHER = { light: '#6f6a62', dark: '#a8a297' };

/** Colour of an actor by its colour_index; those beyond the scale share one grey. */
export function actorColour(index: number, theme: Theme): string {
  return (theme === 'dark' ? DARK : LIGHT)[index] ?? OTHER[theme];
}

export const SCALE_SIZE = LIGHT.length;

/** '#rrggbb' as three numbers from 0 to 1. */
export function rgb(colour: string): [number, number, number] {
  const n = parseInt(colour.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

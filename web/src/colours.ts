// Colours of actors. The order is that of meta's colour_index, most ground first; hues are picked so that neighbours
// differ in lightness too and stay apart under protan-, deutan- and tritanopia (bench/page/colours.mjs measures it).

export type Theme = 'light' | 'dark';

const LIGHT = ['#174f9e', '#c26e12', '#248d76', '#98004e', '#aa5fd3', '#516012', '#834d7e', '#6a82a4'];
const DARK = ['#5f99ed', '#f07554', '#1ecdaa', '#e0cd38', '#bf5baa', '#a77878', '#d7bef4', '#91a780'];
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

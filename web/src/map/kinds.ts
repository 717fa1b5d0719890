// How a kind of place is drawn: its group in the legend, its shape and its size.

/** Shapes that the marks' shader knows. */
export const SHAPE = { circle: 0, diamond: 1, square: 2, triangle: 3, hexagon: 4, cross: 5 } as const;
export type ShapeName = keyof typeof SHAPE;

export interface Group {
  id: string;
  shape: ShapeName;
  /** Radius in CSS pixels at zoom 7. */
  radius: number;
  kinds: string[];
}

/** In the legend's order. A place of several kinds ('town;mine') belongs to the first group that names one of them. */
export const GROUPS: readonly Group[] = [
  { id: 'mine', shape: 'diamond', radius: 7, kinds: ['mine'] },
  { id: 'camp', shape: 'square', radius: 5.2, kinds: ['camp', 'base', 'outpost'] },
  { id: 'hill', shape: 'triangle', radius: 6.4, kinds: ['hill', 'mountain'] },
  { id: 'town', shape: 'circle', radius: 7, kinds: ['town', 'city', 'capital', 'border_gate'] },
  { id: 'village', shape: 'circle', radius: 4.6, kinds: ['village'] },
  { id: 'area', shape: 'hexagon', radius: 6.4, kinds: ['township', 'district', 'state', 'region', 'province', 'country'] },
  { id: 'other', shape: 'cross', radius: 5.2, kinds: [] },
];

const byKind = new Map<string, number>();
GROUPS.forEach((group, i) => group.kinds.forEach((kind) => byKind.set(kind, i)));

/** Index into GROUPS of a place's kind as the API gives it: one, or several joined by ';'. */
export function groupOf(kind: string): number {
  let best = GROUPS.length - 1;
  for (const one of kind.split(';')) best = Math.min(best, byKind.get(one) ?? GROUPS.length - 1);
  return best;
}

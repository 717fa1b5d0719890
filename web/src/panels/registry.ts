// A panel is one file in this folder that calls registerPanel; nothing else names it.
import type { App } from '../app';
import type { Kind, View } from '../state/view';

/** Rows as they stand in a panel's table, for CSV. */
export interface Table {
  name: string;
  columns: string[];
  rows: (string | number | null)[][];
}

export interface Mounted {
  /** Called once after mounting with before = null, then after every change of the view. */
  update(view: View, before: View | null): void;
  /** The table that the reader sees, if there is one. */
  table?(): Table | null;
  unmount?(): void;
}

export interface Panel {
  /** Its name in the address. */
  id: string;
  /** Heading; may depend on what is selected. */
  title: (app: App, view: View) => string;
  /** Shown among the tabs of the header, in this order; left out: reached through links only. */
  tab?: { label: string; order: number };
  /** Kinds of selection that it shows. */
  shows?: readonly Kind[];
  /** A wide panel takes half of the page (the reader, disputes). */
  wide?: boolean;
  mount(host: HTMLElement, app: App): Mounted;
}

const panels = new Map<string, Panel>();

export function registerPanel(panel: Panel): void {
  if (panels.has(panel.id)) throw new Error(`two panels are called ${panel.id}`);
  panels.set(panel.id, panel);
}

export const panelById = (id: string | null): Panel | null => (id === null ? null : (panels.get(id) ?? null));

/** The panel that shows this kind of thing. */
export function panelFor(kind: Kind): Panel | null {
  for (const panel of panels.values()) if (panel.shows?.includes(kind)) return panel;
  return null;
}

/** Panels with a tab, in order. */
export function tabs(): Panel[] {
  return [...panels.values()]
    .filter((panel) => panel.tab)
    .sort((a, b) => (a.tab?.order ?? 0) - (b.tab?.order ?? 0) || (a.id < b.id ? -1 : 1));
}

// Parts of the frame that are a file of this folder too: the search box.
type Part = (host: HTMLElement, app: App) => void;
const parts = new Map<'search', Part>();

export function registerPart(name: 'search', part: Part): void {
  parts.set(name, part);
}

export const partFor = (name: 'search'): Part | null => parts.get(name) ?? null;

// Tables as CSV (RFC 4180), and the table of what the map shows.
import type { App } from '../app';
import { STATES } from '../api/types';
import { groupOf, GROUPS } from '../map/kinds';
import type { Table } from '../panels/registry';
import { NO_EVIDENCE, shown } from '../state/snapshot';
import { S } from '../strings.en';

export function toCsv(table: Table): string {
  const field = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    // A leading = + - @ would be run as a formula by spreadsheets; numbers are left alone.
    const safe = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return [table.columns, ...table.rows].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}

/** Rows of places that the map shows with evidence, as filters and clocks stand: indices into app.places. */
export function visiblePlaces(app: App): number[] {
  const snapshot = app.snapshots.current;
  if (!snapshot) return [];
  const show = shown(app.store.view);
  const rows: number[] = [];
  for (let i = 0; i < snapshot.state.length; i++) {
    const state = snapshot.state[i] as number;
    const holder = snapshot.holder[i] as number;
    if (state >= NO_EVIDENCE || !show.state(state) || !show.kind(GROUPS[groupOf(app.places.kind[i] ?? '')]?.id ?? '')) continue;
    if (state < 2 && holder >= 0 && !show.actor(snapshot.actors[holder] ?? null)) continue;
    rows.push(i);
  }
  return rows;
}

export function placesTable(app: App): Table {
  const snapshot = app.snapshots.current;
  const { places } = app;
  return {
    name: 'places',
    columns: [...S.csv.places],
    rows: !snapshot ? [] : visiblePlaces(app).map((i) => {
      const holder = snapshot.holder[i] as number;
      const id = holder < 0 ? null : (snapshot.actors[holder] ?? null);
      return [
        places.id[i] ?? '', places.name[i] ?? '', places.native[i] ?? null, places.kind[i] ?? '', places.lon[i] ?? null, places.lat[i] ?? null,
        snapshot.on, snapshot.known, STATES[snapshot.state[i] as number] ?? 'unknown', id, id ? app.actorName(id) : null,
        Math.round((snapshot.p[i] as number) * 100) / 100, snapshot.since[i] ?? null, snapshot.claims[i] as number,
      ];
    }),
  };
}

// The map as a table: every place and gate that the map shows, for readers who do not see it, and for sorting.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import { STATES, type Gate } from '../api/types';
import { dayText } from '../days';
import { placesTable, visiblePlaces } from '../export/csv';
import { sideName } from '../map/signs';
import { S } from '../strings.en';
import { registerPanel, type Mounted, type Table } from './registry';

const PAGE = 100;
type Column = 'name' | 'kind' | 'holder' | 'p' | 'since' | 'claims';
const COLUMNS: readonly Column[] = ['name', 'kind', 'holder', 'p', 'since', 'claims'];

class List implements Mounted {
  private readonly off: () => void;

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    this.off = app.snapshots.subscribe(() => this.draw());
  }

  update(): void {
    this.draw();
  }

  unmount(): void {
    this.off();
  }

  table(): Table {
    if (this.app.store.view.params['of'] !== 'gates') {
      const table = placesTable(this.app);
      const wanted = new Set(this.rows().map((i) => this.app.places.id[i]));
      return { ...table, rows: table.rows.filter((row) => wanted.has(String(row[0]))) };
    }
    const gates = this.app.snapshots.current?.gates ?? [];
    return {
      name: 'gates',
      columns: [...S.csv.gates],
      rows: gates.flatMap((gate) => gate.sides.map((side) => [gate.id, gate.name, this.app.on(), this.app.known(), sideName(side), side.state, side.p, side.by.map((one) => one.name).join('; ') || null, side.since])),
    };
  }

  private draw(): void {
    const { app } = this;
    const { params } = app.store.view;
    const gates = params['of'] === 'gates';
    const rows = this.rows();
    const page = Math.max(0, Math.min(Number(params['page'] ?? 0) || 0, Math.ceil(rows.length / PAGE) - 1));
    render(html`
      <div class="list__bar">
        <div role="group" aria-label=${S.list.which} class="list__which">
          <button class="button small" aria-pressed=${!gates} @click=${() => app.store.setParams({ of: null, page: null })}>${S.list.places}</button>
          <button class="button small" aria-pressed=${gates} @click=${() => app.store.setParams({ of: 'gates', page: null })}>${S.list.gates}</button>
        </div>
        ${gates ? nothing : html`<input type="search" class="list__filter" aria-label=${S.list.filter} placeholder=${S.list.filter} .value=${params['find'] ?? ''} @input=${(event: Event) => app.store.setParams({ find: (event.target as HTMLInputElement).value, page: null })}>`}
      </div>
      ${gates ? this.gates(app.snapshots.current?.gates ?? []) : this.places(rows.slice(page * PAGE, (page + 1) * PAGE), rows.length, page)}`, this.host);
  }

  /** Rows of places, filtered by the box and sorted by the chosen column. */
  private rows(): number[] {
    const { app } = this;
    const { params } = app.store.view;
    const find = (params['find'] ?? '').trim().toLowerCase();
    const column = COLUMNS.find((one) => one === (params['by'] ?? '').replace('-', '')) ?? 'name';
    const down = (params['by'] ?? '').startsWith('-');
    const key = (i: number) => this.key(column, i);
    return visiblePlaces(app)
      .filter((i) => !find || `${app.places.name[i]} ${app.places.native[i] ?? ''}`.toLowerCase().includes(find))
      .sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en');
        return (down ? -order : order) || a - b;
      });
  }

  private key(column: Column, i: number): string | number {
    const { app } = this;
    const s = app.snapshots.current;
    if (!s || column === 'name') return app.places.name[i] ?? '';
    if (column === 'kind') return S.kindText(app.places.kind[i] ?? '');
    if (column === 'holder') return (s.holder[i] as number) < 0 ? '~' : app.actorName(s.actors[s.holder[i] as number] ?? null);
    if (column === 'since') return s.since[i] ?? '';
    return (column === 'p' ? s.p[i] : s.claims[i]) as number;
  }

  private places(rows: number[], all: number, page: number): TemplateResult {
    const { app } = this;
    const s = app.snapshots.current;
    const by = app.store.view.params['by'] ?? '';
    const last = Math.ceil(all / PAGE) - 1;
    return html`
      <div class="table-scroll" tabindex="0" role="region" aria-label=${S.list.title}>
      <table class="table">
        <caption>${S.list.caption(S.places(all), dayText(app.on()))}${app.snapshots.current?.waiting ? ` (${S.picture.waiting(app.snapshots.current.waiting)})` : nothing}</caption>
        <thead><tr>${COLUMNS.map((column) => html`<th scope="col" aria-sort=${by === column || (!by && column === 'name') ? 'ascending' : by === `-${column}` ? 'descending' : 'none'}>
          <button class="table__sort" @click=${() => app.store.setParams({ by: by === column ? `-${column}` : column, page: null })}>${S.list.columns[column]}</button></th>`)}</tr></thead>
        <tbody>${s ? rows.map((i) => {
          const id = (s.holder[i] as number) < 0 ? null : (s.actors[s.holder[i] as number] ?? null);
          const state = STATES[s.state[i] as number] ?? 'unknown';
          return html`<tr>
            <th scope="row">${app.link(app.selecting({ kind: 'place', id: app.places.id[i] ?? '' }), app.places.name[i])} ${app.places.native[i] ? html`<span lang="my" class="native">${app.places.native[i]}</span>` : nothing}</th>
            <td>${S.kindText(app.places.kind[i] ?? '')}</td>
            <td><span class="swatch" .style=${`--c:${app.colour(id)}`}></span>${state === 'unknown' ? S.state.unknown : S.map.holds(state, app.actorName(id))}</td>
            <td class="figure">${state === 'unknown' ? '' : S.percent(s.p[i] as number)}</td>
            <td class="figure">${s.since[i] ? dayText(s.since[i] as string, true) : ''}</td>
            <td class="figure">${(s.claims[i] as number).toLocaleString('en')}</td></tr>`;
        }) : nothing}</tbody>
      </table></div>
      ${last > 0 ? html`<nav class="pages" aria-label=${S.list.pages}>
        <button class="button small" ?disabled=${page === 0} @click=${() => app.store.setParams({ page: String(page - 1) })}>${S.list.before}</button>
        <span class="small">${S.list.page(page + 1, last + 1)}</span>
        <button class="button small" ?disabled=${page === last} @click=${() => app.store.setParams({ page: String(page + 1) })}>${S.list.after}</button></nav>` : nothing}`;
  }

  private gates(gates: Gate[]): TemplateResult {
    const { app } = this;
    return html`
      <table class="table">
        <caption>${S.list.gates_caption(gates.length, dayText(app.on()))}</caption>
        <thead><tr>${S.list.gate_columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${gates.map((gate) => gate.sides.map((side, i) => html`<tr>
          ${i === 0 ? html`<th scope="rowgroup" rowspan=${gate.sides.length}>${app.link(app.selecting({ kind: 'gate', id: gate.id }), gate.name)} ${gate.native ? html`<span lang="my" class="native">${gate.native}</span>` : nothing}</th>` : nothing}
          <td>${sideName(side)}</td>
          <td><span class="plate plate--${side.state}"></span>${S.gate_state[side.state]}</td>
          <td class="figure">${side.state === 'unknown' ? '' : S.percent(side.p)}</td>
          <td class="figure">${side.since ? dayText(side.since, true) : ''}</td></tr>`))}</tbody>
      </table>`;
  }
}

registerPanel({
  id: 'list',
  title: () => S.list.title,
  tab: { label: S.list.tab, order: 10 },
  wide: true,
  mount: (host, app) => new List(host, app),
});

// One gate: its two sides on the day that is shown, what passes, how it was over time, and who says so.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { ClaimRow, Claims, Gate, GateDetail, GateSide, GateTimeline, Ground, Id, Origins } from '../api/types';
import { dayText } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask } from './parts/ask';
import { folded, groundItem, onceEach } from './parts/evidence';
import { originList } from './parts/origins';
import { strip, type BandSeries } from './parts/strip';
import { native, outletText, spellings } from './parts/words';
import { registerPanel, type Mounted, type Table } from './registry';

const FEW = 4;
const STRIP = 62;
type Way = 'near' | 'far';

class GatePanel implements Mounted {
  private readonly detail = new Ask<GateDetail>(() => this.draw());
  private readonly bands = new Ask<GateTimeline>(() => this.draw());
  private readonly claims = new Ask<Claims>(() => this.draw());
  private readonly origins = new Ask<Origins>(() => this.draw());
  private readonly resize = new ResizeObserver(() => this.draw());

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    this.resize.observe(host);
  }

  update(view: View): void {
    const id = view.selection?.kind === 'gate' ? view.selection.id : null;
    if (!id) return;
    const { app } = this;
    const on = app.on(view);
    const known = app.known(view);
    const other = this.detail.value?.id !== id;
    this.detail.want(`${id} ${on} ${known}`, () => app.api.gate(id, on, known), !other);
    this.bands.want(`${id} ${known}`, () => app.api.gateTimeline(id, known), !other);
    if (app.row.has(id)) {
      this.claims.want(`${id} ${known}`, () => app.api.claims({ place: id, as_known: known, limit: 200 }), !other);
      this.origins.want(id, () => app.api.origins(id), !other);
    } else {
      this.claims.clear();
      this.origins.clear();
    }
    this.draw();
  }

  unmount(): void {
    this.resize.disconnect();
  }

  table(): Table | null {
    const gate = this.detail.value;
    if (!gate) return null;
    const row = (ground: Ground, stands: string) => [ground.claim, stands, ground.effect, ground.belief, ground.type, ground.stance, ground.outlet ?? null, ground.published[0], ground.published[1], ground.quote ?? null];
    return { name: `gate-${gate.id}`, columns: [...S.place.claims_csv], rows: [...gate.answer.because.map((one) => row(one, 'for')), ...gate.answer.against.map((one) => row(one, 'against'))] };
  }

  private draw(): void {
    const gate = this.detail.value;
    this.host.setAttribute('aria-busy', String(this.detail.busy));
    if (!gate) return void render(this.detail.waiting, this.host);
    const { app } = this;
    const rows = new Map<Id, ClaimRow>((this.claims.value?.claims ?? []).map((one) => [one.id, one]));
    const outlets = new Map<Id, string>([...rows.values()].map((one) => [one.document.id, outletText(one)]));
    const because = onceEach(gate.answer.because);
    const against = onceEach(gate.answer.against);
    render(html`
      <p class="lead-line">${native(gate.native)} <span>${S.kindText('border_gate')}</span>
        ${app.row.has(gate.place) && !gate.members.length ? html`<span class="lead-line__more">${app.link(app.selecting({ kind: 'place', id: gate.place }), S.gate.at)}</span>` : nothing}</p>
      ${gate.members.length ? html`<p>${S.gate.members}: ${gate.members.map((id, i) => html`${i ? ', ' : ''}${app.link(app.selecting({ kind: 'gate', id }), app.placeName(id))}`)}</p>` : nothing}
      <h3>${S.gate.sides}</h3>
      <div class="sides">${gate.sides.map((side) => this.side(side))}</div>
      ${this.cargo(gate)}
      ${this.strips(gate)}
      <h3>${S.gate.because} <span class="count">${because.length}</span></h3>
      ${because.length ? folded(app, because, FEW, 'for', (one) => groundItem(app, one, rows, false, 'gate')) : html`<p class="muted">${S.gate.nothing}</p>`}
      ${against.length ? html`<h3>${S.gate.against} <span class="count">${against.length}</span></h3>${folded(app, against, FEW, 'against', (one) => groundItem(app, one, rows, true, 'gate'))}` : nothing}
      ${this.origins.value && this.origins.value.total ? originList(app, this.origins.value, outlets) : nothing}
      <h3>${S.place.names}</h3>
      ${gate.spellings.length ? spellings(gate.spellings) : html`<p class="muted">${S.place.no_names}</p>`}`, this.host);
  }

  private side(side: GateSide): TemplateResult {
    const { app } = this;
    return html`<section class="side side--${side.state}">
      <h4>${S.gate.side(side.place ?? '', side.country_name)}</h4>
      <p class="side__state"><span class="plate plate--${side.state}"></span>${S.gate_state[side.state]} <span class="figure muted">${S.percent(side.p)}</span></p>
      <p class="small muted">${side.by.map((one, i) => html`${i ? ', ' : ''}${S.gate.by(one.name)}`)}${side.since ? html` ${app.link({ on: side.since }, S.since(dayText(side.since, true)))}` : nothing}${side.disputed ? html` <span class="chip chip--denied">${S.place.disputed}</span>` : nothing}</p>
    </section>`;
  }

  /** Goods, where a side treats them unalike. */
  private cargo(gate: Gate): TemplateResult | typeof nothing {
    const [near, far] = [gate.sides.find((one) => one.side === 'near'), gate.sides.find((one) => one.side === 'far')];
    if (!near || !far || !near.cargo.length) return nothing;
    const differ = [near, far].some((side) => side.cargo.some((one) => one.state !== side.cargo[0]?.state || Math.abs(one.p - (side.cargo[0]?.p ?? 0)) > 0.005));
    if (!differ) return html`<p class="hint">${S.gate.cargo_same}</p>`;
    const cell = (side: GateSide, name: string) => {
      const one = side.cargo.find((cargo) => cargo.class === name);
      return one ? html`<span class="plate plate--${one.state}"></span>${S.gate_state[one.state]} <span class="figure muted">${S.percent(one.p)}</span>` : nothing;
    };
    return html`<h3>${S.gate.cargo}</h3><table class="table"><thead><tr>${S.gate.cargo_columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${near.cargo.map((one) => html`<tr><th scope="row">${one.class.replace(/-/g, ' ')}</th><td>${cell(near, one.class)}</td><td>${cell(far, one.class)}</td></tr>`)}</tbody></table>`;
  }

  private strips(gate: Gate): TemplateResult | typeof nothing {
    const { app } = this;
    const bands = this.bands.value;
    if (!bands || !bands.days.length) return nothing;
    const series = (way: Way): BandSeries[] => {
      const { open, closed } = bands[way];
      return [
        { label: S.gate.legend.open, colour: 'var(--open)', p: open },
        { label: S.gate.legend.unknown, colour: 'var(--none)', look: 'faint', p: open.map((p, i) => Math.max(0, 1 - p - (closed[i] ?? 0))) },
        { label: S.gate.legend.closed, colour: 'var(--closed)', look: 'hatch', p: closed },
      ];
    };
    const name = (way: Way) => {
      const side = gate.sides.find((one) => one.side === way);
      return side ? S.gate.side(side.place ?? '', side.country_name) : way;
    };
    return html`<h3>${S.gate.strip}</h3><p class="hint">${S.gate.strip_hint}</p>
      <ul class="shares__list">${series('near').map((one) => html`<li><span class="swatch ${one.look ?? ''}" .style=${`--c:${one.colour}`}></span>${one.label}</li>`)}</ul>
      ${(['near', 'far'] as const).map((way) => html`<p class="strip__side">${name(way)}</p>${strip({
        days: bands.days, series: series(way), on: app.on(), width: this.host.clientWidth - 36, height: STRIP, axis: way === 'far',
        label: S.gate.strip_label(gate.name, name(way)), pick: (on) => app.store.set({ on }),
      })}`)}
      <details class="fold"><summary>${S.place.runs(bands.runs.length)}</summary>
        <table class="table"><thead><tr>${S.gate.runs_columns.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
        <tbody>${bands.runs.map((run) => html`<tr><th scope="row" class="figure">${run.from ? app.link({ on: run.from }, dayText(run.from, true)) : ''}</th>
          <td class="figure">${run.to ? dayText(run.to, true) : S.place.open_end}</td><td><span class="plate plate--${run.status}"></span>${S.gate_state[run.status]}</td><td class="figure">${S.percent(run.probability)}</td></tr>`)}</tbody></table></details>`;
  }
}

registerPanel({
  id: 'gate',
  title: (app, view) => {
    const id = view.selection?.kind === 'gate' ? view.selection.id : null;
    const name = app.snapshots.current?.gates.find((gate) => gate.id === id)?.name ?? (id ? app.placeName(id) : S.gate.title);
    return name.replace(/^./, (letter) => letter.toUpperCase());
  },
  shows: ['gate'],
  mount: (host, app) => new GatePanel(host, app),
});

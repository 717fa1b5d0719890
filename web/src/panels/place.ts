// One place on the day that is shown: who holds it and how sure that is, how it came to be so, and who says what.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { Answer, ClaimRow, Claims, Events, Ground, Id, Origins, PlaceDetail, Timeline } from '../api/types';
import { dayText } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask } from './parts/ask';
import { claimItem, eventItem, folded, groundItem, onceEach } from './parts/evidence';
import { originList } from './parts/origins';
import { strip, type BandSeries } from './parts/strip';
import { answerText, happenings, native, outletText, spellings, withDays } from './parts/words';
import { registerPanel, type Mounted, type Table } from './registry';

const FEW = 4;
const STRIP = 132;

class PlacePanel implements Mounted {
  private readonly detail = new Ask<PlaceDetail>(() => this.draw());
  private readonly bands = new Ask<Timeline>(() => this.draw());
  private readonly claims = new Ask<Claims>(() => this.draw());
  private readonly events = new Ask<Events>(() => this.draw());
  private readonly origins = new Ask<Origins>(() => this.draw());
  private readonly resize = new ResizeObserver(() => this.draw());

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    this.resize.observe(host);
  }

  update(view: View): void {
    const id = view.selection?.kind === 'place' ? view.selection.id : null;
    if (!id) return;
    const { app } = this;
    const { api } = app;
    const on = app.on(view);
    const known = app.known(view);
    const other = this.detail.value?.id !== id;
    this.detail.want(`${id} ${on} ${known}`, () => api.place(id, on, known), !other);
    this.bands.want(`${id} ${known}`, () => api.timeline(id, known), !other);
    this.claims.want(`${id} ${known}`, () => api.claims({ place: id, as_known: known, limit: 200 }), !other);
    this.events.want(`${id} ${known}`, () => api.events({ place: id, as_known: known, limit: 100 }), !other);
    this.origins.want(id, () => api.origins(id), !other);
    this.draw();
  }

  unmount(): void {
    this.resize.disconnect();
  }

  table(): Table | null {
    const detail = this.detail.value;
    if (!detail) return null;
    const row = (ground: Ground, stands: string) => [ground.claim, stands, ground.effect, ground.belief, ground.type, ground.stance, ground.outlet ?? null, ground.published[0], ground.published[1], ground.quote ?? null];
    return {
      name: `place-${detail.id}`, columns: [...S.place.claims_csv],
      rows: [...detail.answer.because.map((one) => row(one, 'for')), ...detail.answer.against.map((one) => row(one, 'against'))],
    };
  }

  private draw(): void {
    const detail = this.detail.value;
    this.host.setAttribute('aria-busy', String(this.detail.busy));
    if (!detail) return void render(this.detail.waiting, this.host);
    const { app } = this;
    const rows = new Map<Id, ClaimRow>((this.claims.value?.claims ?? []).map((one) => [one.id, one]));
    const outlets = new Map<Id, string>([...rows.values()].map((one) => [one.document.id, outletText(one)]));
    const { answer } = detail;
    const because = onceEach(answer.because);
    const against = onceEach(answer.against);
    render(html`
      <p class="lead-line">${native(detail.native)} <span>${S.kindText(detail.kinds?.join(';') || detail.kind)}</span>${detail.parent ? html` <span class="muted">${S.place.in(detail.parent.name)}</span>` : nothing}
        ${detail.gate ? html`<span class="lead-line__more">${app.link(app.selecting({ kind: 'gate', id: detail.gate }), S.place.gate)}</span>` : nothing}</p>
      ${this.answer(answer)}
      ${this.strip()}
      <h3>${S.place.because} <span class="count">${because.length}</span></h3>
      ${because.length ? folded(app, because, FEW, 'for', (one) => groundItem(app, one, rows, false, 'place')) : html`<p class="muted">${S.place.nothing_for}</p>`}
      ${against.length ? html`<h3>${S.place.against} <span class="count">${against.length}</span></h3>${folded(app, against, FEW, 'against', (one) => groundItem(app, one, rows, true, 'place'))}` : nothing}
      ${this.origins.value && this.origins.value.total ? originList(app, this.origins.value, outlets) : nothing}
      ${this.happened()}
      ${this.changes(answer)}
      ${this.goods(detail)}
      <h3>${S.place.names}</h3>
      ${detail.spellings.length ? spellings(detail.spellings) : html`<p class="muted">${S.place.no_names}</p>`}`, this.host);
  }

  private answer(answer: Answer): TemplateResult {
    const { app } = this;
    const unknown = answer.status === 'unknown';
    const lead = answer.holders[0]?.id ?? null;
    const run = this.bands.value?.runs.find((one) => (!one.from || one.from <= app.on()) && (!one.to || one.to >= app.on()));
    const silent = this.silent(answer);
    const shares = silent ? [] : this.shares(answer);
    const first = this.bands.value?.days[0];
    return html`
      <section class="answer" aria-label=${S.place.answer}>
        <p class="answer__who"><span class="mark mark--${answer.status}" .style=${`--c:${app.colour(lead)}`}></span>${silent ? S.legend.state.none : unknown ? S.map.holds('unknown', '') : answerText(app, answer.status, answer.holders)}</p>
        <p class="answer__sure">${silent ? S.map.no_evidence : unknown ? S.place.unsure(answer.probability, dayText(app.on())) : S.place.sure(answer.probability, dayText(app.on()))}${run?.from && first && run.from > first && !unknown ? html`<span class="claim__sep"></span>${S.place.since(dayText(run.from, true))}` : nothing}</p>
        ${silent ? nothing : html`<div class="shares" aria-hidden="true">${shares.map((one) => html`<span class="shares__part ${one.look ?? ''}" .style=${`--c:${one.colour};flex-grow:${Math.max(0.004, one.p)}`}></span>`)}</div>
        <ul class="shares__list" aria-label=${S.place.shares}>${shares.map((one) => html`<li><span class="swatch ${one.look ?? ''}" .style=${`--c:${one.colour}`}></span>${one.name} <span class="figure muted">${S.percent(one.p)}</span></li>`)}</ul>`}
      </section>`;
  }

  /** Whether nothing bears on the place at all: what the model would say of it is only where it starts from. */
  private silent(answer: Answer): boolean {
    return !this.detail.value?.claims_total && !answer.because.length && !answer.against.length && answer.status === 'unknown';
  }

  /** What the day's probability falls into, from the bands on that day; the answer alone where there are none. */
  private shares(answer: Answer): { name: string; colour: string; p: number; look?: string }[] {
    const { app } = this;
    const bands = this.bands.value;
    let day = -1;
    if (bands) for (let i = 0; i < bands.days.length && (bands.days[i] as string) <= app.on(); i++) day = i;
    const parts = bands && day >= 0
      ? bands.actors.map((id, a) => ({ id, name: bands.names[a] ?? id, p: bands.p[a]?.[day] ?? 0 }))
      : answer.holders.map((one) => ({ id: one.id, name: one.name, p: one.probability }));
    const list = parts.filter((one) => one.p >= 0.01).sort((a, b) => b.p - a.p).map((one) => ({ name: one.name, colour: app.colour(one.id), p: one.p } as { name: string; colour: string; p: number; look?: string }));
    const contested = bands && day >= 0 ? bands.contested[day] ?? 0 : answer.contested;
    const unknown = bands && day >= 0 ? bands.unknown[day] ?? 0 : answer.unknown;
    if (contested >= 0.01) list.push({ name: S.place.share.contested, colour: 'var(--ink-3)', p: contested, look: 'hatch' });
    if (unknown >= 0.01) list.push({ name: S.place.share.unknown, colour: 'var(--none)', p: unknown, look: 'faint' });
    return list;
  }

  private strip(): TemplateResult | typeof nothing {
    const { app } = this;
    const bands = this.bands.value;
    if (!bands || !bands.days.length || (this.detail.value && this.silent(this.detail.value.answer))) return nothing;
    const most = bands.actors.map((_, a) => Math.max(0, ...(bands.p[a] ?? [])));
    const series: BandSeries[] = bands.actors.flatMap((id, a) => (most[a] as number) < 0.02 ? [] : [{ label: app.actorShort(id) === id ? bands.names[a] ?? id : app.actorShort(id), colour: app.colour(id), p: bands.p[a] ?? [] }]);
    series.push({ label: S.place.share.contested, colour: 'var(--ink-3)', look: 'hatch', p: bands.contested }, { label: S.place.share.unknown, colour: 'var(--none)', look: 'faint', p: bands.unknown });
    return html`
      <h3>${S.place.strip}</h3>
      <p class="hint">${S.place.strip_hint}</p>
      ${strip({
        days: bands.days, series, on: app.on(), width: this.host.clientWidth - 36, height: STRIP,
        label: S.place.strip_label(bands.place.name, dayText(bands.days[0] as string), dayText(bands.days[bands.days.length - 1] as string)), pick: (on) => app.store.set({ on }),
      })}
      <details class="fold"><summary>${S.place.runs(bands.runs.length)}</summary>
        <table class="table"><thead><tr>${S.place.runs_columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${bands.runs.map((run) => html`<tr>
          <th scope="row" class="figure">${run.from ? app.link({ on: run.from }, dayText(run.from, true)) : ''}</th><td class="figure">${run.to ? dayText(run.to, true) : S.place.open_end}</td>
          <td><span class="swatch" .style=${`--c:${app.colour(run.holders[0]?.id ?? null)}`}></span>${answerText(app, run.status, run.holders)}</td><td class="figure">${S.percent(run.probability)}</td></tr>`)}</tbody></table></details>`;
  }

  private happened(): TemplateResult | typeof nothing {
    const events = this.events.value?.events;
    if (!events) return nothing;
    const dated = happenings(events);
    return html`<h3>${S.place.events} <span class="count">${dated.length}</span></h3>
      ${dated.length ? folded(this.app, dated, 6, 'events', (one) => eventItem(this.app, one), 'events') : html`<p class="muted">${S.place.events_none}</p>`}`;
  }

  private changes(answer: Answer): TemplateResult | typeof nothing {
    const { app } = this;
    if (!answer.would_change?.length) return nothing;
    const text = (event: Id | undefined) => answer.because.find((one) => one.event === event)?.quote ?? '';
    return html`<h3>${S.place.changes}</h3>
      <ul class="bullets">${answer.would_change.map((one) => html`<li>${S.place.change(one.event ? S.place.wrong(text(one.event)) : S.place.if(withDays(one.what)), S.place.then(one.status, answerText(app, one.status, one.holders), one.probability))}</li>`)}</ul>`;
  }

  private goods(detail: PlaceDetail): TemplateResult | typeof nothing {
    const isRow = (one: unknown): one is ClaimRow => typeof (one as ClaimRow).quote === 'string' && !!(one as ClaimRow).document;
    const rows = detail.taxes.filter(isRow);
    const yields = detail.yields as unknown as { name: string; resource: string; field_tonnes_a_year: [number, number, number] | null; source: string }[];
    if (!rows.length && !yields.length) return nothing;
    return html`<h3>${S.place.goods}</h3>
      ${yields.length ? html`<ul class="bullets">${yields.map((one) => html`<li>${one.name}${one.field_tonnes_a_year ? html`: <span class="figure">${S.place.yield(one.field_tonnes_a_year, one.resource.replace(/-/g, ' '))}</span>` : nothing} <span class="muted small">${one.source}</span></li>`)}</ul>` : nothing}
      ${rows.length ? folded(this.app, rows, FEW, 'taxes', (one) => claimItem(this.app, one)) : nothing}`;
  }
}

registerPanel({
  id: 'place',
  title: (app, view) => (view.selection?.kind === 'place' ? app.placeName(view.selection.id) : S.place.title),
  shows: ['place'],
  mount: (host, app) => new PlacePanel(host, app),
});

// A report with its claims underlined where they stand. A claim that is clicked opens under its paragraph: what was read,
// who says it, and what it did to the map. A link to a claim lands on its sentence.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { Block, ClaimDetail, ClaimRow, DocumentDetail, Ground, Id, Segment } from '../api/types';
import { dayText, spanText } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask } from './parts/ask';
import { stanceChip, toSentence } from './parts/evidence';
import { answerText, claimText, dayOfSpan, outletText, publishedText, voiceText } from './parts/words';
import { registerPanel, type Mounted, type Table } from './registry';

const MOST_PLACES = 3;
// Claims that bear on whether a gate is open rather than on who holds the place.
const OF_GATES = new Set(['close_gate', 'open_gate', 'suspend_trade']);

/** What is believed of a place or a gate on the claim's day, and what the claim adds to it. */
interface Effect {
  name: string;
  day: string;
  answer: string;
  p: number;
  ground: Ground | undefined;
  of: 'place' | 'gate';
}

function whatItDid(ground: Ground, of: 'place' | 'gate'): string {
  if (ground.belief < 0.5) return S.reader.did_unbelieved(ground.belief);
  if (of === 'place') return ground.opposes ? S.reader.did_denies(ground.effect) : S.reader.did_moves(ground.effect);
  if (ground.opposes) return S.reader.did_denies_gate(ground.belief);
  return ground.effect > 0 ? S.reader.did_for(ground.belief) : S.reader.did_against(ground.belief);
}

class Reader implements Mounted {
  private readonly claim = new Ask<ClaimDetail>(() => this.arrived());
  private readonly document = new Ask<DocumentDetail>(() => this.arrived());
  private readonly effects = new Ask<Effect[]>(() => this.draw());
  private wanted: Id | null = null;
  private landed: Id | null = null;

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  update(view: View): void {
    const at = view.selection;
    const { api } = this.app;
    this.wanted = at?.kind === 'claim' ? at.id : null;
    if (at?.kind === 'claim') this.claim.want(at.id, () => api.claim(at.id), true);
    else if (at?.kind === 'document') {
      this.claim.clear();
      this.document.want(at.id, () => api.document(at.id), this.document.value?.id === at.id);
    }
    if (!this.wanted) this.landed = null;
    this.arrived();
  }

  unmount(): void {
    this.app.spotlight([]);
  }

  table(): Table | null {
    const report = this.document.value;
    if (!report) return null;
    const ids = (list: { id: Id }[]) => list.map((one) => one.id).join(';') || null;
    return {
      name: `report-${report.id}`, columns: [...S.reader.columns],
      rows: report.claims.map((one) => [one.id, one.type, ids(one.agent), ids(one.target), ids(one.place), ids(one.resource), one.time?.[0] ?? null, one.time?.[1] ?? null, ids(one.speaker), one.stance, one.negated ? 1 : 0, one.quote]),
    };
  }

  /** A claim says which report it stands in; its places say what it did. */
  private arrived(): void {
    const claim = this.current();
    if (claim) {
      const { id } = claim.document;
      this.document.want(id, () => this.app.api.document(id), this.document.value?.id === id);
      const day = dayOfSpan(this.app, claim.time);
      const places = claim.place.map((one) => one.id).filter((one) => this.app.row.has(one)).slice(0, MOST_PLACES);
      if (day) this.effects.want(`${claim.id} ${this.app.known()}`, () => Promise.all(places.map((one) => this.effectOn(one, claim, day))), false);
      else this.effects.clear();
      this.app.spotlight(places);
    } else {
      this.app.spotlight([]);
    }
    this.draw();
    if (claim && this.document.value?.id === claim.document.id && this.landed !== claim.id) this.land(claim.id);
  }

  private async effectOn(id: Id, claim: ClaimRow, day: string): Promise<Effect> {
    const { app } = this;
    const known = app.known();
    const find = (because: Ground[], against: Ground[]) => [...because, ...against].find((one) => one.claim === claim.id);
    if (OF_GATES.has(claim.type) && app.snapshots.current?.gates.some((one) => one.id === id)) {
      const { name, answer } = await app.api.gate(id, day, known);
      return { name, day, answer: S.gate_state[answer.status], p: answer.probability, ground: find(answer.because, answer.against), of: 'gate' };
    }
    const { name, answer } = await app.api.place(id, day, known);
    return { name, day, answer: answerText(app, answer.status, answer.holders), p: answer.probability, ground: find(answer.because, answer.against), of: 'place' };
  }

  private current(): ClaimDetail | null {
    return this.wanted && this.claim.value?.id === this.wanted ? this.claim.value : null;
  }

  /** Brings the sentence into sight and the focus on it. */
  private land(id: Id): void {
    const link = this.host.querySelector<HTMLElement>(`[data-claims~="${CSS.escape(id)}"] a`);
    if (!link) return;
    this.landed = id;
    link.focus({ preventScroll: true });
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const scroller = this.host.parentElement as HTMLElement;
    const top = scroller.scrollTop + link.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight * 0.25;
    scroller.scrollTo({ top, behavior: still ? 'auto' : 'smooth' });
  }

  private draw(): void {
    const report = this.document.value;
    this.host.setAttribute('aria-busy', String(this.document.busy || this.claim.busy));
    if (!report || this.claim.error) {
      const at = this.app.store.view.selection;
      return void render(!at ? html`<p>${S.reader.none}</p>` : this.claim.error ? this.claim.waiting : this.document.waiting, this.host);
    }
    const rows = new Map(report.claims.map((one) => [one.id, one]));
    const reasons = report.published.reasons ?? [];
    render(html`
      <div class="reader">
        <p class="claim__who">${report.outlet || S.library.no_outlet}<span class="claim__sep"></span><span class="figure">${publishedText(report.published)}</span> <span class="muted">(${report.published.printed ? S.reader.printed : S.reader.inferred})</span><span class="claim__sep"></span>${S.reader.claims_in(report.claims_total)}${report.url && /^https?:/.test(report.url) ? html`<span class="claim__sep"></span><a href=${report.url} rel="noreferrer noopener" target="_blank">${S.reader.original}</a>` : nothing}</p>
        ${reasons.length ? html`<details class="fold"><summary>${S.reader.why_day}</summary><ul class="bullets">${reasons.map((one) => html`<li>${one}</li>`)}</ul></details>` : nothing}
        <details class="fold"><summary>${S.reader.key_title}</summary><p class="hint">${S.reader.key}</p></details>
        <article class="story" aria-label=${report.title || report.name}>${report.blocks.map((block) => this.block(block, rows))}</article>
      </div>`, this.host);
  }

  private block(block: Block, rows: Map<Id, ClaimRow>): TemplateResult {
    const text = block.segments.map((segment) => this.segment(segment, rows));
    const here = this.wanted && block.segments.some((segment) => segment.claims.includes(this.wanted as Id));
    const card = here ? this.card(rows) : nothing;
    const role = block.role as string;
    if (role === 'title') return html`<h3 class="story__title">${text}</h3>${card}`;
    if (role === 'heading') return html`<h4 class="story__heading">${text}</h4>${card}`;
    if (role === 'item') return html`<p class="story__item">${text}</p>${card}`;
    const label = S.reader.roles[role];
    return html`<p class="story__${role}">${label ? html`<span class="story__role">${label}</span>` : nothing}${text}</p>${card}`;
  }

  private segment(segment: Segment, rows: Map<Id, ClaimRow>): TemplateResult | string {
    const { app } = this;
    const claims = segment.claims.filter((id) => rows.has(id));
    if (!claims.length) return segment.text;
    const lit = !!this.wanted && claims.includes(this.wanted);
    const id = lit ? (this.wanted as Id) : (claims[0] as Id);
    const row = rows.get(id) as ClaimRow;
    const [, before, inner, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(segment.text) ?? [null, '', segment.text, ''];
    return html`${before}<span class="said said--${row.negated ? 'denied' : row.stance} ${lit ? 'said--lit' : ''}" data-claims=${claims.join(' ')}>${app.link(this.choosing(row), html`${inner}${claims.length > 1 ? html`<sup aria-label=${S.reader.in_sentence(claims.length)}>${claims.length}</sup>` : nothing}`)}</span>${after}`;
  }

  /** What a click on a claim shows: the claim, and the map on its day. */
  private choosing(row: ClaimRow): Partial<View> {
    const on = dayOfSpan(this.app, row.time);
    return toSentence(this.app, row.id, on ? { on } : {});
  }

  private card(rows: Map<Id, ClaimRow>): TemplateResult | typeof nothing {
    const { app } = this;
    const row = rows.get(this.wanted as Id);
    if (!row) return nothing;
    const detail = this.current();
    const report = this.document.value as DocumentDetail;
    const all = report.claims;
    const at = all.findIndex((one) => one.id === row.id);
    const step = (by: number) => {
      const next = all[(at + by + all.length) % all.length] as ClaimRow;
      app.store.set(this.choosing(next));
    };
    const day = dayOfSpan(app, row.time);
    const others = detail?.together_with ? detail.together_with.claims.filter((id) => id !== row.id).length : 0;
    return html`<section class="note" aria-label=${S.reader.of(at + 1, all.length)}>
      <div class="note__head"><p class="note__what">${claimText(row)}</p>
        <button class="button small quiet" aria-label=${S.reader.close} @click=${() => app.select({ kind: 'document', id: report.id })}>×</button></div>
      <dl class="facts">
        <dt>${S.reader.said_by}</dt><dd>${row.speaker.length ? html`${row.speaker.map((one, i) => html`${i ? ', ' : ''}${app.actor(one.id) ? app.link(app.selecting({ kind: 'actor', id: one.id }), one.name) : one.name}`)}` : S.reader.outlet} ${stanceChip(row.stance, row.negated)}</dd>
        <dt>${S.reader.day}</dt><dd><span class="figure">${spanText(row.time)}</span>${row.time_reason ? html` <span class="muted small">${S.reader.why(row.time_reason)}</span>` : nothing}</dd>
        ${row.quantity ? html`<dt>${S.reader.quantity}</dt><dd>${row.quantity.text ?? [row.quantity.low, row.quantity.unit].join(' ')}</dd>` : nothing}
        ${row.means?.length ? html`<dt>${S.reader.means}</dt><dd>${row.means.join(', ')}</dd>` : nothing}
        ${detail?.belief !== null && detail?.belief !== undefined ? html`<dt>${S.reader.voices}</dt><dd>${S.reader.believed(detail.belief)}<span class="claim__sep"></span>${detail.event ? app.link(app.selecting({ kind: 'event', id: detail.event }), others ? S.reader.together(others) : S.reader.alone) : S.reader.alone}
          <ul class="note__voices">${detail.voices.map((one) => html`<li class=${one.opposes ? 'against' : ''}>${voiceText(app, one, one.documents[0] === report.id ? outletText(row) : '')}${one.opposes ? html` <span class="muted">${S.voice.opposes}</span>` : nothing}</li>`)}</ul></dd>` : nothing}
      </dl>
      <h4>${S.reader.did}</h4>
      ${row.place.length ? this.effectText(row) : html`<p class="muted">${S.reader.did_no_place}</p>`}
      <p class="links">${row.place.filter((one) => app.row.has(one.id)).slice(0, MOST_PLACES).map((one) => app.link(app.selecting({ kind: 'place', id: one.id }, day ? { on: day } : {}), S.reader.show(one.name, day ? dayText(day, true) : null), 'button small'))}</p>
      <div class="note__foot"><button class="button small" @click=${() => step(-1)}>‹ ${S.reader.previous}</button><span class="muted small">${S.reader.of(at + 1, all.length)}</span><button class="button small" @click=${() => step(1)}>${S.reader.next} ›</button></div>
    </section>`;
  }

  private effectText(row: ClaimRow): TemplateResult {
    const { app } = this;
    const found = this.effects.value;
    if (!found) return this.effects.error || !dayOfSpan(app, row.time) ? html`<p class="muted">${S.reader.did_no_place}</p>` : html`<p class="muted" role="status">${S.evidence.loading}</p>`;
    return html`<ul class="bullets">${found.map(({ name, day, answer, p, ground, of }) => html`<li>${S.reader.did_answer(name, dayText(day, true), answer, p)}
      ${ground && Math.abs(ground.effect) >= 0.005 ? html`<strong class=${ground.effect < 0 ? 'down' : 'up'}>${whatItDid(ground, of)}</strong>` : html`<span class="muted">${S.reader.did_nothing(name)}</span>`}</li>`)}</ul>`;
  }
}

registerPanel({
  id: 'report',
  title: () => S.reader.title,
  shows: ['document', 'claim'],
  wide: true,
  mount: (host, app) => new Reader(host, app),
});

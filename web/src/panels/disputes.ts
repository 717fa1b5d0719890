// Pairs that contradict each other, side by side with their sentences.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { Dispute, Disputes } from '../api/types';
import { spanText } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask } from './parts/ask';
import { claimItem, folded } from './parts/evidence';
import { answerTextOfSide, heading, sidesInOrder } from './parts/dispute_words';
import { outletText, publishedSpan } from './parts/words';
import { registerPanel, type Mounted, type Table } from './registry';

const PAGE = 20;
const MOST = 100;
const KINDS = ['denial', 'holder', 'day', 'count'] as const;

class DisputesPanel implements Mounted {
  private readonly answer = new Ask<Disputes>(() => this.arrived());
  private scrolled: string | null = null;

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  update(view: View): void {
    const known = this.app.known(view);
    this.answer.want(`${known}`, () => this.app.api.disputes({ limit: MOST, as_known: known }));
    this.arrived();
  }

  table(): Table {
    return {
      name: 'disputes', columns: [...S.disputes.columns],
      rows: this.shown().flatMap((one) => one.sides.flatMap((side, i) => side.claims.map((claim) => [
        one.id, one.kind, one.scope, one.subject, this.letter(i), answerTextOfSide(this.app, one, i), side.p, side.origins, claim.id, outletText(claim), publishedSpan(claim.published)[1], claim.quote,
      ]))),
    };
  }

  private arrived(): void {
    this.draw();
    const at = this.app.store.view.selection;
    if (at?.kind !== 'dispute' || this.scrolled === at.id || !this.answer.value) return;
    const found = this.host.querySelector<HTMLElement>(`#${CSS.escape(at.id)}`);
    this.scrolled = at.id;
    found?.scrollIntoView({ block: 'start' });
    found?.focus({ preventScroll: true });
  }

  private letter = (i: number) => String.fromCharCode(65 + i);

  private shown(): Dispute[] {
    const kind = this.app.store.view.params['kind'];
    return (this.answer.value?.disputes ?? []).filter((one) => !kind || one.kind === kind);
  }

  private draw(): void {
    const { app } = this;
    const answer = this.answer.value;
    this.host.setAttribute('aria-busy', String(this.answer.busy));
    if (!answer) return void render(this.answer.waiting, this.host);
    const kind = app.store.view.params['kind'] ?? '';
    const at = app.store.view.selection?.kind === 'dispute' ? app.store.view.selection.id : null;
    const list = this.shown();
    const wanted = Math.max(PAGE, Number(app.store.view.params['n']) || 0, list.findIndex((one) => one.id === at) + 1);
    render(html`
      <p>${S.disputes.lead}</p>
      <div class="list__which" role="group" aria-label=${S.disputes.which}>
        ${['', ...KINDS].filter((one) => !one || answer.disputes.some((dispute) => dispute.kind === one)).map((one) => html`<button class="button small" aria-pressed=${kind === one} @click=${() => app.store.setParams({ kind: one || null, n: null })}>${one ? S.disputes.kind[one] : S.disputes.all} <span class="figure">${one ? answer.disputes.filter((dispute) => dispute.kind === one).length : answer.disputes.length}</span></button>`)}</div>
      ${list.length ? list.slice(0, wanted).map((one) => this.dispute(one, one.id === at)) : html`<p class="muted">${S.disputes.none}</p>`}
      ${list.length > wanted ? html`<button class="button" @click=${() => app.store.setParams({ n: String(wanted + PAGE) })}>${S.evidence.more(list.length - wanted)}</button>` : nothing}`, this.host);
  }

  private dispute(one: Dispute, lit: boolean): TemplateResult {
    const { app } = this;
    const day = one.time[1] ?? one.time[0];
    return html`<article class="dispute ${lit ? 'dispute--lit' : ''}" id=${one.id} tabindex="-1" aria-labelledby="${one.id}-title">
      <header class="dispute__head"><h3 id="${one.id}-title">${heading(one)}</h3>
        <p class="claim__who"><span class="figure">${spanText(one.time)}</span>${one.scope !== 'same' ? html`<span class="claim__sep"></span>${S.disputes.scope[one.scope] ?? one.scope}` : nothing}${one.places.filter((place) => app.row.has(place.id)).map((place) => html`<span class="claim__sep"></span>${app.link(app.selecting({ kind: 'place', id: place.id }, day ? { on: day < app.meta.first_day ? app.meta.first_day : day } : {}), S.disputes.show(place.name))}`)}</p></header>
      <div class="versus versus--${Math.min(3, one.sides.length)}">${sidesInOrder(one).map(([side, i]) => html`<section class="versus__side" aria-label=${S.disputes.side(this.letter(i))}>
        <p class="versus__says">${answerTextOfSide(app, one, i)}</p>
        <p class="versus__odds">${one.kind === 'day' ? html`<span class="voice__dots" aria-hidden="true">${Array.from({ length: Math.min(12, side.origins) }, () => html`<i></i>`)}</span>` : html`<span class="meter" aria-hidden="true"><i .style=${`width:${Math.round(side.p * 100)}%`}></i></span>`} <span class="figure">${one.kind === 'day' ? nothing : html`${S.disputes.likely(side.p)}, `}${S.voices(side.origins)}</span></p>
        ${folded(app, side.claims, 2, `${one.id}.${i}`, (claim) => claimItem(app, claim))}</section>`)}
        ${one.sides.length === 1 ? html`<section class="versus__side versus__side--empty"><p class="muted">${S.disputes.alone}</p></section>` : nothing}</div>
    </article>`;
  }
}

registerPanel({
  id: 'disputes',
  title: () => S.disputes.title,
  tab: { label: S.disputes.tab, order: 30 },
  shows: ['dispute'],
  wide: true,
  mount: (host, app) => new DisputesPanel(host, app),
});

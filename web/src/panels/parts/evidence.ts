// Claims as evidence: the sentence, which leads to its report, who said it, where, when, and how firmly.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../app';
import type { ClaimRow, EventRow, Ground, Id } from '../../api/types';
import { spanText } from '../../days';
import { S } from '../../strings.en';
import type { View } from '../../state/view';
import { dayOfSpan, eventText, outletText, publishedText, speakerText, titleText } from './words';

/** The view that shows the sentence of a claim. */
export const toSentence = (app: App, claim: Id, patch: Partial<View> = {}) => app.selecting({ kind: 'claim', id: claim }, patch);

export function stanceChip(stance: keyof typeof S.stance, negated = false): TemplateResult {
  const shown = negated && stance !== 'denied' ? 'denied' : stance;
  return html`<span class="chip chip--${shown}">${S.stance[shown] ?? stance}</span>`;
}

const quoted = (app: App, claim: Id, quote: string) => app.link(toSentence(app, claim), html`“${quote.replace(/^[“"”]+|[”"“]+$/g, '')}”`, 'claim__quote');

/** A row of claims. */
export function claimItem(app: App, claim: ClaimRow): TemplateResult {
  return html`<li class="claim ${claim.opposes || claim.negated ? 'claim--against' : ''}">
    ${quoted(app, claim.id, claim.quote)}
    <p class="claim__who">${S.evidence.said_by(speakerText(claim), outletText(claim))}<span class="claim__sep"></span>${publishedText(claim.published)}<span class="claim__sep"></span>${stanceChip(claim.stance, claim.negated)}</p></li>`;
}

/**
 * A ground of an answer; rows carries what a ground does not say of itself (speaker, outlet). Grounds of a place move its
 * probability by points, those of a gate tell how far their event is believed; who denies an event moves nothing alone.
 */
export function groundItem(app: App, ground: Ground, rows: Map<Id, ClaimRow>, against: boolean, of: 'place' | 'gate'): TemplateResult {
  const row = rows.get(ground.claim);
  const outlet = row ? outletText(row) : ground.outlet || titleText(ground.document);
  return html`<li class="claim ${against ? 'claim--against' : ''}">
    ${of === 'gate' ? html`<span class="claim__effect figure" title=${S.evidence.belief_hint}>${S.percent(ground.belief)}</span>`
      : ground.opposes || ground.belief < 0.5 ? nothing : html`<span class="claim__effect figure" title=${S.evidence.points_hint}>${Math.abs(ground.effect) < 0.005 ? '·' : S.points(ground.effect)}</span>`}
    ${quoted(app, ground.claim, ground.quote ?? S.act(ground.type, '', '', ''))}
    <p class="claim__who">${S.evidence.said_by(row ? speakerText(row) : '', outlet)}<span class="claim__sep"></span>${publishedText(ground.published)}<span class="claim__sep"></span>${stanceChip(ground.stance, row?.negated ?? ground.opposes ?? false)}</p>
    ${ground.way ? html`<p class="claim__way">${S.evidence.way(ground.way)}</p>` : nothing}</li>`;
}

/** Grounds with every sentence once, at its strongest: a sentence may hold several claims. */
export function onceEach(grounds: Ground[]): Ground[] {
  const strongest = new Map<string, Ground>();
  for (const one of grounds) {
    const key = `${one.document} ${one.quote ?? one.claim}`;
    const kept = strongest.get(key);
    if (!kept || Math.abs(one.effect) > Math.abs(kept.effect)) strongest.set(key, one);
  }
  return [...strongest.values()];
}

/** A list that shows its first few, and the rest by wish. */
export function folded<T>(app: App, list: T[], few: number, key: string, item: (one: T) => TemplateResult, className = 'claims'): TemplateResult {
  const open = app.store.view.params[key] === 'all';
  const rest = list.length - few;
  return html`<ul class=${className}>${(open ? list : list.slice(0, few)).map(item)}</ul>
    ${rest > 0 ? html`<button class="button small quiet more" aria-expanded=${open} @click=${() => app.store.setParams({ [key]: open ? null : 'all' })}>${open ? S.evidence.fewer : S.evidence.more(rest)}</button>` : nothing}`;
}

/** An event: its day leads there on the map, its sentence to who says so. */
export function eventItem(app: App, event: EventRow): TemplateResult {
  const day = dayOfSpan(app, event.time);
  return html`<li class="event ${event.happened ? '' : 'event--not'}">
    <span class="event__day figure">${day ? app.link({ on: day }, spanText(event.time)) : S.time_unknown}</span>
    <span class="event__what">${app.link(app.selecting({ kind: 'event', id: event.id }), eventText(event, app))}
      <span class="muted small">${S.place.event(event.belief, event.origins)}${event.opposed ? html` <span class="chip chip--denied">${S.place.disputed}</span>` : nothing}</span></span></li>`;
}

// How many voices there really are: claims that go back to one source stand together.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../app';
import type { Id, Origins } from '../../api/types';
import { S } from '../../strings.en';
import { folded } from './evidence';
import { voiceText } from './words';

const MOST_DOTS = 12;

/** outlets: what a report's outlet is called, by the report's id. */
export function originList(app: App, origins: Origins, outlets: Map<Id, string>): TemplateResult {
  return html`<h3>${S.place.origins} <span class="count">${origins.total}</span></h3>
    <p>${S.place.origins_sum(origins.claims, origins.documents, origins.total)}</p>
    ${folded(app, origins.origins, 5, 'voices', (one) => html`<li class="voice">
      <span class="voice__who">${voiceText(app, one, outlets.get(one.documents[0] ?? '') ?? one.outlets[0] ?? '')}</span>
      <span class="voice__dots" aria-hidden="true">${Array.from({ length: Math.min(MOST_DOTS, one.claims) }, (_, i) => html`<i class=${i < one.opposes ? 'against' : ''}></i>`)}</span>
      <span class="muted small">${S.place.origin(one.claims, one.documents.length)}${one.opposes ? html`, ${S.place.denials(one.opposes)}` : nothing}</span></li>`, 'voices')}`;
}

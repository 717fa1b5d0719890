// One actor: what it is, what it holds on the day that is shown, what it did, what it says and what is said of it.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { ActorDetail, Claims, Named } from '../api/types';
import { dayText } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask } from './parts/ask';
import { claimItem, eventItem, folded } from './parts/evidence';
import { happenings, native, spellings } from './parts/words';
import { registerPanel, type Mounted, type Table } from './registry';

class ActorPanel implements Mounted {
  private readonly detail = new Ask<ActorDetail>(() => this.draw());
  private readonly says = new Ask<Claims>(() => this.draw());
  private readonly about = new Ask<Claims>(() => this.draw());

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  update(view: View): void {
    const id = view.selection?.kind === 'actor' ? view.selection.id : null;
    if (!id) return;
    const { api } = this.app;
    const on = this.app.on(view);
    const known = this.app.known(view);
    const other = this.detail.value?.id !== id;
    this.detail.want(`${id} ${on} ${known}`, () => api.actor(id, on, known), !other);
    this.says.want(`${id} ${known}`, () => api.claims({ speaker: id, as_known: known, limit: 100 }), !other);
    this.about.want(`${id} ${known}`, () => api.claims({ actor: id, as_known: known, limit: 100 }), !other);
    this.draw();
  }

  table(): Table | null {
    const actor = this.detail.value;
    return actor && { name: `actor-${actor.id}`, columns: ['place', 'name', 'probability', 'joint', 'since'], rows: actor.holds.map((one) => [one.id, one.name, one.p, one.joint ? 1 : 0, one.since]) };
  }

  private draw(): void {
    const actor = this.detail.value;
    this.host.setAttribute('aria-busy', String(this.detail.busy));
    if (!actor) return void render(this.detail.waiting, this.host);
    const { app } = this;
    const events = happenings(actor.events);
    const kind = actor.kind ? S.actor.kind[actor.kind] ?? actor.kind.replace(/^./, (letter) => letter.toUpperCase()) : '';
    render(html`
      <p class="lead-line"><span class="swatch" .style=${`--c:${app.colour(actor.id)}`}></span>${kind} ${native(actor.native)}</p>
      <dl class="facts">
        ${actor.part_of ? html`<dt>${S.actor.part_of}</dt><dd>${this.link(actor.part_of)}</dd>` : nothing}
        ${actor.office ? html`<dt>${S.actor.office}</dt><dd>${actor.office}</dd>` : nothing}
        ${actor.side && actor.side !== actor.id ? html`<dt>${S.actor.side}</dt><dd>${this.link({ id: actor.side, name: app.actorName(actor.side) })}</dd>` : nothing}
        ${this.named(S.actor.allies, actor.allies)}
        ${this.named(S.actor.wings, actor.wings)}
      </dl>
      <h3>${S.actor.holds(actor.holds.length, dayText(app.on(), true))}</h3>
      ${actor.holds.length ? this.holds(actor) : html`<p class="muted">${S.actor.holds_none}</p>`}
      ${events.length ? html`<h3>${S.actor.events} <span class="count">${events.length}</span></h3>${folded(app, events, 6, 'events', (one) => eventItem(app, one), 'events')}` : nothing}
      ${this.said(S.actor.says(actor.statements), this.says.value, 'says')}
      ${this.said(S.actor.about(actor.claims_about), this.about.value, 'about')}
      <h3>${S.actor.names}</h3>${actor.spellings.length ? spellings(actor.spellings) : html`<p class="muted">${S.place.no_names}</p>`}`, this.host);
  }

  private link(one: Named): TemplateResult {
    return this.app.link(this.app.selecting({ kind: 'actor', id: one.id }), one.name);
  }

  private named(title: string, list: Named[]): TemplateResult | typeof nothing {
    if (!list.length) return nothing;
    const open = this.app.store.view.params['named'] === title;
    const few = open ? list : list.slice(0, 5);
    return html`<dt>${title}</dt><dd>${few.map((one, i) => html`${i ? ', ' : ''}${this.link(one)}`)}${list.length > 5 ? html` <button class="inline" aria-expanded=${open} @click=${() => this.app.store.setParams({ named: open ? null : title })}>${open ? S.evidence.fewer : S.evidence.more(list.length - few.length)}</button>` : nothing}</dd>`;
  }

  private holds(actor: ActorDetail): TemplateResult {
    const { app } = this;
    const open = app.store.view.params['holds'] === 'all';
    const sorted = [...actor.holds].sort((a, b) => b.p - a.p || (a.name < b.name ? -1 : 1));
    const few = open ? sorted : sorted.slice(0, 10);
    return html`<table class="table"><thead><tr>${S.actor.holds_columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${few.map((one) => html`<tr><th scope="row">${app.link(app.selecting({ kind: 'place', id: one.id }), one.name)}${one.joint ? html` <span class="muted small">${S.actor.joint}</span>` : nothing}</th>
        <td><span class="meter" aria-hidden="true"><i .style=${`width:${Math.round(one.p * 100)}%;--c:${app.colour(actor.id)}`}></i></span> <span class="figure">${S.percent(one.p)}</span></td><td class="figure">${one.since ? dayText(one.since, true) : ''}</td></tr>`)}</tbody></table>
      ${sorted.length > 10 ? html`<button class="button small quiet more" aria-expanded=${open} @click=${() => app.store.setParams({ holds: open ? null : 'all' })}>${open ? S.evidence.fewer : S.evidence.more(sorted.length - 10)}</button>` : nothing}`;
  }

  private said(title: string, claims: Claims | null, key: string): TemplateResult | typeof nothing {
    return claims?.claims.length ? html`<h3>${title}</h3>${folded(this.app, claims.claims, 3, key, (one) => claimItem(this.app, one))}` : nothing;
  }
}

registerPanel({
  id: 'actor',
  title: (app, view) => (view.selection?.kind === 'actor' ? app.actorName(view.selection.id) : S.actor.title),
  shows: ['actor'],
  mount: (host, app) => new ActorPanel(host, app),
});

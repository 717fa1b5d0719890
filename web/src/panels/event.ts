// One event: the claims that were taken for the same thing, whose voices they are, and why they were joined.
import { html, nothing, render } from 'lit-html';
import type { App } from '../app';
import type { EventDetail } from '../api/types';
import { spanText } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask } from './parts/ask';
import { claimItem } from './parts/evidence';
import { dayOfSpan, eventText, outletText, voiceText } from './parts/words';
import { registerPanel, type Mounted } from './registry';

class EventPanel implements Mounted {
  private readonly detail = new Ask<EventDetail>(() => this.draw());

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  update(view: View): void {
    const id = view.selection?.kind === 'event' ? view.selection.id : null;
    if (id) this.detail.want(id, () => this.app.api.event(id), this.detail.value?.id === id);
    this.draw();
  }

  private draw(): void {
    const event = this.detail.value;
    if (!event) return void render(this.detail.waiting, this.host);
    const { app } = this;
    const day = dayOfSpan(app, event.time);
    const first = event.places[0];
    const outlets = new Map(event.rows.map((row) => [row.document.id, outletText(row)]));
    const joins = (event.joins as { reasons: string[] }[]).flatMap((one) => one.reasons);
    render(html`
      <p class="event__title">${eventText(event, app)}</p>
      <p class="muted"><span class="figure">${spanText(event.time)}</span>${event.days_differ ? html`<span class="claim__sep"></span>${S.event.differ}` : nothing}</p>
      <p>${S.event.believed(event.belief, event.origins, event.reports)}${event.opposed ? html` ${S.event.opposed}` : nothing}</p>
      <p class="links">${event.places.map((one) => app.link(app.selecting({ kind: 'place', id: one.id }), one.name, 'button small'))}
        ${day && first ? app.link(app.selecting({ kind: 'place', id: first.id }, { on: day }), S.event.show, 'button small') : nothing}</p>
      <h3>${S.event.claims} <span class="count">${event.rows.length}</span></h3>
      <ul class="claims">${event.rows.map((row) => claimItem(app, row))}</ul>
      <h3>${S.event.voices} <span class="count">${event.origins}</span></h3>
      <ul class="voices">${event.voices.map((one) => html`<li class="voice"><span class="voice__who">${voiceText(app, one, outlets.get(one.documents[0] ?? '') ?? '')}</span>
        <span class="muted small">${S.claims(one.claims.length)}${one.opposes ? html`, ${S.voice.opposes}` : nothing}${one.interest ? html`, ${S.voice.interest}` : nothing}</span></li>`)}</ul>
      ${joins.length ? html`<h3>${S.event.joined}</h3><p>${S.and([...new Set(joins)])}.</p>` : nothing}`, this.host);
  }
}

registerPanel({ id: 'event', title: () => S.event.title, shows: ['event'], mount: (host, app) => new EventPanel(host, app) });

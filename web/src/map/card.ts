// What is under the pointer, in a few lines: who holds it, how sure, since when.
import { html, nothing, render } from 'lit-html';
import type { App } from '../app';
import type { Gate } from '../api/types';
import { STATES } from '../api/types';
import { dayText } from '../days';
import { sideName } from './signs';
import { NO_EVIDENCE, WAITING, type Snapshot } from '../state/snapshot';
import { S } from '../strings.en';

export class Card {
  private readonly box = document.createElement('div');

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    this.box.className = 'card';
    this.box.hidden = true;
    this.box.setAttribute('aria-live', 'polite');
    host.append(this.box);
  }

  place(row: number, snapshot: Snapshot, at: { x: number; y: number }): void {
    const { places } = this.app;
    const state = snapshot.state[row] as number;
    const holder = snapshot.holder[row] as number;
    const actor = holder < 0 ? null : (snapshot.actors[holder] ?? null);
    const since = snapshot.since[row];
    render(html`
      <p class="card__name">${places.name[row]} ${this.native(places.native[row])}</p>
      <p class="card__kind">${S.kindText(places.kind[row] ?? '')}</p>
      ${state >= NO_EVIDENCE ? html`<p>${state === WAITING ? S.map.waits : S.map.no_evidence}</p>` : html`
        <p class="card__holder"><span class="swatch" .style=${`--c:${this.app.colour(actor)}`}></span>${S.map.holds(STATES[state] ?? 'unknown', this.app.actorName(actor))}</p>
        <p class="card__facts figure">${state === 3 ? nothing : html`${S.map.sure(snapshot.p[row] as number)} · `}${since ? html`${S.since(dayText(since, true))} · ` : nothing}${S.claims(snapshot.claims[row] as number)}</p>`}
    `, this.box);
    this.show(at, 14);
  }

  gate(gate: Gate, at: { x: number; y: number }): void {
    render(html`
      <p class="card__name">${gate.name} ${this.native(gate.native)}</p>
      <p class="card__kind">${S.kindText('border_gate')}</p>
      <ul class="card__sides">${gate.sides.map((side) => html`
        <li><span class="plate plate--${side.state}"></span><span>${S.map.side(sideName(side), S.gate_state[side.state])}${side.state === 'unknown' ? nothing : html`, ${S.map.sure(side.p)}`}${side.since ? html`, ${S.since(dayText(side.since, true))}` : nothing}</span></li>`)}</ul>
    `, this.box);
    this.show(at, 34);
  }

  hide(): void {
    this.box.hidden = true;
  }

  private native(name: string | null | undefined) {
    return name ? html`<span lang="my" class="native">${name}</span>` : nothing;
  }

  private show({ x, y }: { x: number; y: number }, above: number): void {
    const { box, host } = this;
    box.hidden = false;
    const width = box.offsetWidth;
    const height = box.offsetHeight;
    const left = Math.min(Math.max(8, x - width / 2), host.clientWidth - width - 8);
    const top = y - above - height < 8 ? y + 16 : y - above - height;
    box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}

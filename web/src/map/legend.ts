// The legend says what colours, fills, shapes and lines mean, counts them, and switches them off and on.
import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { Commodity, Id } from '../api/types';
import { NO_EVIDENCE, shown, type Snapshot } from '../state/snapshot';
import { S } from '../strings.en';
import { onTheme } from '../theme';
import { GROUPS, groupOf, type ShapeName } from './kinds';

const MOST_ACTORS = 8;
const ROOM = 760;
const STATE_TOKENS = ['held', 'joint', 'contested', 'unknown', 'none'];

export class Legend {
  /** As the reader left it; until then open where the map has room for it. */
  private chosen: boolean | null = null;
  private open = true;
  private all = false;
  private readonly groups: Uint8Array;
  private commodities: Commodity[] = [];

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    this.groups = Uint8Array.from(app.places.kind.map((kind) => groupOf(kind ?? '')));
    app.snapshots.subscribe(() => this.draw());
    app.store.subscribe((view, before) => {
      if (view.hide !== before.hide) this.draw();
    });
    onTheme(() => this.draw());
    if (app.meta.flow) app.api.network().then(({ commodities }) => { this.commodities = commodities; this.draw(); }, () => undefined);
    new ResizeObserver(() => {
      const open = this.chosen ?? (host.parentElement as HTMLElement).clientWidth >= ROOM;
      if (open === this.open) return;
      this.open = open;
      this.draw();
    }).observe(host.parentElement as HTMLElement);
    this.draw();
  }

  private draw(): void {
    const snapshot = this.app.snapshots.current;
    render(html`
      <section class="legend" aria-label=${S.legend.title}>
        <button class="legend__head" aria-expanded=${this.open} @click=${() => { this.chosen = this.open = !this.open; this.draw(); }}>
          <span>${S.legend.title}</span><span aria-hidden="true">${this.open ? '–' : '+'}</span>
        </button>
        ${this.open && snapshot ? this.body(snapshot) : nothing}
      </section>`, this.host);
  }

  private body(snapshot: Snapshot): TemplateResult {
    const { app } = this;
    const counts = this.count(snapshot);
    const actors = [...counts.actors].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const some = Math.min(MOST_ACTORS, Math.max(3, actors.filter(([, n]) => n > 0).length));
    const listed = this.all ? actors : actors.slice(0, some);
    return html`
      <div class="legend__body">
        <h3>${S.legend.holders}</h3>
        <ul>${listed.map(([id, n]) => this.item(`actor:${id}`, html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><circle r="6" fill=${app.colour(id)}></circle></svg>`, app.actorName(id), n))}
          ${actors.length > some ? html`<li><button class="legend__more" @click=${() => { this.all = !this.all; this.draw(); }}>${this.all ? S.legend.fewer : S.legend.more(actors.length - some)}</button></li>` : nothing}
        </ul>
        <h3>${S.legend.sure}</h3>
        <p class="legend__ramp" aria-label=${S.legend.ramp_label}><span>30%</span>${[0.3, 0.5, 0.7, 0.9].map((p) => html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><circle r="5.5" fill="var(--ink)" fill-opacity=${0.12 + 0.88 * ramp(p)} stroke="var(--ink)" stroke-width="1.4"></circle></svg>`)}<span>95%</span></p>
        <ul>${[2, 3, NO_EVIDENCE].map((state) => this.item(`state:${STATE_TOKENS[state]}`, stateIcon(state), S.legend.state[STATE_TOKENS[state] as keyof typeof S.legend.state], counts.states[state] ?? 0))}</ul>
        <h3>${S.legend.kinds}</h3>
        <ul class="legend__grid">${GROUPS.map((group, i) => (counts.groups[i] ?? 0) ? this.item(`kind:${group.id}`, shapeIcon(group.shape), S.legend.group[group.id as keyof typeof S.legend.group], null) : nothing)}</ul>
        <h3>${S.legend.lines}</h3>
        <ul>
          ${this.item('layer:gates', html`<span class="plates"><span class="plate plate--open"></span><span class="plate plate--closed"></span></span>`, S.legend.gates, null)}
          ${this.item('layer:roads', html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><path d="M-7 4C-2-6 2 6 7-4" fill="none" stroke="var(--map-road)" stroke-width="2"></path></svg>`, S.legend.roads, null)}
          ${this.item('layer:names', html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><text x="0" y="4.5" text-anchor="middle" font-size="13" fill="var(--ink)">A</text></svg>`, S.legend.names, null)}
        </ul>
        ${this.commodities.length ? html`<h3>${S.legend.flow}</h3>
        <ul class="legend__grid">${this.commodities.map((one) => this.item(`+flow:${one.id}`, html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><path d="M-7 3C-2-5 2 5 7-3" fill="none" stroke="var(--map-flow)" stroke-opacity=".3" stroke-width="7"></path><path d="M-7 3C-2-5 2 5 7-3" fill="none" stroke="var(--map-flow)" stroke-width="3"></path></svg>`, one.name, null))}</ul>` : nothing}
      </div>`;
  }

  private item(token: string, icon: TemplateResult, label: string, n: number | null): TemplateResult {
    const hide = this.app.store.view.hide;
    const on = hide.includes(token) === token.startsWith('+');
    return html`
      <li><button class="legend__item" role="switch" aria-checked=${on} ?data-extra=${token.startsWith('+')} @click=${() => this.toggle(token)}>
        ${icon}<span class="legend__label">${label}</span>${n === null ? nothing : html`<span class="legend__count figure">${n.toLocaleString('en')}</span>`}
      </button></li>`;
  }

  private toggle(token: string): void {
    const hide = new Set(this.app.store.view.hide);
    if (!hide.delete(token)) {
      // One commodity at a time: their units differ.
      if (token.startsWith('+flow:')) for (const other of [...hide]) if (other.startsWith('+flow:')) hide.delete(other);
      hide.add(token);
    }
    this.app.store.set({ hide: [...hide].sort() });
  }

  private count(snapshot: Snapshot): { actors: Map<Id, number>; states: number[]; groups: number[] } {
    const actors = new Map<Id, number>();
    const states = [0, 0, 0, 0, 0, 0];
    const groups = GROUPS.map(() => 0);
    const show = shown(this.app.store.view);
    // Every holder that occurs in this ledger stays in the list, so that the legend does not jump as days pass.
    for (const actor of this.app.meta.actors) actors.set(actor.id, 0);
    for (let i = 0; i < snapshot.state.length; i++) {
      const state = snapshot.state[i] as number;
      const group = this.groups[i] as number;
      groups[group] = (groups[group] as number) + 1;
      if (!show.kind(GROUPS[group]?.id ?? '')) continue;
      states[state] = (states[state] as number) + 1;
      const holder = snapshot.holder[i] as number;
      const id = holder < 0 ? undefined : snapshot.actors[holder];
      if (id !== undefined && state < 2) actors.set(id, (actors.get(id) ?? 0) + 1);
    }
    return { actors, states, groups };
  }
}

const ramp = (p: number) => {
  const t = Math.min(1, Math.max(0, (p - 0.3) / 0.65));
  return t * t * (3 - 2 * t);
};

function stateIcon(state: number): TemplateResult {
  if (state === 2)
    return html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><defs><clipPath id="legend-round"><circle r="6"></circle></clipPath></defs><g clip-path="url(#legend-round)"><path d="M-9 1 1-9M-7 7 7-7M-1 9 9-1" stroke="var(--ink)" stroke-width="1.8"></path></g><circle r="6" fill="none" stroke="var(--ink)" stroke-width="1.4"></circle></svg>`;
  if (state === 3) return html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><circle r="5.6" fill="var(--surface)" stroke="var(--none)" stroke-width="1.6"></circle></svg>`;
  return html`<svg viewBox="-8 -8 16 16" aria-hidden="true"><circle r="2" fill="var(--none)"></circle></svg>`;
}

function shapeIcon(shape: ShapeName): TemplateResult {
  const inside = {
    circle: svg`<circle r="5.5"></circle>`, diamond: svg`<path d="M0-7 7 0 0 7-7 0z"></path>`, square: svg`<path d="M-5-5H5V5H-5z"></path>`,
    triangle: svg`<path d="M0-6 6 5H-6z"></path>`, hexagon: svg`<path d="M-3.5-6h7L7 0 3.5 6h-7L-7 0z"></path>`, cross: svg`<path d="M-2-6h4v4h4v4H2v4h-4V2h-4v-4h4z"></path>`,
  }[shape];
  return html`<svg viewBox="-8 -8 16 16" aria-hidden="true" class="legend__shape">${inside}</svg>`;
}

// What changed since the day before is written beside the places where it did, and said aloud.
import { html, nothing, render } from 'lit-html';
import type { Map as GlMap } from 'maplibre-gl';
import type { App } from '../app';
import type { Change } from '../api/types';
import type { Changed } from '../state/snapshot';
import { GROUPS, groupOf } from './kinds';
import { S } from '../strings.en';

const MOST = 5;

export class Callouts {
  private readonly layer = document.createElement('div');
  private list: Change[] = [];

  constructor(host: HTMLElement, private readonly app: App, private readonly gl: GlMap) {
    this.layer.className = 'callouts';
    host.append(this.layer);
  }

  show(changed: Changed | null): void {
    const all = changed?.changes ?? [];
    // The largest shifts first; the others keep their ring on the map.
    this.list = [...all].sort((a, b) => this.weight(b) - this.weight(a)).filter((one) => one.lon !== null && one.lat !== null).slice(0, MOST);
    render(html`${this.list.map((change) => html`
      <button class="callout" @click=${() => this.app.select({ kind: 'place', id: change.place })}>
        <span class="callout__name">${change.name}</span>
        <span class="callout__turn">${this.swatch(change, 'before')}${this.short(change, 'before')}
        <span aria-hidden="true">→</span><span class="out-of-sight">${S.map.then}</span>
        ${this.swatch(change, 'after')}${this.short(change, 'after')}</span>
      </button>`)}`, this.layer);
    this.place();
    if (all.length) this.app.announce(S.map.changed(all.slice(0, 3).map((change) => this.sentence(change)), all.length));
  }

  place(): void {
    const taken: { x: number; y: number; w: number; h: number }[] = [];
    const boxes = [...this.layer.children] as HTMLElement[];
    this.list.forEach((change, i) => {
      const box = boxes[i];
      if (!box) return;
      const at = this.gl.project([change.lon as number, change.lat as number]);
      const w = box.offsetWidth;
      const h = box.offsetHeight;
      // To the right, to the left, below, above: the first where no other stands.
      const spots = [[at.x + 18, at.y - h / 2], [at.x - 18 - w, at.y - h / 2], [at.x - w / 2, at.y + 16], [at.x - w / 2, at.y - 44 - h]] as const;
      const free = spots.find(([x, y]) => !taken.some((o) => x < o.x + o.w && o.x < x + w && y < o.y + o.h && o.y < y + h)) ?? spots[0];
      taken.push({ x: free[0], y: free[1], w, h });
      box.style.transform = `translate(${Math.round(free[0])}px, ${Math.round(free[1])}px)`;
    });
  }

  notes(): { x: number; y: number; text: string }[] {
    const boxes = [...this.layer.children] as HTMLElement[];
    const origin = this.layer.getBoundingClientRect();
    return this.list.map((change, i) => {
      const box = boxes[i]?.getBoundingClientRect();
      return { x: (box?.left ?? 0) - origin.left, y: (box?.top ?? 0) - origin.top, text: this.sentence(change) };
    });
  }

  private swatch(change: Change, end: 'before' | 'after') {
    const { state, holder } = change[end];
    return state === 'held' || state === 'joint' ? html`<span class="swatch" .style=${`--c:${this.app.colour(holder)}`}></span>` : nothing;
  }

  private short(change: Change, end: 'before' | 'after'): string {
    const { state, holder } = change[end];
    return state === 'held' || state === 'joint' ? this.app.actorShort(holder) : S.state[state];
  }

  private sentence(change: Change): string {
    return S.map.change(change.name, this.short(change, 'before'), this.short(change, 'after'));
  }

  /** Places before the areas that they lie in, turns before shifts of probability, the surer first. */
  private weight(change: Change): number {
    const kind = this.app.places.kind[this.app.row.get(change.place) ?? -1] ?? '';
    return (GROUPS[groupOf(kind)]?.id === 'area' ? -4 : 0) + (change.before.holder !== change.after.holder ? 1 : 0) + change.after.p;
  }
}

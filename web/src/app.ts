// What every part of the page is given: the server, the view, and the few records that all of them need.
import { html, type TemplateResult } from 'lit-html';
import type { Api } from './api/client';
import type { ActorBrief, Day, Id, Meta, Places } from './api/types';
import { actorColour } from './colours';
import { panelFor } from './panels/registry';
import { Snapshots } from './state/snapshot';
import type { Store } from './state/store';
import { toFragment, type Selection, type View } from './state/view';
import { S } from './strings.en';
import { theme } from './theme';

export class App {
  readonly row = new Map<Id, number>();
  readonly snapshots: Snapshots;
  private readonly actors = new Map<Id, ActorBrief>();
  private region: HTMLElement | null = null;
  private lit: Id[] = [];
  private readonly litListeners = new Set<(places: readonly Id[]) => void>();

  constructor(readonly api: Api, readonly store: Store, readonly meta: Meta, readonly places: Places) {
    this.snapshots = new Snapshots(api, places.id.length);
    places.id.forEach((id, i) => this.row.set(id, i));
    for (const actor of meta.actors) this.actors.set(actor.id, actor);
  }

  /** The day in the world that is shown; at first the last on which reports say that something happened. */
  on(view: View = this.store.view): Day {
    return view.on ?? this.meta.focus[1];
  }

  /** The day as known that is shown; null is all that is known. */
  known(view: View = this.store.view): Day | null {
    return view.known;
  }

  actor(id: Id): ActorBrief | null {
    return this.actors.get(id) ?? null;
  }

  actorName(id: Id | null): string {
    return id === null ? S.nobody : (this.actors.get(id)?.name ?? id);
  }

  actorShort(id: Id | null): string {
    return id === null ? S.nobody : (this.actors.get(id)?.short ?? id);
  }

  /** An actor's colour in the present theme. */
  colour(id: Id | null): string {
    return actorColour(id === null ? -1 : (this.actors.get(id)?.colour_index ?? -1), theme());
  }

  placeName(id: Id | null): string {
    const row = id === null ? undefined : this.row.get(id);
    return row === undefined ? (id ?? '') : (this.places.name[row] ?? '');
  }

  placeNative(id: Id): string | null {
    const row = this.row.get(id);
    return row === undefined ? null : (this.places.native[row] ?? null);
  }

  /** What the view becomes when something is selected: the panel that shows its kind opens. */
  selecting(selection: Selection, patch: Partial<View> = {}): Partial<View> {
    return { selection, claim: null, panel: panelFor(selection.kind)?.id ?? this.store.view.panel, ...patch };
  }

  select(selection: Selection, patch: Partial<View> = {}): void {
    this.store.set(this.selecting(selection, patch));
  }

  open(panel: string | null, patch: Partial<View> = {}): void {
    this.store.set({ panel, selection: null, claim: null, ...patch });
  }

  /**
   * A link to another view: a plain click changes the view here, any other opens a new one at the link's address.
   * Content is text or a template.
   */
  link(patch: Partial<View>, content: unknown, className = ''): TemplateResult {
    const href = `#${toFragment({ ...this.store.view, ...(patch.panel !== undefined ? { params: {} } : {}), ...patch })}`;
    const click = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.store.set(patch);
    };
    return html`<a class=${className} href=${href} @click=${click}>${content}</a>`;
  }

  /** Lights up places on the map beside the one that is selected: those that a sentence speaks of. */
  spotlight(places: readonly Id[]): void {
    if (places.length === this.lit.length && places.every((id, i) => id === this.lit[i])) return;
    this.lit = [...places];
    for (const listener of this.litListeners) listener(this.lit);
  }

  onSpotlight(listener: (places: readonly Id[]) => void): void {
    this.litListeners.add(listener);
    listener(this.lit);
  }

  /** Says something to readers who listen instead of look. */
  announce(text: string): void {
    if (!this.region) {
      this.region = document.createElement('div');
      this.region.className = 'out-of-sight';
      this.region.setAttribute('aria-live', 'polite');
      this.region.id = 'announcer';
      document.body.append(this.region);
    }
    this.region.textContent = text;
  }
}

// The one place that holds the view. Everything on the page reads it and hears of changes; the address follows it.
import { EMPTY_VIEW, fromFragment, sameSelection, toFragment, type View } from './view';

export type Listener = (view: View, before: View) => void;

export class Store {
  private current: View;
  private readonly listeners = new Set<Listener>();
  private timer = 0;

  constructor(private readonly place: Pick<Window, 'location' | 'history'> = window) {
    this.current = fromFragment(place.location.hash);
    // Back, forward, and a fragment typed by hand.
    addEventListener('popstate', () => this.adopt(fromFragment(place.location.hash)));
  }

  get view(): View {
    return this.current;
  }

  /**
   * Changes some of the view. Opening another panel or selecting another thing makes a step that 'back' undoes;
   * moving the clocks or the map only rewrites the address, and not at once.
   */
  set(patch: Partial<View>): void {
    const before = this.current;
    const after = { ...before, ...patch };
    if (after.panel !== before.panel && !patch.params) after.params = {};
    const fragment = toFragment(after);
    if (fragment === toFragment(before)) return;
    this.current = after;
    if (after.panel !== before.panel || !sameSelection(after.selection, before.selection) || after.claim !== before.claim) {
      clearTimeout(this.timer);
      // Clocks and camera of the step being left, if their write is still due.
      this.place.history.replaceState(null, '', address(toFragment(before)));
      this.place.history.pushState(null, '', address(fragment));
    } else {
      clearTimeout(this.timer);
      // Browsers refuse more than some hundred writes in half a minute, as dragging a handle would make.
      this.timer = window.setTimeout(() => this.flush(), 250);
    }
    this.tell(before);
  }

  /** A panel's own settings, beside those that it has. null takes a setting away. */
  setParams(patch: Record<string, string | null>): void {
    const params = { ...this.current.params };
    for (const [key, value] of Object.entries(patch))
      if (value === null || value === '') delete params[key];
      else params[key] = value;
    this.set({ params });
  }

  /** Calls listener after every change until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The address of the present view, for a link. */
  link(): string {
    return this.place.location.href.replace(/#.*$/, '') + address(toFragment(this.current));
  }

  flush(): void {
    clearTimeout(this.timer);
    this.place.history.replaceState(null, '', address(toFragment(this.current)));
  }

  private adopt(view: View): void {
    clearTimeout(this.timer);
    const before = this.current;
    this.current = { ...EMPTY_VIEW, ...view };
    this.tell(before);
  }

  private tell(before: View): void {
    for (const listener of [...this.listeners]) listener(this.current, before);
  }
}

function address(fragment: string): string {
  return `#${fragment}`;
}

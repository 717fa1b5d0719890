// Mounts the panel that the view names and passes changes of the view to it. On a phone it is a sheet over the map.
import { html, render } from 'lit-html';
import type { App } from '../app';
import { panelById, type Mounted, type Panel, type Table } from '../panels/registry';
import type { View } from '../state/view';
import { S } from '../strings.en';

export class PanelHost {
  private panel: Panel | null = null;
  private mounted: Mounted | null = null;
  private head: HTMLElement | null = null;
  /** Where the focus was before a panel opened; it goes back there when the panel closes. */
  private from: HTMLElement | null = null;

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  /** The table that is seen in the panel, if there is one. */
  table(): Table | null {
    return this.mounted?.table?.() ?? null;
  }

  update(view: View, before: View | null): void {
    const wanted = panelById(view.panel);
    if (wanted === this.panel) {
      if (this.panel) this.heading(view);
      this.mounted?.update(view, before);
      return;
    }
    this.mounted?.unmount?.();
    this.mounted = null;
    if (wanted && !this.panel) this.from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.panel = wanted;
    this.host.hidden = !wanted;
    this.host.replaceChildren();
    this.host.classList.toggle('page__panel--wide', !!wanted?.wide);
    this.host.classList.remove('page__panel--tall');
    if (!wanted) {
      if (this.from?.isConnected && before) this.from.focus({ preventScroll: true });
      return;
    }
    this.head = document.createElement('div');
    this.head.className = 'panel__head';
    const body = document.createElement('div');
    body.className = 'panel__body';
    this.host.append(this.head, body);
    this.host.scrollTop = 0;
    this.heading(view);
    this.mounted = wanted.mount(body, this.app);
    this.mounted.update(view, null);
    if (before) this.host.focus({ preventScroll: true });
  }

  private heading(view: View): void {
    if (!this.head) return;
    render(html`
      <button class="panel__grip" aria-label=${S.app.grip} @click=${() => this.host.classList.toggle('page__panel--tall')} @pointerdown=${(event: PointerEvent) => this.pull(event)}></button>
      <h2 id="panel-title">${this.panel?.title(this.app, view)}</h2>
      <button class="button quiet panel__close" aria-label=${S.app.close} title=${S.app.close_hint} @click=${() => this.app.open(null)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3 3 13"></path></svg></button>`, this.head);
  }

  /** The sheet follows the finger upward to full height, downward to half, further down to closed. */
  private pull(down: PointerEvent): void {
    const start = down.clientY;
    const up = (event: PointerEvent) => {
      removeEventListener('pointerup', up);
      const way = event.clientY - start;
      if (Math.abs(way) < 24) return;
      const tall = this.host.classList.contains('page__panel--tall');
      if (way < 0) this.host.classList.add('page__panel--tall');
      else if (tall) this.host.classList.remove('page__panel--tall');
      else this.app.open(null);
    };
    addEventListener('pointerup', up);
  }
}

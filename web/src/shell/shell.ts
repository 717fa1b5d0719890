// The frame of the page: header, map, panel, time bar.
import { html, render } from 'lit-html';
import { ApiError } from '../api/client';
import type { App } from '../app';
import { panelById, tabs, type Mounted, type Panel } from '../panels/registry';
import type { View } from '../state/view';
import { S } from '../strings.en';

export function buildShell(root: HTMLElement, app: App): void {
  const head = () => html`
    <div class="page">
      <a class="skip" href="#panel" @click=${jump('panel')}>${S.app.skip_to_panel}</a>
      <header class="page__head">
        <div class="page__brand"><h1>${S.app.name}</h1></div>
        <div class="page__search" id="search"></div>
        <nav class="page__tabs" id="tabs"></nav>
      </header>
      <main class="page__map" id="map"></main>
      <aside class="page__panel" id="panel" tabindex="-1" hidden></aside>
      <footer class="page__time" id="time"></footer>
    </div>`;
  render(head(), root);
  const part = (id: string) => root.querySelector(`#${id}`) as HTMLElement;
  drawTabs(part('tabs'), app);
  const panels = new PanelHost(part('panel'), app);
  panels.update(app.store.view, null);
  app.store.subscribe((view, before) => {
    drawTabs(part('tabs'), app);
    panels.update(view, before);
  });
}

export function showFailure(root: HTMLElement, error: unknown, again: () => void): void {
  const why = error instanceof ApiError && error.status === 0 ? S.error.unreachable
    : S.error.other(error instanceof Error ? error.message : String(error));
  render(html`
    <div class="failure" role="alert">
      <h1>${S.app.failed}</h1><p>${why}</p><button class="button" @click=${again}>${S.app.retry}</button>
    </div>`, root);
}

function jump(id: string): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
}

function drawTabs(host: HTMLElement, app: App): void {
  const open = app.store.view.panel;
  render(tabs().map((panel) => html`
    <button class="button quiet" aria-current=${open === panel.id}
      @click=${() => app.open(open === panel.id ? null : panel.id)}>${panel.tab?.label}</button>`), host);
}

/** Mounts the panel that the view names, and passes changes of the view to it. */
export class PanelHost {
  private panel: Panel | null = null;
  private mounted: Mounted | null = null;

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  get current(): Mounted | null {
    return this.mounted;
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
    this.panel = wanted;
    this.host.hidden = !wanted;
    this.host.replaceChildren();
    this.host.classList.toggle('page__panel--wide', !!wanted?.wide);
    if (!wanted) return;
    const head = document.createElement('div');
    head.className = 'panel__head';
    const body = document.createElement('div');
    body.className = 'panel__body';
    this.host.append(head, body);
    this.heading(view);
    this.mounted = wanted.mount(body, this.app);
    this.mounted.update(view, null);
    if (before) this.host.focus({ preventScroll: true });
  }

  private heading(view: View): void {
    const head = this.host.querySelector('.panel__head') as HTMLElement;
    render(html`
      <h2>${this.panel?.title(this.app, view)}</h2>
      <button class="button quiet" aria-label=${S.app.close} @click=${() => this.app.open(null)}>✕</button>`, head);
  }
}

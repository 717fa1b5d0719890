// The frame of the page: header, map, panel, time bar, and the keys that work everywhere.
import { html, nothing, render } from 'lit-html';
import { ApiError } from '../api/client';
import type { App } from '../app';
import { dayText } from '../days';
import { Legend } from '../map/legend';
import { MapView } from '../map/map';
import { panelById, partFor, tabs } from '../panels/registry';
import { S } from '../strings.en';
import { TimeBar } from '../time/timebar';
import { listenToKeys } from './keys';
import { Menu } from './menu';
import { PanelHost } from './panel_host';

export function buildShell(root: HTMLElement, app: App): void {
  render(html`
    <a class="skip" href="#panel" @click=${jump('#panel')}>${S.app.skip_to_panel}</a>
    <a class="skip" href="#time" @click=${jump('.time__handle')}>${S.app.skip_to_time}</a>
    <div class="page">
      <header class="page__head">
        <div class="page__brand"><svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 26 13 7l5 10 3-6 7 15z"></path><circle cx="18" cy="17" r="2.6"></circle></svg><h1>${S.app.name}</h1><p class="page__tagline">${S.app.tagline}</p></div>
        <div class="page__search" id="search"></div>
        <nav class="page__tabs" id="tabs" aria-label=${S.app.panels}></nav>
        <div class="page__menu" id="menu"></div>
      </header>
      <main class="page__map" id="main" aria-label=${S.map.region}>
        <div class="map" id="map"></div>
        <div class="page__legend" id="legend"></div>
        <div class="page__note" id="note" role="status"></div>
      </main>
      <aside class="page__panel" id="panel" tabindex="-1" aria-labelledby="panel-title" hidden></aside>
      <footer class="page__time" id="time" aria-label=${S.time.title}></footer>
    </div>`, root);
  const part = (id: string) => root.querySelector(`#${id}`) as HTMLElement;
  drawTabs(part('tabs'), app);
  partFor('search')?.(part('search'), app);
  const panels = new PanelHost(part('panel'), app);
  panels.update(app.store.view, null);
  const map = new MapView(part('map'), app);
  new Legend(part('legend'), app);
  const time = new TimeBar(part('time'), app);
  const menu = new Menu(part('menu'), app, map, panels);
  listenToKeys(app, { time, map, menu });

  const { store, snapshots } = app;
  store.subscribe((view, before) => {
    drawTabs(part('tabs'), app);
    panels.update(view, before);
    const clocks = { on: app.on(view), known: app.known(view) };
    const earlier = { on: app.on(before), known: app.known(before) };
    if (clocks.on !== earlier.on || clocks.known !== earlier.known) void snapshots.show(clocks.on, clocks.known, earlier);
  });
  snapshots.subscribe(() => render(nothing, part('note')));
  snapshots.onTrouble((error) => render(html`<p>${why(error)}</p>
    <button class="button small" @click=${() => void snapshots.show(app.on(), app.known(), { on: app.on(), known: app.known() })}>${S.app.retry}</button>`, part('note')));
  title(app);
  store.subscribe(() => title(app));
}

export function showFailure(root: HTMLElement, error: unknown, again: () => void): void {
  render(html`
    <div class="failure" role="alert">
      <h1>${S.app.failed}</h1><p>${why(error)}</p><button class="button" @click=${again}>${S.app.retry}</button>
    </div>`, root);
}

function why(error: unknown): string {
  if (error instanceof ApiError && error.status === 0) return S.error.unreachable;
  return S.error.other(error instanceof Error ? error.message : String(error));
}

function jump(selector: string): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    const target = document.querySelector<HTMLElement>(selector);
    if (target && !target.hidden) target.focus();
    else document.querySelector<HTMLElement>('#tabs button')?.focus();
  };
}

function drawTabs(host: HTMLElement, app: App): void {
  const open = app.store.view.panel;
  render(html`${tabs().map((panel) => html`
    <button class="tab" aria-pressed=${open === panel.id} @click=${() => app.open(open === panel.id ? null : panel.id)}>${panel.tab?.label}</button>`)}`, host);
}

function title(app: App): void {
  const { view } = app.store;
  const panel = panelById(view.panel);
  document.title = S.app.document_title(panel ? panel.title(app, view) : null, dayText(app.on(view), true));
}

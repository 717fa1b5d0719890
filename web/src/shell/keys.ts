// Keys that work wherever the reader is, unless something there takes them itself.
import type { App } from '../app';
import type { MapView } from '../map/map';
import type { TimeBar } from '../time/timebar';
import type { Menu } from './menu';

export function listenToKeys(app: App, parts: { time: TimeBar; map: MapView; menu: Menu }): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.key === 'Escape') {
      if (parts.menu.close()) return;
      if (at.matches('input, select, textarea')) (at as HTMLElement).blur();
      else if (app.store.view.panel) app.open(null);
      return;
    }
    if (at.closest('input, select, textarea, [contenteditable]')) return;
    const act = actions(app, parts)[event.key];
    if (!act || (event.key === ' ' && at.closest('button, a, summary, [role="slider"], [role="option"]'))) return;
    event.preventDefault();
    act();
  });
}

function actions(app: App, { time, map, menu }: { time: TimeBar; map: MapView; menu: Menu }): Record<string, () => void> {
  const focus = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.focus();
  return {
    ' ': () => time.togglePlay(),
    ',': () => time.step(-1),
    '.': () => time.step(1),
    '<': () => time.step(-7),
    '>': () => time.step(7),
    '/': focus('#search input'),
    m: focus('#map canvas'),
    t: focus('.time__handle--world'),
    k: focus('.time__handle--known'),
    p: focus('#panel'),
    l: () => app.open(app.store.view.panel === 'list' ? null : 'list'),
    0: () => map.showAll(),
    '?': () => menu.help(),
  };
}

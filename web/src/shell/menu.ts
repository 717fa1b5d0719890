// What can be taken away from the page (link, picture, table, print), how it looks, and its keys.
import { html, nothing, render } from 'lit-html';
import type { App } from '../app';
import { toCsv, placesTable } from '../export/csv';
import { save } from '../export/save';
import { picture } from '../export/picture';
import type { MapView } from '../map/map';
import { S } from '../strings.en';
import { setTheme, theme, onTheme } from '../theme';
import type { PanelHost } from './panel_host';

export class Menu {
  private open = false;

  constructor(private readonly host: HTMLElement, private readonly app: App, private readonly map: MapView, private readonly panels: PanelHost) {
    onTheme(() => this.draw());
    addEventListener('pointerdown', (event) => {
      if (this.open && event.target instanceof Node && !host.contains(event.target)) this.close();
    });
    this.draw();
  }

  /** True when it was open. */
  close(): boolean {
    const was = this.open;
    this.open = false;
    this.draw();
    if (was) this.host.querySelector<HTMLElement>('button')?.focus();
    return was;
  }

  help(): void {
    const dialog = this.host.querySelector('dialog') as HTMLDialogElement;
    dialog.showModal();
  }

  private draw(): void {
    const other = theme() === 'dark' ? 'light' : 'dark';
    const items: [string, () => void][] = [
      [S.menu.link, () => void this.copyLink()],
      [S.menu.png, () => void this.png()],
      [S.menu.csv, () => this.csv()],
      [S.menu.print, () => print()],
      [S.menu.theme[other], () => setTheme(other)],
      [S.menu.keys, () => this.help()],
      [S.menu.about, () => this.app.open('about')],
    ];
    render(html`
      <button class="button quiet" aria-expanded=${this.open} aria-controls="menu-list" aria-label=${S.menu.title} title=${S.menu.title} @click=${() => { this.open = !this.open; this.draw(); }}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12"></path></svg></button>
      ${this.open ? html`<ul class="menu" id="menu-list">${items.map(([label, act]) => html`<li><button class="menu__item" @click=${() => { this.close(); act(); }}>${label}</button></li>`)}</ul>` : nothing}
      <dialog class="dialog" aria-labelledby="keys-title" @click=${(event: Event) => event.target === event.currentTarget && (event.currentTarget as HTMLDialogElement).close()}>
        <form method="dialog">
          <h2 id="keys-title">${S.menu.keys}</h2>
          <dl class="keys">${S.keys.map(([key, what]) => html`<dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd>`)}</dt><dd>${what}</dd>`)}</dl>
          <button class="button">${S.app.close}</button>
        </form>
      </dialog>`, this.host);
  }

  private async copyLink(): Promise<void> {
    const link = this.app.store.link();
    try {
      await navigator.clipboard.writeText(link);
      this.app.announce(S.app.copied);
    } catch {
      prompt(S.menu.link, link);
    }
  }

  private async png(): Promise<void> {
    const canvas = await picture(this.app, this.map);
    canvas.toBlob((blob) => blob && save(blob, `${this.name('map')}.png`), 'image/png');
  }

  private csv(): void {
    const table = this.panels.table() ?? placesTable(this.app);
    save(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }), `${this.name(table.name)}.csv`);
  }

  private name(what: string): string {
    const known = this.app.known();
    return `assay-${what}-${this.app.on()}${known ? `-as-known-${known}` : ''}`;
  }
}

// All reports, the newest first, or those that have the words looked for.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { Documents } from '../api/types';
import { S } from '../strings.en';
import { Ask } from './parts/ask';
import { publishedSpan, publishedText } from './parts/words';
import { registerPanel, type Mounted, type Table } from './registry';

const PAGE = 50;

class Library implements Mounted {
  private readonly rows = new Ask<Documents>(() => this.draw());
  private timer = 0;

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  update(): void {
    const { q = '', page = '0' } = this.app.store.view.params;
    const offset = Math.max(0, Math.floor(Number(page) || 0)) * PAGE;
    this.rows.want(`${q} ${offset}`, () => this.app.api.documents({ q, limit: PAGE, offset }));
    this.draw();
  }

  table(): Table {
    const list = this.rows.value?.documents ?? [];
    return { name: 'reports', columns: [...S.library.csv], rows: list.map((one) => [one.id, one.title || one.name, one.outlet, ...publishedSpan(one.published), one.url, one.claims]) };
  }

  private find(event: Event): void {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.app.store.setParams({ q, page: null }), 200);
  }

  private draw(): void {
    const { app } = this;
    const { q = '', page = '0' } = app.store.view.params;
    const answer = this.rows.value;
    const at = Math.max(0, Math.floor(Number(page) || 0));
    const last = answer ? Math.max(0, Math.ceil(answer.total / PAGE) - 1) : 0;
    render(html`
      <input type="search" class="list__filter list__filter--wide" aria-label=${S.library.find} placeholder=${S.library.find} .value=${q} @input=${(event: Event) => this.find(event)}>
      <p class="muted" role="status">${answer ? S.library.count(answer.total, q) : nothing}</p>
      ${answer ? this.list(answer) : this.rows.waiting}
      ${last > 0 ? html`<nav class="pages" aria-label=${S.list.pages}>
        <button class="button small" ?disabled=${at === 0} @click=${() => app.store.setParams({ page: String(at - 1) })}>${S.list.before}</button>
        <span class="small">${S.list.page(at + 1, last + 1)}</span>
        <button class="button small" ?disabled=${at >= last} @click=${() => app.store.setParams({ page: String(at + 1) })}>${S.list.after}</button></nav>` : nothing}`, this.host);
  }

  private list(answer: Documents): TemplateResult {
    const { app } = this;
    return html`<ul class="reports">${answer.documents.map((one) => html`<li class="report">
      <p class="report__title">${app.link(app.selecting({ kind: 'document', id: one.id }), one.title || one.name)}</p>
      <p class="claim__who">${one.outlet || S.library.no_outlet}<span class="claim__sep"></span><span class="figure">${publishedText(one.published)}</span><span class="claim__sep"></span>${S.claims(one.claims)}</p></li>`)}</ul>`;
  }
}

registerPanel({ id: 'reports', title: () => S.library.title, tab: { label: S.library.tab, order: 20 }, wide: true, mount: (host, app) => new Library(host, app) });

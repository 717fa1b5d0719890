// The search box of the header: places and actors by any spelling, reports and sentences by their words.
// A combobox: "/" goes there, arrows choose, Enter opens, Esc leaves.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import { isAbort } from '../api/client';
import type { SearchResult, Snippet } from '../api/types';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { registerPart } from './registry';
import { native } from './parts/words';

const WAIT_MS = 120;
// Places whose names only sound like what was typed: beside better results, and alone.
const FEW_ALIKE = 2;
const MOST_ALIKE = 8;

interface Row {
  text: TemplateResult;
  patch: Partial<View>;
}

class Search {
  private text = '';
  private answer: SearchResult | null = null;
  private open = false;
  private at = -1;
  private timer = 0;

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    addEventListener('pointerdown', (event) => {
      if (this.open && event.target instanceof Node && !host.contains(event.target)) this.close();
    });
    this.draw();
  }

  private input(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    if (!this.text.trim()) {
      this.answer = null;
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(), WAIT_MS);
  }

  private async ask(): Promise<void> {
    try {
      const answer = await this.app.api.search(this.text.trim());
      if (!this.text.trim()) return;
      // A name without a kind is a word that some report used for a place.
      const places = answer.places.filter((one) => one.kind);
      const others = answer.actors.length + answer.documents.length + answer.claims.length;
      const alike = places.filter((one) => !this.spelled(one.matched));
      this.answer = { ...answer, places: [...places.filter((one) => this.spelled(one.matched)), ...alike.slice(0, others || alike.length < places.length ? FEW_ALIKE : MOST_ALIKE)] };
      this.open = true;
      this.at = this.rows().length ? 0 : -1;
      this.draw();
      this.app.announce(this.rows().length ? S.search.found(this.rows().length) : S.search.none(this.text));
    } catch (error) {
      if (!isAbort(error)) console.warn(error);
    }
  }

  /** Whether a spelling has what was typed in it, or only looks like it. */
  private spelled(matched: string): boolean {
    const plain = (text: string) => text.toLowerCase().replace(/[\s'’-]/g, '');
    return plain(matched).includes(plain(this.text));
  }

  private groups(): { title: string; rows: Row[] }[] {
    const { app, answer } = this;
    if (!answer) return [];
    const snippet = (parts: Snippet[]) => parts.map((one) => (one.found ? html`<b>${one.text}</b>` : one.text));
    const q = this.text.trim();
    return [
      { title: S.search.places, rows: answer.places.map((one) => ({
        text: html`<span class="hit__name">${one.name} ${native(one.native)}</span><span class="hit__more">${S.kindText(one.kind)}${one.matched && one.matched !== one.name ? html`, ${S.search.also(one.matched)}` : nothing}${one.claims ? html`, ${S.claims(one.claims)}` : nothing}</span>`,
        patch: app.selecting({ kind: 'place', id: one.id }) })) },
      { title: S.search.actors, rows: answer.actors.map((one) => ({
        text: html`<span class="hit__name"><span class="swatch" .style=${`--c:${app.colour(one.id)}`}></span>${one.name}</span><span class="hit__more">${one.kind ? S.actor.kind[one.kind] ?? one.kind : nothing}${one.matched && one.matched !== one.name ? html`${one.kind ? ', ' : ''}${S.search.also(one.matched)}` : nothing}</span>`,
        patch: app.selecting({ kind: 'actor', id: one.id }) })) },
      { title: S.search.claims, rows: answer.claims.map((one) => ({
        text: html`<span class="hit__quote">${snippet(one.snippet)}</span><span class="hit__more">${one.outlet || one.title}</span>`,
        patch: app.selecting({ kind: 'claim', id: one.id }) })) },
      { title: S.search.documents, rows: [
        ...answer.documents.map((one) => ({ text: html`<span class="hit__name">${one.title || one.name}</span><span class="hit__more">${one.outlet}</span><span class="hit__quote">${snippet(one.snippet)}</span>`, patch: app.selecting({ kind: 'document', id: one.id }) })),
        ...(answer.documents.length ? [{ text: html`<span class="hit__name">${S.search.all(q)}</span>`, patch: { panel: 'reports', selection: null, claim: null, params: { q } } as Partial<View> }] : []),
      ] },
    ].filter((group) => group.rows.length);
  }

  private rows(): Row[] {
    return this.groups().flatMap((group) => group.rows);
  }

  private key(event: KeyboardEvent): void {
    const rows = this.rows();
    const move = (to: number) => {
      event.preventDefault();
      this.open = true;
      this.at = rows.length ? (to + rows.length) % rows.length : -1;
      this.draw();
      this.host.querySelector(`#hit-${this.at}`)?.scrollIntoView({ block: 'nearest' });
    };
    if (event.key === 'ArrowDown') move(this.open ? this.at + 1 : 0);
    else if (event.key === 'ArrowUp') move(this.open ? this.at - 1 : rows.length - 1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      const row = rows[this.at];
      if (this.open && row) this.choose(row);
      else void this.ask();
    } else if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Tab') this.close();
  }

  private choose(row: Row): void {
    this.close();
    this.app.store.set(row.patch);
    document.querySelector<HTMLElement>('#panel')?.focus({ preventScroll: true });
  }

  private close(): void {
    this.open = false;
    this.at = -1;
    this.draw();
  }

  private draw(): void {
    const groups = this.open ? this.groups() : [];
    let serial = 0;
    render(html`
      <div class="search" role="search">
        <svg class="search__icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.6"></circle><path d="m10.5 10.5 4 4"></path></svg>
        <input class="search__input" type="search" role="combobox" aria-label=${S.search.label} placeholder=${S.search.placeholder} autocomplete="off" spellcheck="false"
          aria-expanded=${this.open} aria-controls="hits" aria-autocomplete="list" aria-activedescendant=${this.open && this.at >= 0 ? `hit-${this.at}` : nothing}
          .value=${this.text} @input=${(event: Event) => this.input(event)} @keydown=${(event: KeyboardEvent) => this.key(event)} @focus=${() => { if (this.answer && this.text.trim() && !this.open) { this.open = true; this.draw(); } }}>
        <kbd class="search__key" aria-hidden="true">${S.search.key}</kbd>
        <div class="search__hits" id="hits" role="listbox" aria-label=${S.search.label} ?hidden=${!this.open}>
          ${groups.map((group, g) => html`<div role="group" aria-labelledby="hits-${g}"><p class="search__group" id="hits-${g}">${group.title}</p>
            ${group.rows.map((row) => { const n = serial++; return html`<div class="hit" role="option" id="hit-${n}" aria-selected=${n === this.at} @pointerenter=${() => this.hover(n)} @click=${() => this.choose(row)}>${row.text}</div>`; })}</div>`)}
          ${this.open && !groups.length ? html`<div class="search__none" role="option" aria-selected="false" aria-disabled="true">${S.search.none(this.text)}</div>` : nothing}
        </div>
      </div>`, this.host);
  }

  private hover(n: number): void {
    if (n === this.at) return;
    this.at = n;
    this.draw();
  }
}

registerPart('search', (host, app) => void new Search(host, app));

// Where the page's ground, names, letters and programs come from, and under which licences; made to be printed too.
import { html, render } from 'lit-html';
import { S } from '../strings.en';
import { registerPanel } from './registry';

registerPanel({
  id: 'about',
  title: () => S.about.title,
  mount: (host, app) => ({
    update() {
      const { counts, version, packs } = app.meta;
      render(html`
        <p>${S.about.ledger(counts.documents, counts.claims, app.meta.known_first, app.meta.known_last)}</p>
        <p class="muted small">${S.about.version(version, packs.map((pack) => pack.name).join(', '))}</p>
        <h3>${S.about.reading}</h3>
        ${S.about.how.map((line) => html`<p>${line}</p>`)}
        <h3>${S.about.sources}</h3>
        <dl class="sources">${S.about.credits.map(([what, who]) => html`<dt>${what}</dt><dd>${who}</dd>`)}</dl>
        <p><button class="button" @click=${() => print()}>${S.menu.print}</button></p>`, host);
    },
  }),
});

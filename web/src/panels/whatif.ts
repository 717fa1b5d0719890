// What if: shut a gate, move a place, stop a mine; run; see what the flows make of it beside the base.
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { App } from '../app';
import type { Claims, Exposures, Id, Network } from '../api/types';
import { addDays, dayText, monthStart } from '../days';
import { S } from '../strings.en';
import type { View } from '../state/view';
import { Ask, trouble } from './parts/ask';
import { commodities, exposure, outcome, sentences } from './parts/outcome';
import { formatChanges, Names, parseChanges, toBody, type Change, type WhatIf } from './parts/scenario';
import { registerPanel, type Mounted, type Table } from './registry';

const MONTHS = 6;
const MOST_CLAIMS = 500;

class WhatIfPanel implements Mounted {
  private readonly network = new Ask<Network>(() => this.update(this.app.store.view));
  private readonly answer = new Ask<WhatIf>(() => this.arrived());
  private readonly exposed = new Ask<Exposures>(() => this.draw());
  private readonly claims = new Ask<Claims>(() => this.draw());
  private names: Names | null = null;

  constructor(private readonly host: HTMLElement, private readonly app: App) {}

  update(view: View): void {
    if (!this.app.meta.flow) return this.draw();
    this.network.want('network', () => this.app.api.network());
    if (this.network.value && !this.names) this.names = new Names(this.app, this.network.value);
    const changes = parseChanges(view.params['do']);
    if (!changes.length) this.answer.clear();
    else if (view.params['run'] === '1') this.run(changes);
    this.draw();
  }

  table(): Table | null {
    const answer = this.answer.value;
    return answer && {
      name: 'what-if', columns: [...S.whatif.csv],
      rows: answer.differences.map((one) => [one.metric, one.subject, this.names?.of(one.subject) ?? one.subject, one.commodity, one.base.p10, one.base.p50, one.base.p90, one.scenario.p10, one.scenario.p50, one.scenario.p90, one.change.mean, one.likely, one.sentence]),
    };
  }

  private days(): { from: string; to: string } {
    const { params } = this.app.store.view;
    const day = (text: string | undefined) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);
    const from = day(params['from']) ?? monthStart(this.app.on());
    return { from, to: day(params['to']) ?? addDays(monthStart(from, MONTHS), -1) };
  }

  private run(changes: Change[]): void {
    const { from, to } = this.days();
    const known = this.app.known();
    const body = toBody(changes, from, to, known);
    const bought = this.bought();
    if (bought) body['exposure'] = { ...bought, on: to };
    this.answer.want(JSON.stringify(body), () => this.ask(body), false);
  }

  /** A server that does not compare exposures is asked without. */
  private async ask(body: Record<string, unknown>): Promise<WhatIf> {
    try {
      return await this.app.api.post<WhatIf>('whatif', body);
    } catch (error) {
      if (!body['exposure'] || !/exposure/.test(String(error))) throw error;
      const { exposure: _, ...rest } = body;
      return this.app.api.post<WhatIf>('whatif', rest);
    }
  }

  /** The first buyer outside the country, and what it buys. */
  private bought(): { buyer: Id; resource: Id } | null {
    const wanted = this.commodity();
    const markets = this.network.value?.markets.filter((one) => !one.sells && one.actor) ?? [];
    const market = markets.find((one) => one.commodity === wanted) ?? markets.find((one) => one.commodity.includes('rare')) ?? markets[0];
    return market ? { buyer: market.actor, resource: market.commodity } : null;
  }

  private commodity(): Id | null {
    const { params } = this.app.store.view;
    const list = this.answer.value ? commodities(this.answer.value) : [];
    return params['goods'] && (!list.length || list.includes(params['goods'])) ? params['goods'] : (list[0] ?? null);
  }

  private arrived(): void {
    const answer = this.answer.value;
    if (answer) {
      this.app.announce(S.whatif.done(answer.differences.length));
      const bought = this.bought();
      if (!answer.exposure && bought) {
        const on = answer.base.to > this.app.meta.last_day ? this.app.meta.last_day : answer.base.to;
        const known = this.app.known();
        this.exposed.want(`${bought.buyer} ${bought.resource} ${on} ${known}`, () => this.app.api.get<Exposures>('exposure', { ...bought, on, as_known: known, draws: 100 }));
      }
    }
    this.draw();
  }

  private wantQuotes(): void {
    this.claims.want('all', () => this.app.api.claims({ limit: MOST_CLAIMS }));
  }

  private set(changes: Change[]): void {
    this.app.store.setParams({ do: formatChanges(changes), run: null });
  }

  private add(verb: string, rest: string): void {
    const changes = parseChanges(this.app.store.view.params['do']);
    if (rest && !changes.some((one) => one.verb === verb && one.rest === rest)) this.set([...changes, { verb, rest }]);
  }

  private draw(): void {
    const { app, names } = this;
    this.host.setAttribute('aria-busy', String(this.answer.busy));
    if (!app.meta.flow) return void render(html`<p>${S.whatif.none}</p>`, this.host);
    if (!names) return void render(this.network.waiting, this.host);
    const changes = parseChanges(app.store.view.params['do']);
    const answer = this.answer.value;
    const { from, to } = this.days();
    render(html`
      <p>${S.whatif.lead}</p>
      <div class="moves">${this.forms(names)}</div>
      <section class="scenario" aria-label=${S.whatif.changes}>
        ${changes.length ? html`<ul class="scenario__list">${changes.map((one) => html`<li class="scenario__change">${names.say(one)}
          <button class="inline" aria-label=${S.whatif.remove(names.say(one))} @click=${() => this.set(changes.filter((other) => other !== one))}>×</button></li>`)}</ul>` : html`<p class="muted">${S.whatif.no_changes}</p>`}
        <form class="scenario__run" @submit=${(event: SubmitEvent) => { event.preventDefault(); this.start(event.currentTarget as HTMLFormElement); }}>
          <label>${S.whatif.from} <input type="date" name="from" .value=${from} required></label>
          <label>${S.whatif.until} <input type="date" name="to" .value=${to} required></label>
          <button class="button button--main" ?disabled=${!changes.length || this.answer.busy}>${this.answer.busy ? S.whatif.running : S.whatif.run}</button>
        </form>
      </section>
      ${this.answer.error ? trouble(this.answer.error) : nothing}
      ${answer ? this.result(answer, names) : nothing}`, this.host);
  }

  private start(form: HTMLFormElement): void {
    const data = new FormData(form);
    this.app.store.setParams({ from: String(data.get('from')), to: String(data.get('to')), run: '1' });
  }

  private forms(names: Names): TemplateResult {
    const { app } = this;
    const choose = (name: string, label: string, options: [string, string][]) =>
      html`<label class="move__field"><span>${label}</span><select name=${name}>${options.map(([id, text]) => html`<option value=${id}>${text}</option>`)}</select></label>`;
    const form = (title: string, fields: TemplateResult[], rest: (data: FormData) => [string, string]) => html`
      <form class="move" aria-label=${title} @submit=${(event: SubmitEvent) => { event.preventDefault(); this.add(...rest(new FormData(event.currentTarget as HTMLFormElement))); }}>
        <h3>${title}</h3>${fields}<button class="button small">${S.whatif.add}</button></form>`;
    const named = (ids: Id[]): [string, string][] => ids.map((id): [string, string] => [id, names.of(id)]).sort((a, b) => a[1].localeCompare(b[1], 'en'));
    const places = names.network.nodes.filter((one) => one.kind === 'place').map((one) => one.id);
    const actors = app.meta.actors.filter((one) => one.kind).map((one): [string, string] => [one.id, one.name]);
    const text = (data: FormData, name: string) => String(data.get(name) ?? '');
    return html`
      ${form(S.whatif.shut, [
        choose('gate', S.whatif.gate, named(names.gates())),
        choose('side', S.whatif.side, [['', S.whatif.both], ['near', S.whatif.near], ['far', S.whatif.far]]),
        choose('cargo', S.whatif.cargo, [['', S.whatif.everything], ...names.cargoes().map((one): [string, string] => [one.id, one.name])]),
      ], (data) => ['close', [text(data, 'gate'), text(data, 'side'), text(data, 'cargo')].filter(Boolean).join(':')])}
      ${form(S.whatif.move, [
        choose('place', S.whatif.place, named(places)), choose('actor', S.whatif.to, [...actors, ['contested', S.whatif.contested]]),
      ], (data) => ['hold', `${text(data, 'place')}=${text(data, 'actor')}`])}
      ${form(S.whatif.stop, [choose('site', S.whatif.site, named(names.network.sites.map((one) => one.id)))], (data) => ['stop', text(data, 'site')])}`;
  }

  private result(answer: WhatIf, names: Names): TemplateResult {
    const { app } = this;
    const list = commodities(answer);
    const commodity = this.commodity() ?? '';
    const quotes = new Map((this.claims.value?.claims ?? []).map((one) => [one.id, one.quote]));
    const size = (one: { metric: string; change: { mean: number }; base: { mean?: number } }) => Math.abs(one.change.mean) / Math.max(1, one.base.mean ?? 1);
    const rank = ['delivered', 'gate', 'take', 'unmet'];
    const order = (metric: string) => (rank.includes(metric) ? rank.indexOf(metric) : rank.length);
    const differences = answer.differences.filter((one) => one.commodity === commodity).sort((a, b) => order(a.metric) - order(b.metric) || size(b) - size(a));
    const ofGoods = (one: { commodity: Id }) => one.commodity === commodity;
    const base = answer.exposure?.base ?? this.exposed.value?.exposures ?? [];
    return html`
      <h3 id="outcome">${S.whatif.outcome}</h3>
      <div class="list__which" role="group" aria-label=${S.whatif.commodity}>${list.map((one) => html`<button class="button small" aria-pressed=${one === commodity} @click=${() => app.store.setParams({ goods: one })}>${names.of(one)}</button>`)}</div>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${S.whatif.outcome}>${outcome(app, answer, names, commodity)}</div>
      ${exposure(app, names, base.filter(ofGoods), (answer.exposure?.scenario ?? []).filter(ofGoods))}
      ${differences.length ? sentences(app, names, differences, quotes, () => this.wantQuotes()) : html`<p class="muted">${S.whatif.nothing(names.of(commodity), dayText(answer.base.from, true))}</p>`}
      <details class="fold"><summary>${S.whatif.assumptions(answer.base.assumptions.length)}</summary><ul class="bullets small">${answer.base.assumptions.map((one) => html`<li>${one}</li>`)}</ul></details>`;
  }
}

registerPanel({
  id: 'whatif',
  title: () => S.whatif.title,
  tab: { label: S.whatif.tab, order: 40 },
  wide: true,
  mount: (host, app) => new WhatIfPanel(host, app),
});

// What a scenario changes: figures beside the base with their bands, whose ground the supply passes, and why.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../app';
import type { Band, Exposure, FlowRow, Id } from '../../api/types';
import { dayText } from '../../days';
import { S } from '../../strings.en';
import { bandPair, figure, signed } from './band';
import { toSentence } from './evidence';
import { Names, type Difference, type WhatIf } from './scenario';

const METRICS = ['delivered', 'gate', 'unmet', 'take', 'produced', 'stock', 'lost', 'cost'];
const FEW_SENTENCES = 6;

interface Pair {
  row: FlowRow;
  base: Band;
  other: Band;
  mean: number;
}

const same = (a: Band, b: Band) => a.p10 === b.p10 && a.p50 === b.p50 && a.p90 === b.p90 && a.mean === b.mean;

/** Commodities of the answer, those that change first. */
export function commodities(answer: WhatIf): Id[] {
  const all = [...new Set([...answer.base.rows, ...answer.scenario.rows].map((one) => one.commodity))];
  const changed = new Set(answer.differences.map((one) => one.commodity));
  return [...all.filter((one) => changed.has(one)), ...all.filter((one) => !changed.has(one))];
}

export function outcome(app: App, answer: WhatIf, names: Names, commodity: Id): TemplateResult {
  const key = (row: FlowRow) => `${row.metric} ${row.subject} ${row.unit}`;
  const zero: Band = { p10: 0, p50: 0, p90: 0, mean: 0 };
  const base = new Map(answer.base.rows.filter((row) => row.commodity === commodity).map((row) => [key(row), row]));
  const other = new Map(answer.scenario.rows.filter((row) => row.commodity === commodity).map((row) => [key(row), row]));
  const pairs: Pair[] = [...new Set([...base.keys(), ...other.keys()])].map((id) => {
    const [a, b] = [base.get(id), other.get(id)];
    return { row: (a ?? b) as FlowRow, base: a?.total ?? zero, other: b?.total ?? zero, mean: (b?.total.mean ?? 0) - (a?.total.mean ?? 0) };
  });
  const groups = METRICS.map((metric) => ({ metric, pairs: pairs.filter((one) => one.row.metric === metric && (one.base.p90 > 0 || one.other.p90 > 0)) })).filter((group) => group.pairs.length);
  return html`
    <table class="table outcome">
      <caption>${S.whatif.totals(dayText(answer.base.from, true), dayText(answer.base.to, true))}. ${S.whatif.bands}
        <span class="outcome__key"><i class="key key--base"></i>${S.whatif.base} <i class="key key--other"></i>${S.whatif.scenario}</span></caption>
      <thead><tr><th scope="col"><span class="out-of-sight">${S.whatif.outcome}</span></th><th scope="col" class="outcome__bands"><span class="out-of-sight">${S.whatif.bands}</span></th>${S.whatif.columns.slice(1).map((name) => html`<th scope="col" class="num">${name}</th>`)}</tr></thead>
      ${groups.map((group) => {
        const most = Math.max(...group.pairs.flatMap((one) => [one.base.p90, one.other.p90]));
        const unit = group.pairs[0]?.row.unit ?? '';
        return html`<tbody><tr class="outcome__group"><th colspan="5" scope="rowgroup">${S.whatif.metric[group.metric] ?? group.metric} <span class="muted">${S.whatif.unit[unit] ?? unit}</span></th></tr>
          ${group.pairs.map((one) => html`<tr class=${same(one.base, one.other) ? 'outcome__same' : ''}>
            <th scope="row">${subject(app, names, group.metric, one.row.subject)}</th><td class="outcome__bands">${bandPair(one.base, one.other, most)}</td>
            ${cell(one.base)}${cell(one.other)}<td class="num figure" data-name=${S.whatif.columns[3]}>${same(one.base, one.other) ? '0' : signed(one.mean)}</td></tr>`)}</tbody>`;
      })}
    </table>`;
}

const cell = (band: Band) => html`<td class="num figure">${figure(band.p50)}<span class="outcome__range">${figure(band.p10)} – ${figure(band.p90)}</span></td>`;

function subject(app: App, names: Names, metric: string, id: Id): unknown {
  if (metric === 'gate') return app.link(app.selecting({ kind: 'gate', id }), names.of(id));
  if (metric === 'take' && !id.includes('+') && app.actor(id)) return app.link(app.selecting({ kind: 'actor', id }), names.of(id));
  return names.of(id).replace(/^./, (letter) => letter.toUpperCase());
}

export function exposure(app: App, names: Names, base: Exposure[], other: Exposure[]): TemplateResult | typeof nothing {
  if (!base.length) return nothing;
  return html`<h3>${S.whatif.exposure}</h3>${base.map((one, i) => {
    const after = other[i];
    const none: Band = { p10: 0, p50: 0, p90: 0, mean: 0 };
    const actors = [...new Set([...one.held, ...(after?.held ?? [])].map((held) => held.actor))].slice(0, 8);
    const share = (from: Exposure | undefined, actor: Id) => from?.held.find((held) => held.actor === actor)?.share ?? none;
    const percent = (band: Band) => html`<td class="num figure">${S.percent(band.mean ?? band.p50)}<span class="outcome__range">${S.percent(band.p10)} – ${S.percent(band.p90)}</span></td>`;
    const supply = (from: Exposure) => html`${S.percent(from.probability_of_any_supply)}${from.as_if_gates_were_open ? html` <span class="muted">(${S.whatif.as_if_open})</span>` : nothing}`;
    return html`<table class="table outcome"><caption>${S.whatif.exposure_sum(names.of(one.buyer).replace(/^./, (letter) => letter.toUpperCase()), names.of(one.commodity), dayText(one.on, true))}</caption>
      <thead><tr><th scope="col"><span class="out-of-sight">${S.whatif.exposure}</span></th><th scope="col" class="outcome__bands"><span class="out-of-sight">${S.whatif.bands}</span></th><th scope="col" class="num">${S.whatif.base}</th>${after ? html`<th scope="col" class="num">${S.whatif.scenario}</th>` : nothing}</tr></thead>
      <tbody><tr><th scope="row">${S.whatif.arrives}</th><td></td><td class="num figure">${supply(one)}</td>${after ? html`<td class="num figure">${supply(after)}</td>` : nothing}</tr>
      ${actors.map((actor) => html`<tr><th scope="row"><span class="swatch" .style=${`--c:${app.colour(actor)}`}></span>${app.link(app.selecting({ kind: 'actor', id: actor }), names.of(actor))}</th>
        <td class="outcome__bands">${bandPair(share(one, actor), after ? share(after, actor) : null, 1)}</td>${percent(share(one, actor))}${after ? percent(share(after, actor)) : nothing}</tr>`)}</tbody></table>`;
  })}`;
}

/** The model's sentences, the largest changes of the goods looked at first, each with what it rests on. */
export function sentences(app: App, names: Names, differences: Difference[], quotes: Map<Id, string>, want: (ids: Id[]) => void): TemplateResult {
  const open = app.store.view.params['all'] === '1';
  const shown = open ? differences : differences.slice(0, FEW_SENTENCES);
  const gates = new Set(names.gates());
  const part = (one: { text: string; id: Id | null }) => {
    if (!one.id) return one.text;
    if (gates.has(one.id)) return app.link(app.selecting({ kind: 'gate', id: one.id }), one.text);
    if (app.row.has(one.id)) return app.link(app.selecting({ kind: 'place', id: one.id }), one.text);
    if (app.actor(one.id)) return app.link(app.selecting({ kind: 'actor', id: one.id }), one.text);
    return one.text;
  };
  return html`<h3>${S.whatif.why}</h3>
    <ol class="whys">${shown.map((one) => html`<li class="why"><p>${names.cut(one.sentence).map(part)}</p>
      <details class="fold" @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && want(one.because)}><summary>${S.whatif.likely(one.likely)}, ${S.whatif.evidence(one.because.length, one.sources.length)}</summary>
        <ul class="claims">${one.because.map((id) => html`<li class="claim">${app.link(toSentence(app, id), quotes.has(id) ? html`“${quotes.get(id)}”` : S.evidence.to_sentence, 'claim__quote')}</li>`)}</ul>
        ${one.sources.length ? html`<ul class="bullets small muted">${one.sources.map((source) => html`<li>${source}</li>`)}</ul>` : nothing}</details></li>`)}</ol>
    ${differences.length > FEW_SENTENCES ? html`<button class="button small quiet more" aria-expanded=${open} @click=${() => app.store.setParams({ all: open ? null : '1' })}>${open ? S.evidence.fewer : S.whatif.all_sentences(differences.length)}</button>` : nothing}`;
}

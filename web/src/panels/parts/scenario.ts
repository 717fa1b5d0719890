// A scenario as it stands in the address: 'close=kanpiketi:far;hold=pangwa=nda-k', the command line's own words.
import type { App } from '../../app';
import type { Band, Day, Exposure, Flow, Id, Network } from '../../api/types';
import { S } from '../../strings.en';

export interface Change {
  verb: string;
  rest: string;
}

export interface Difference {
  metric: string;
  subject: Id;
  commodity: Id;
  base: Band;
  scenario: Band;
  change: Band & { mean: number };
  likely: number;
  sentence: string;
  because: Id[];
  sources: string[];
}

export interface WhatIf {
  base: Flow;
  scenario: Flow;
  differences: Difference[];
  yaml: string;
  exposure?: { base: Exposure[]; scenario: Exposure[] };
}

const VERBS = new Set(['close', 'open', 'hold', 'stop', 'tax', 'refuse', 'permit', 'cut', 'mend']);

/** What an address asks for; what is no change is left out, since links come from strangers. */
export function parseChanges(text: string | undefined): Change[] {
  return (text ?? '').split(';').flatMap((one) => {
    const cut = one.indexOf('=');
    const verb = one.slice(0, cut);
    return cut > 0 && VERBS.has(verb) && cut < one.length - 1 && one.length < 200 ? [{ verb, rest: one.slice(cut + 1) }] : [];
  }).slice(0, 50);
}

export const formatChanges = (changes: Change[]): string | null => changes.map((one) => `${one.verb}=${one.rest}`).join(';') || null;

/** The body of POST /api/whatif. */
export function toBody(changes: Change[], from: Day, to: Day, known: Day | null): Record<string, unknown> {
  const body: Record<string, unknown> = { from, to, draws: 200, seed: 1, ...(known ? { as_known: known } : {}) };
  for (const { verb, rest } of changes) {
    const list = (body[verb] ??= []) as unknown[];
    const cut = rest.indexOf('=');
    if (verb === 'hold' && cut > 0) list.push({ place: rest.slice(0, cut), actor: rest.slice(cut + 1) });
    else list.push(rest);
  }
  return body;
}

/** Names of what a network speaks of. */
export class Names {
  private readonly names = new Map<Id, string>();

  constructor(private readonly app: App, readonly network: Network) {
    for (const node of network.nodes) this.names.set(node.id, node.name);
    for (const one of network.commodities) this.names.set(one.id, one.name);
    for (const market of network.markets) {
      const goods = this.names.get(market.commodity) ?? market.commodity;
      const where = S.and(market.nodes.map((id) => this.names.get(id) ?? id));
      this.names.set(market.id, S.whatif.market(market.actor ? app.placeName(market.actor) : '', where, goods, market.sells));
    }
    for (const site of network.sites) this.names.set(site.id, site.name);
  }

  of(id: Id): string {
    if (id.includes('+')) return S.and(id.split('+').map((one) => this.of(one)));
    return this.names.get(id) ?? this.app.actor(id)?.name ?? (this.app.row.has(id) ? this.app.placeName(id) : id.replace(/-/g, ' '));
  }

  gates(): Id[] {
    return this.network.arcs.flatMap((arc) => (arc.gate ? [arc.gate] : []));
  }

  /** Cargo classes of goods that the network moves, each with the goods' name. */
  cargoes(): { id: string; name: string }[] {
    const seen = new Map<string, string>();
    for (const one of this.network.commodities) seen.set(one.cargo, one.cargo.replace(/-/g, ' '));
    return [...seen].map(([id, name]) => ({ id, name }));
  }

  say({ verb, rest }: Change): string {
    if (verb === 'hold') {
      const cut = rest.indexOf('=');
      const actor = rest.slice(cut + 1);
      return S.whatif.say.hold(this.of(rest.slice(0, cut)), actor === 'contested' ? S.whatif.contested : this.of(actor));
    }
    if (verb === 'close' || verb === 'open') {
      const [gate = '', ...more] = rest.split(':');
      const side = more.find((one) => one === 'near' || one === 'far');
      const cargo = more.find((one) => one !== 'near' && one !== 'far') ?? '';
      return S.whatif.say[verb](this.of(gate), side ? S.whatif[side as 'near' | 'far'] : '', cargo.replace(/-/g, ' '));
    }
    if (verb === 'stop') return S.whatif.say.stop(this.of(rest));
    return S.whatif.say.other(verb, rest);
  }

  /** A sentence of the model cut where it names an id: the id's name, and what it is. */
  cut(sentence: string): { text: string; id: Id | null }[] {
    // An actor of no kind is a word that some report used, and may be any word.
    const ids = new Set<Id>([...this.names.keys(), ...this.app.meta.actors.filter((one) => one.kind).map((one) => one.id)]);
    const parts: { text: string; id: Id | null }[] = [];
    for (const part of sentence.split(/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)/)) {
      const known = ids.has(part);
      const last = parts[parts.length - 1];
      const text = known ? this.of(part) : part;
      if (!known && last && last.id === null) last.text += text;
      else parts.push({ text, id: known ? part : null });
    }
    return parts;
  }
}

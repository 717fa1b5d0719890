// Answers the API from mock/world.ts, inside Vite's own server.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type * as T from '../src/api/types';
import { actors, claims, dayAt, dayNumber, DAYS, docs, places, turnAt, type MockPlace } from './world';

type Answer = unknown;
const STATES: T.State[] = ['held', 'joint', 'contested', 'unknown'];

const on = (q: URLSearchParams) => (q.get('on') ? dayNumber(q.get('on') as string) : DAYS - 1);
const known = (q: URLSearchParams) => (q.get('as_known') ? dayNumber(q.get('as_known') as string) : DAYS);
const page = <E>(list: E[], q: URLSearchParams): E[] => {
  const offset = Number(q.get('offset') ?? 0);
  return list.slice(offset, offset + Number(q.get('limit') ?? 50));
};
const gates = places.filter((place) => place.gate);

function meta(): T.Meta {
  return {
    version: '0.1.0', engine: 'mock', ledger: 'mock.db', edit: false, flow: true, packs: [{ id: 'aldany', name: 'Aldany' }],
    counts: { documents: docs.length, claims: claims.length, events: docs.length, places: places.length, gates: gates.length, disputes: docs.length },
    first_day: dayAt(0), last_day: dayAt(DAYS - 1), known_first: dayAt(1), known_last: dayAt(DAYS - 1),
    bounds: [95.8, 23.8, 98.8, 26.8], actors, stamp: 'mock-1',
  };
}

function allPlaces(): T.Places {
  return {
    stamp: 'mock-1', id: places.map((p) => p.id), name: places.map((p) => p.name), native: places.map((p) => p.native),
    kind: places.map((p) => p.kind), lon: places.map((p) => p.lon), lat: places.map((p) => p.lat), parent: places.map(() => null),
    gate: places.map((p) => p.gate),
  };
}

function holdings(q: URLSearchParams): T.Holdings {
  const out: T.Holdings = {
    on: dayAt(on(q)), as_known: q.get('as_known'), actors: actors.map((a) => a.id), index: [], state: [], holder: [], p: [], since: [], claims: [],
  };
  places.forEach((place, i) => {
    if (!place.turns.length) return;
    const turn = turnAt(place, on(q), known(q));
    out.index.push(i);
    out.state.push(turn ? turn.state : 3);
    out.holder.push(turn ? turn.holder : -1);
    out.p.push(turn ? Math.round(turn.p * 100) / 100 : 0);
    out.since.push(turn ? dayAt(turn.day) : null);
    out.claims.push(place.turns.length * 2);
  });
  return out;
}

function gate(place: MockPlace, q: URLSearchParams): T.Gate {
  const turn = turnAt(place, on(q), known(q));
  const shut = on(q) > 290 && on(q) < 420;
  const near: T.GateState = !turn ? 'unknown' : turn.state === 2 ? 'partly' : turn.holder === 2 ? 'closed' : 'open';
  return {
    id: place.id, name: `${place.name} gate`, native: place.native, lon: place.lon, lat: place.lat,
    sides: [
      { side: 'near', country: 'aldany', name: place.name, state: near, p: turn?.p ?? 0, cargo: [{ class: 'rare-earth', state: 'open', p: 0.7 }], by: turn ? (actors[turn.holder]?.id ?? null) : null, since: turn ? dayAt(turn.day) : null, evidence: ['c0'] },
      { side: 'far', country: 'ostra', name: 'Ostra', state: shut ? 'closed' : 'open', p: 0.8, cargo: [], by: 'ostra', since: shut ? dayAt(290) : null, evidence: ['c1'] },
    ],
  };
}

function brief(place: MockPlace, day: number, seen: number): T.HoldingBrief {
  const turn = turnAt(place, day, seen);
  return turn ? { state: STATES[turn.state] as T.State, holder: actors[turn.holder]?.id ?? null, p: turn.p } : { state: 'unknown', holder: null, p: 0 };
}

function changes(q: URLSearchParams): T.Changes {
  const pairs: [[number, number], [number, number]] = q.get('from')
    ? [[dayNumber(q.get('from') as string), known(q)], [dayNumber(q.get('to') as string), known(q)]]
    : [[on(q), dayNumber(q.get('known_from') as string)], [on(q), dayNumber(q.get('known_to') as string)]];
  const out: T.Change[] = [];
  for (const place of places) {
    const before = brief(place, ...pairs[0]);
    const after = brief(place, ...pairs[1]);
    if (before.holder === after.holder && before.state === after.state) continue;
    const turn = turnAt(place, ...pairs[1]);
    out.push({ place: place.id, name: place.name, lon: place.lon, lat: place.lat, before, after, day: dayAt(turn?.day ?? 0), because: turn ? [docs[turn.doc]?.claims[0] ?? ''] : [] });
  }
  return { changes: out };
}

function place(id: string, q: URLSearchParams): T.PlaceDetail | null {
  const found = places.find((p) => p.id === id);
  if (!found) return null;
  const turn = turnAt(found, on(q), known(q));
  const about = claims.filter((claim) => claim.place[0]?.id === id);
  const holder = turn ? actors[turn.holder] : null;
  const ground = (claim: T.ClaimRow): T.Ground => ({ document: claim.document, claim: claim.id, quote: claim.quote, outlet: claim.outlet, published: claim.published, type: claim.type, stance: claim.stance, event: `e${claim.document}`, belief: 0.7, effect: 0.2 });
  return {
    id, name: found.name, native: found.native, kind: found.kind, lon: found.lon, lat: found.lat, parent: null, spellings: [`${found.name}e`],
    answer: {
      place: { id, name: found.name }, on: dayAt(on(q)), status: turn ? (STATES[turn.state] as T.State) : 'unknown', probability: turn?.p ?? 0,
      holders: holder && turn ? [{ id: holder.id, name: holder.name, probability: turn.p }] : [], contested: 0.05, unknown: turn ? 0.95 - turn.p : 1,
      because: about.filter((c) => c.stance !== 'denied').map(ground), against: about.filter((c) => c.stance === 'denied').map(ground),
    },
    yields: [], taxes: [], claims_total: about.length,
  };
}

function timeline(id: string, q: URLSearchParams): T.Timeline | null {
  const found = places.find((p) => p.id === id);
  if (!found) return null;
  const days = Array.from({ length: 180 }, (_, i) => i * 3);
  const turns = days.map((day) => turnAt(found, day, known(q)));
  return {
    place: id, days: days.map(dayAt), actors: actors.map((a) => a.id),
    p: turns.map((t) => actors.map((_, a) => (t && t.holder === a ? t.p : 0))), unknown: turns.map((t) => (t ? 1 - t.p : 1)), contested: turns.map(() => 0),
    runs: found.turns.map((t, i) => ({ from: dayAt(t.day), to: found.turns[i + 1] ? dayAt((found.turns[i + 1]?.day ?? 0) - 1) : null, status: STATES[t.state] as T.State, holders: [{ id: actors[t.holder]?.id ?? '', name: actors[t.holder]?.name ?? '', probability: t.p }], probability: t.p })),
  };
}

function document(id: string): T.DocumentDetail | null {
  const n = Number(id.slice(1));
  const doc = docs[n];
  if (!doc) return null;
  return {
    id, title: doc.title, outlet: doc.outlet, published: [dayAt(doc.day), dayAt(doc.day)], url: null,
    blocks: [{ role: 'title', segments: [{ text: doc.title, claims: [] }] }, { role: 'text', segments: doc.texts.map((text, i) => ({ text: `${text} `, claims: [doc.claims[i] ?? ''] })) }],
    claims: claims.filter((claim) => claim.document === id),
  };
}

function events(): T.EventRow[] {
  return docs.map((doc, i) => {
    const claim = claims.find((c) => c.id === doc.claims[0]) as T.ClaimRow;
    return { id: `e${i}`, type: 'capture', place: claim.place[0]?.id ?? null, place_name: claim.place[0]?.name ?? '', time: claim.time, belief: 0.8, summary: doc.title, claims: doc.claims, origins: 1 };
  });
}

function activity(): T.Activity {
  const counts = new Map<number, [number, number]>();
  const bump = (day: number, i: 0 | 1) => { const c = counts.get(day) ?? [0, 0]; c[i]++; counts.set(day, c); };
  docs.forEach((doc) => bump(doc.day, 0));
  places.forEach((p) => p.turns.forEach((turn) => bump(turn.day, 1)));
  const days = [...counts.keys()].sort((a, b) => a - b);
  return { unit: 'day', days: days.map(dayAt), published: days.map((d) => counts.get(d)?.[0] ?? 0), events: days.map((d) => counts.get(d)?.[1] ?? 0) };
}

function answer(path: string, q: URLSearchParams): Answer | null {
  const [head, id, tail] = path.split('/').map(decodeURIComponent);
  switch (head) {
    case 'meta': return meta();
    case 'places': return !id ? allPlaces() : tail ? timeline(id, q) : place(id, q);
    case 'holdings': return holdings(q);
    case 'gates': {
      if (!id) return { gates: gates.map((g) => gate(g, q)) };
      const found = gates.find((g) => g.id === id);
      return found ? gate(found, q) : null;
    }
    case 'activity': return activity();
    case 'changes': return changes(q);
    case 'events': return id ? (events().find((e) => e.id === id) ?? null) : { total: docs.length, events: page(events().filter((e) => !q.get('place') || e.place === q.get('place')), q) };
    case 'claims': {
      if (id) {
        const found = claims.find((c) => c.id === id);
        return found ? { ...found, made_by: { frame: 'capture', trigger: 'took', sentence: found.quote }, belief: 0.7, context: [{ text: found.quote, claims: [id] }] } : null;
      }
      const match = claims.filter((c) => (!q.get('place') || c.place[0]?.id === q.get('place')) && (!q.get('document') || c.document === q.get('document')) && (!q.get('actor') || c.agent[0]?.id === q.get('actor')));
      return { total: match.length, claims: page(match, q) };
    }
    case 'documents': return id ? document(id) : { total: docs.length, documents: page(docs.map((d, i) => ({ id: `d${i}`, title: d.title, outlet: d.outlet, published: [dayAt(d.day), dayAt(d.day)], url: null, claims: d.claims.length })), q) };
    case 'disputes': return { total: docs.length, disputes: page(docs.map((d, i) => ({ id: `x${i}`, kind: 'denial', subject: d.title, scope: 'place and day', sides: d.claims.map((c) => ({ claims: claims.filter((r) => r.id === c), origins: 1, p: 0.5 })) })), q) };
    case 'origins': return { origins: [{ id: 'o0', name: 'a resident', kind: 'person', claims: ['c0'], outlets: ['Hill Wire'] }] };
    case 'actors': {
      const found = actors.find((a) => a.id === id);
      return found ? { ...found, native: null, wings: [], allies: [], spellings: [], holds: [], claims_about: 3, statements: 2, events: events().slice(0, 5) } : null;
    }
    case 'search': {
      const text = (q.get('q') ?? '').toLowerCase();
      const hit = (name: string) => name.toLowerCase().includes(text);
      return {
        places: places.filter((p) => hit(p.name)).slice(0, 8).map((p) => ({ id: p.id, name: p.name, native: p.native, kind: p.kind })), actors: actors.filter((a) => hit(a.name)).map((a) => ({ id: a.id, name: a.name, kind: a.kind })),
        documents: docs.map((d, i) => ({ id: `d${i}`, title: d.title, outlet: d.outlet, published: [dayAt(d.day), dayAt(d.day)] as T.Span, url: null, claims: 2, snippet: [{ text: d.title, hit: true }] })).filter((d) => hit(d.title)).slice(0, 8), claims: claims.filter((c) => hit(c.quote)).slice(0, 8),
      };
    }
    case 'network': return { nodes: gates.map((g) => ({ id: g.id, name: g.name, kind: 'gate', lon: g.lon, lat: g.lat })), arcs: gates.slice(1).map((g, i) => ({ id: `a${i}`, from: gates[i]?.id, to: g.id, path: [[gates[i]?.lon, gates[i]?.lat], [g.lon, g.lat]], gate: g.id })) };
    default: return null;
  }
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://mock');
  const found = answer(url.pathname.replace(/^\//, ''), url.searchParams);
  response.setHeader('Content-Type', 'application/json');
  response.statusCode = found === null ? 404 : 200;
  response.end(JSON.stringify(found ?? { error: { code: 'not_found', message: `nothing at ${url.pathname}` } }));
}

export function mockApi(): Plugin {
  return {
    name: 'assay-mock',
    configureServer: (server) => void server.middlewares.use('/api', handle),
    configurePreviewServer: (server) => void server.middlewares.use('/api', handle),
  };
}

// An invented country for working on the page without a server: no place, force or report of it exists.
import type * as T from '../src/api/types';

const day0 = Date.UTC(2024, 0, 1);
export const dayAt = (n: number): T.Day => new Date(day0 + n * 86_400_000).toISOString().slice(0, 10);
export const dayNumber = (day: T.Day): number => Math.round((Date.parse(day) - day0) / 86_400_000);
export const DAYS = 540;

let seed = 7;
const random = () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff);
const pick = <E>(list: readonly E[]): E => list[Math.floor(random() * list.length)] as E;

export const actors: T.ActorBrief[] = [
  { id: 'north', name: 'Northern Hills Army', short: 'NHA', colour_index: 0, kind: 'army' },
  { id: 'state', name: 'Government of Aldany', short: 'Government', colour_index: 1, kind: 'government' },
  { id: 'guard', name: 'Border Guard of the Passes', short: 'Border Guard', colour_index: 2, kind: 'militia' },
  { id: 'river', name: 'River Union', short: 'River Union', colour_index: 3, kind: 'party' },
  { id: 'ostra', name: 'Ostra', short: 'Ostra', colour_index: 4, kind: 'country' },
];

export interface Turn { day: number; known: number; holder: number; state: number; p: number; doc: number }
export interface MockPlace { id: string; name: string; native: string | null; kind: string; lon: number; lat: number; gate: boolean; turns: Turn[] }

const first = ['Al', 'Ber', 'Cor', 'Dun', 'El', 'Fen', 'Gal', 'Hol', 'Ker', 'Lam', 'Mor', 'Nor', 'Or', 'Pel', 'Ros', 'Sel'];
const last = ['da', 'wick', 'mere', 'ford', 'bum', 'stan', 'hka', 'ria', 'vale', 'yang', 'pass', 'tun'];
const kinds = ['town', 'village', 'village', 'village', 'mine', 'camp', 'hill'];
export const docs: { day: number; title: string; outlet: string; texts: string[]; claims: string[] }[] = [];
export const places: MockPlace[] = [];
export const claims: T.ClaimRow[] = [];

const filler = (id: string, name: string): T.Filler => ({ id, name, surface: name });
const outlets = ['Aldany Post', 'Hill Wire', 'Passes Today', 'Ostra Trade Weekly'];

function report(place: MockPlace, day: number, holder: number, from: number): number {
  const published = Math.min(DAYS - 1, day + 1 + Math.floor(random() * 6));
  const a = actors[holder] as T.ActorBrief;
  const b = actors[from] as T.ActorBrief;
  const quote = `The ${a.name} took ${place.name} from the ${b.name} on ${dayAt(day)}, a resident said.`;
  const denial = `The ${b.name} denied that it had lost ${place.name}.`;
  const outlet = pick(outlets);
  const doc = docs.length;
  const base = {
    document: `d${doc}`, outlet, published: [dayAt(published), dayAt(published)] as T.Span, type: 'capture',
    agent: [filler(a.id, a.name)], target: [filler(b.id, b.name)], place: [filler(place.id, place.name)], resource: [],
    object: null, means: [], quantity: null, time: [dayAt(day), dayAt(day)] as T.Span, negated: false,
  };
  const ids = [`c${claims.length}`, `c${claims.length + 1}`];
  claims.push({ ...base, id: ids[0] as string, speaker: [filler('', 'a resident')], stance: 'claimed', origin: `o${doc}`, quote });
  claims.push({ ...base, id: ids[1] as string, speaker: [filler(b.id, b.name)], stance: 'denied', origin: `o${doc}b`, quote: denial });
  docs.push({ day: published, title: `${place.name} changes hands`, outlet, texts: [quote, denial], claims: ids });
  return doc;
}

for (let i = 0; i < 60; i++) {
  const gate = i < 6;
  const name = pick(first) + pick(last) + (i % 5 === 0 ? ' Bum' : '');
  const place: MockPlace = {
    id: `p${i}`, name: `${name}${i > 40 ? ` ${i}` : ''}`, native: i % 3 === 0 ? 'ကန်ပိုင်တီ' : null,
    kind: gate ? 'border_gate' : pick(kinds), lon: gate ? 97.4 + i * 0.24 : 96 + random() * 2, lat: gate ? 24.1 + i * 0.4 : 24 + random() * 2.6,
    gate, turns: [],
  };
  let holder = random() < 0.6 ? 1 : 2;
  let day = Math.floor(random() * 160);
  if (random() < 0.85)
    for (let k = 0; k < 3 && day < DAYS; k++) {
      const next = k === 0 ? holder : (holder + 1 + Math.floor(random() * 2)) % 4;
      const doc = report(place, day, next, holder === next ? (next + 1) % 4 : holder);
      place.turns.push({ day, known: docs[doc]?.day ?? day, holder: next, state: random() < 0.15 ? 2 : 0, p: 0.5 + random() * 0.48, doc });
      holder = next;
      day += 60 + Math.floor(random() * 200);
    }
  places.push(place);
}

/** The turn that a place is in, by what was known. */
export function turnAt(place: MockPlace, on: number, known: number): Turn | null {
  let found: Turn | null = null;
  for (const turn of place.turns) if (turn.day <= on && turn.known <= known) found = turn;
  return found;
}

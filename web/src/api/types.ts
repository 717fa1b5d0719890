// Records of the JSON API, as docs/openapi.yaml describes them. Days are "YYYY-MM-DD" strings, which sort as they read.

export type Day = string;
export type Id = string;
/** [from, to], either end null where it is unknown; both ends belong to it. */
export type Span = [Day | null, Day | null];

export interface ActorBrief {
  id: Id;
  name: string;
  short: string;
  colour_index: number;
  kind: string;
}

export interface Meta {
  version: string;
  engine: string;
  ledger: string;
  edit: boolean;
  flow: boolean;
  packs: { id: Id; name: string }[];
  counts: { documents: number; claims: number; events: number; places: number; gates: number; disputes: number };
  first_day: Day;
  last_day: Day;
  known_first: Day;
  known_last: Day;
  bounds: [number, number, number, number];
  actors: ActorBrief[];
  stamp: string;
}

/** Columns of equal length; row i of each is place i. */
export interface Places {
  stamp: string;
  id: Id[];
  name: string[];
  native: (string | null)[];
  kind: string[];
  lon: (number | null)[];
  lat: (number | null)[];
  parent: (Id | null)[];
  gate: boolean[];
}

export type State = 'held' | 'joint' | 'contested' | 'unknown';
export const STATES: readonly State[] = ['held', 'joint', 'contested', 'unknown'];

/** Rows for places with any evidence; index points into Places, holder into actors (-1 for nobody). */
export interface Holdings {
  on: Day;
  as_known: Day | null;
  actors: Id[];
  index: number[];
  state: number[];
  holder: number[];
  p: number[];
  since: (Day | null)[];
  claims: number[];
}

export type GateState = 'open' | 'closed' | 'partly' | 'unknown';

export interface GateSide {
  side: string;
  country: string;
  name?: string;
  state: GateState;
  p: number;
  cargo: { class: string; state: GateState; p: number }[];
  by: Id | null;
  since: Day | null;
  evidence: Id[];
}

export interface Gate {
  id: Id;
  name: string;
  native: string | null;
  lon: number | null;
  lat: number | null;
  sides: GateSide[];
}

export interface Gates {
  gates: Gate[];
}

export interface Activity {
  unit: 'day';
  days: Day[];
  published: number[];
  events: number[];
}

export interface HoldingBrief {
  state: State;
  holder: Id | null;
  p: number;
}

export interface Change {
  place: Id;
  name: string;
  lon: number | null;
  lat: number | null;
  before: HoldingBrief;
  after: HoldingBrief;
  day: Day;
  because: Id[];
}

export interface Changes {
  changes: Change[];
}

export interface HolderShare {
  id: Id;
  name: string;
  probability: number;
}

/** One claim as a ground for or against an answer. */
export interface Ground {
  document: string;
  claim: Id;
  quote?: string;
  outlet?: string;
  published: Span;
  type: string;
  stance: Stance;
  opposes?: boolean;
  event: Id;
  belief: number;
  way?: string;
  effect: number;
}

/** What `assay who --format json` prints. */
export interface Answer {
  place: { id: Id; name: string };
  on: Day;
  status: State;
  probability: number;
  holders: HolderShare[];
  contested: number;
  unknown: number;
  because: Ground[];
  against: Ground[];
  would_change?: { what: string; event?: Id; status: State; holders: HolderShare[]; probability: number }[];
}

export interface PlaceDetail {
  id: Id;
  name: string;
  native: string | null;
  kind: string;
  lon: number | null;
  lat: number | null;
  parent: Id | null;
  spellings: string[];
  answer: Answer;
  yields: { resource: string; text: string; claims?: Id[] }[];
  taxes: { by: Id; resource: string | null; text: string; claims: Id[] }[];
  claims_total: number;
}

/** Bands for one place: p[d][a] belongs to days[d] and actors[a]. */
export interface Timeline {
  place: Id;
  days: Day[];
  actors: Id[];
  p: number[][];
  unknown: number[];
  contested: number[];
  runs: { from: Day | null; to: Day | null; status: State; holders: HolderShare[]; probability: number }[];
}

export type Stance = 'asserted' | 'claimed' | 'denied' | 'unverified' | 'planned' | 'predicted' | 'conditional';

export interface Filler {
  id: Id | null;
  name: string;
  surface: string;
}

/** A row of claims: the codebook's record, where it was printed, and the voice behind it. */
export interface ClaimRow {
  id: Id;
  document: Id;
  outlet: string;
  published: Span;
  type: string;
  agent: Filler[];
  target: Filler[];
  place: Filler[];
  resource: Filler[];
  object: string | null;
  means: string[];
  quantity: { low: number | null; high: number | null; unit: string; text?: string } | null;
  time: Span;
  speaker: Filler[];
  stance: Stance;
  negated: boolean;
  origin: Id | null;
  quote: string;
}

export interface Segment {
  text: string;
  claims: Id[];
}

export interface ClaimDetail extends ClaimRow {
  made_by: { frame: string; trigger: string; sentence: string };
  belief: number;
  context: Segment[];
}

export interface Claims {
  total: number;
  claims: ClaimRow[];
}

export interface DocumentRow {
  id: Id;
  title: string;
  outlet: string;
  published: Span;
  url: string | null;
  claims: number;
}

export interface Documents {
  total: number;
  documents: DocumentRow[];
}

export interface Block {
  role: 'title' | 'text' | 'caption' | 'byline' | 'aside';
  segments: Segment[];
}

export interface DocumentDetail extends Omit<DocumentRow, 'claims'> {
  blocks: Block[];
  claims: ClaimRow[];
}

export interface EventRow {
  id: Id;
  type: string;
  place: Id | null;
  place_name?: string;
  time: Span;
  belief: number;
  summary: string;
  claims: Id[];
  origins: number;
}

export interface Events {
  total: number;
  events: EventRow[];
}

export interface ActorDetail {
  id: Id;
  name: string;
  native: string | null;
  kind: string;
  wings: { id: Id; name: string }[];
  allies: { id: Id; name: string }[];
  spellings: string[];
  holds: { place: Id; name: string; p: number; since: Day | null }[];
  claims_about: number;
  statements: number;
  events: EventRow[];
}

export interface Dispute {
  id: Id;
  kind: string;
  subject: string;
  scope: string;
  sides: { claims: ClaimRow[]; origins: number; p: number; text?: string }[];
}

export interface Disputes {
  total: number;
  disputes: Dispute[];
}

export interface Origins {
  origins: { id: Id; name: string; kind: string; claims: Id[]; outlets: string[] }[];
}

export interface SearchResult {
  places: { id: Id; name: string; native?: string | null; kind: string; match?: string }[];
  actors: { id: Id; name: string; kind: string; match?: string }[];
  documents: (DocumentRow & { snippet: { text: string; hit: boolean }[] })[];
  claims: ClaimRow[];
}

export interface Network {
  nodes: { id: Id; name: string; kind: string; lon: number; lat: number }[];
  arcs: { id: Id; from: Id; to: Id; path: [number, number][]; gate: Id | null }[];
}

/** A figure with its 10th, 50th and 90th percentile. */
export interface Band {
  p10: number;
  p50: number;
  p90: number;
}

export interface Flow {
  from: Day;
  to: Day;
  unit: string;
  arcs: { id: Id; commodity: string; months: string[]; tonnes: Band[] }[];
  takes: { holder: Id; take: Band }[];
  gates: { id: Id; tonnes: Band }[];
}

export interface Problem {
  error: { code: string; message: string; hint?: string };
}

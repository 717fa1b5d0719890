// Records of the JSON API, as docs/openapi.yaml describes them. Days are "YYYY-MM-DD" strings, which sort as they read.

export type Day = string;
export type Id = string;
/** [from, to], either end null where it is unknown; both ends belong to it. */
export type Span = [Day | null, Day | null];

export interface Named {
  id: Id;
  name: string;
}

export interface ActorBrief extends Named {
  short: string;
  colour_index: number;
  kind: string | null;
  side: Id | null;
}

export interface Meta {
  version: string;
  engine: string;
  ledger: string;
  stamp: string;
  /** False while a big ledger is still being weighed; answers then say complete: false. */
  ready: boolean;
  edit: boolean;
  flow: boolean;
  packs: Named[];
  counts: {
    documents: number; claims: number; events: number; places: number; gates: number; disputes: number;
    rejections: number; judgements: number;
  };
  first_day: Day;
  last_day: Day;
  /** The days that reports are about, without the history that they mention. */
  focus: [Day, Day];
  known_first: Day;
  known_last: Day;
  bounds: [number, number, number, number];
  /** Holders that occur, most ground first. */
  actors: ActorBrief[];
}

/** Columns of equal length; row i of each is place i. */
export interface Places {
  stamp: string;
  id: Id[];
  name: string[];
  native: (string | null)[];
  kind: (string | null)[];
  lon: (number | null)[];
  lat: (number | null)[];
  parent: (Id | null)[];
  gate: boolean[];
}

export type State = 'held' | 'joint' | 'contested' | 'unknown';
export const STATES: readonly State[] = ['held', 'joint', 'contested', 'unknown'];

/** An answer that a big ledger may give before it has weighed everything. */
export interface Progress {
  complete?: boolean;
  pending?: number;
}

/** Rows for places with any evidence; index points into Places, holder into actors (-1 for nobody). */
export interface Holdings extends Progress {
  on: Day;
  as_known: Day | null;
  actors: Id[];
  index: number[];
  state: number[];
  holder: number[];
  p: number[];
  since: (Day | null)[];
  claims: number[];
  /** Places that are not weighed yet. */
  waiting?: number[];
}

export type GateState = 'open' | 'closed' | 'partly' | 'unknown';

export interface GateSide {
  side: 'near' | 'far';
  country: Id;
  country_name: string;
  place: string | null;
  state: GateState;
  p: number;
  cargo: { class: string; state: GateState; p: number }[];
  by: (Named & { p?: number })[];
  since: Day | null;
  disputed: boolean;
  evidence: Id[];
}

export interface Gate extends Named {
  native: string | null;
  place: Id;
  lon: number | null;
  lat: number | null;
  official: boolean;
  members: Id[];
  state: GateState;
  p: number;
  disputed: boolean;
  sides: GateSide[];
}

export interface Gates {
  on: Day;
  as_known: Day | null;
  gates: Gate[];
}

/** What `assay gate --format json` prints. */
export interface GateAnswer {
  gate: Named;
  on: Day;
  status: GateState;
  probability: number;
  by: HolderShare[];
  disputed: boolean;
  sides: { party: Id; name: string; open: number; partly: number; closed: number; unknown: number; stopped: string[]; since: Day | null; disputed: boolean }[];
  because: Ground[];
  against: Ground[];
}

export interface GateDetail extends Gate {
  spellings: string[];
  cargo: string[];
  answer: GateAnswer;
}

export interface GateTimeline {
  gate: Named;
  days: Day[];
  near: { open: number[]; closed: number[] };
  far: { open: number[]; closed: number[] };
  runs: (GateAnswer & { from: Day | null; to: Day | null })[];
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

export interface Changes extends Progress {
  changes: Change[];
}

export interface HolderShare extends Named {
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
  /** How the claim bears on the place when it speaks of another. */
  way?: string;
  effect: number;
}

/** What `assay who --format json` prints. */
export interface Answer {
  place: Named;
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

export interface PlaceDetail extends Named {
  native: string | null;
  kind: string;
  kinds: string[];
  lon: number | null;
  lat: number | null;
  parent: Named | null;
  spellings: string[];
  code: string | null;
  gate: Id | null;
  answer: Answer;
  resources: string[];
  yields: ClaimRow[];
  taxes: ClaimRow[];
  claims_total: number;
}

/** Bands for one place: p[a][d] belongs to actors[a] and days[d]. */
export interface Timeline {
  place: Named;
  days: Day[];
  actors: Id[];
  names: string[];
  p: number[][];
  unknown: number[];
  contested: number[];
  runs: (Answer & { from: Day | null; to: Day | null })[];
  runs_total: number;
}

export type Stance = 'asserted' | 'claimed' | 'denied' | 'unverified' | 'planned' | 'predicted' | 'conditional';

export interface Filler extends Named {
  surface: string;
  span?: [number, number];
}

export interface Quantity {
  low: number | null;
  high: number | null;
  unit: string;
  text?: string;
  modifier?: string;
}

export interface Published {
  from: Day | null;
  to: Day | null;
  /** Whether the report itself prints the day; else it was inferred. */
  printed?: boolean;
  reasons?: string[];
}

/** A row of claims: the codebook's record, where it was printed, and the voices behind it. */
export interface ClaimRow {
  id: Id;
  document: { id: Id; name: string; outlet: string; title: string };
  published: Published;
  evidence: unknown;
  type: string;
  agent: Filler[];
  target: Filler[];
  place: Filler[];
  resource: Filler[];
  object?: string | null;
  means?: string[];
  quantity?: Quantity | null;
  time: Span;
  time_reason?: string;
  speaker: Filler[];
  stance: Stance;
  negated: boolean;
  rule: string;
  origin: Id | null;
  origins: Id[];
  /** Whether it speaks against the event that it is joined to. */
  opposes: boolean;
  quote: string;
  event: Id | null;
}

export interface Segment {
  text: string;
  claims: Id[];
}

/** One independent voice. */
export interface Voice {
  id: Id;
  kind: string;
  party: Id | null;
  opposes: boolean;
  interest: number;
  weight: number;
  claims: Id[];
  documents: Id[];
  note: string | null;
}

export interface ClaimDetail extends ClaimRow {
  made_by: { rule: string; run: number; recorded: string; engine: string; model: string; domain: string };
  belief: number | null;
  together_with: EventRow | null;
  voices: Voice[];
  context: Segment[];
  judgements: Judgement[];
}

export interface Judgement {
  claim: Id;
  verdict: 'right' | 'wrong' | 'retime';
  time?: Span;
  by: string;
  why: string;
  recorded?: string;
}

export interface Claims {
  total: number;
  claims: ClaimRow[];
}

export interface DocumentRow {
  id: Id;
  name: string;
  title: string;
  outlet: string;
  published: Published;
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
  path: string | null;
  media_type: string;
  encoding: string;
  sha256: string;
  bytes: number;
  recorded: string;
  blocks: Block[];
  claims: ClaimRow[];
  claims_total: number;
}

export interface EventRow {
  id: Id;
  type: string;
  happened: boolean;
  time: Span;
  days_differ: boolean;
  agents: Named[];
  targets: Named[];
  places: Named[];
  quantity: Quantity | null;
  belief: number;
  reports: number;
  origins: number;
  opposed: boolean;
  claims: Id[];
}

export interface Events extends Progress {
  total: number;
  events: EventRow[];
}

export interface EventDetail extends EventRow {
  voices: Voice[];
  joins: unknown[];
  rows: ClaimRow[];
}

export interface ActorDetail extends Named {
  native: string | null;
  kind: string | null;
  side: Id | null;
  part_of: Named | null;
  office: string | null;
  wings: (Named & { relation: string })[];
  allies: Named[];
  spellings: string[];
  holds: (Named & { p: number; joint: boolean; since: Day | null })[];
  claims_about: number;
  statements: number;
  events: EventRow[];
}

export interface Dispute {
  id: Id;
  kind: string;
  scope: string;
  type: string;
  time: Span;
  subject: string;
  places: Named[];
  events: Id[];
  sides: { says: string; origins: number; voices: Voice[]; p: number; claims_total: number; claims: ClaimRow[] }[];
}

export interface Disputes extends Progress {
  total: number;
  disputes: Dispute[];
}

export interface Origins {
  total: number;
  claims: number;
  documents: number;
  origins: { id: Id; kind: string; party: Id | null; party_name: string | null; claims: number; opposes: number; documents: Id[]; outlets: string[] }[];
}

export interface Snippet {
  text: string;
  found: boolean;
}

export interface SearchResult {
  places: (Named & { matched: string; native: string | null; kind: string; lon: number | null; lat: number | null; claims: number })[];
  actors: (Named & { matched: string; kind: string | null })[];
  documents: (Omit<DocumentRow, 'claims'> & { snippet: Snippet[] })[];
  claims: { id: Id; document: Id; name: string; title: string; outlet: string; snippet: Snippet[] }[];
}

export interface Commodity extends Named {
  form: string;
  cargo: string;
  unit: string;
}

export interface Network {
  id: Id;
  nodes: (Named & { kind: string; lon: number | null; lat: number | null })[];
  arcs: { id: Id; kind: 'road' | 'gate'; from: Id; to: Id; path: [number, number][]; road: Id | null; km: number; cargo: string[]; gate: Id | null }[];
  sites: (Named & { node: Id; field: Id; commodity: Id })[];
  markets: { id: Id; actor: Id; sells: boolean; commodity: Id; nodes: Id[] }[];
  commodities: Commodity[];
  assumptions: string[];
}

/** A figure's 10th, 50th and 90th percentile, and its mean. */
export interface Band {
  p10: number;
  p50: number;
  p90: number;
  mean?: number;
}

export interface FlowRow {
  metric: string;
  subject: Id;
  commodity: Id;
  form: string;
  unit: string;
  total: Band;
  months: ({ month: string } & Band)[];
  because: Id[];
}

export interface Flow {
  network: Id;
  digest: string;
  from: Day;
  to: Day;
  seed: number;
  draws: number;
  forecast_from: Day;
  rows: FlowRow[];
  binding: { what: string; commodity: Id; shut: boolean; share_of_days: number; worth_yuan_per_tonne: number }[];
  changes: { text: string; from: Day; to: Day; probability: number; because: Id[] }[];
  assumptions: string[];
  unused_claims: { claim: Id; reason: string }[];
}

export interface Exposure {
  buyer: Id;
  resource: Id;
  commodity: Id;
  form: string;
  on: Day;
  seed: number;
  draws: number;
  probability_of_any_supply: number;
  as_if_gates_were_open: boolean;
  tonnes_per_day: Band;
  held: { actor: Id; share: Band }[];
  routes: {
    site: Id; places: Id[]; gate: Id | null; market: Id; share: Band; probability_of_use: number;
    red_flags: { flag: string; by: string; actors: Id[]; place: Id | null; probability: number; on: Day; because: Id[]; sources: string[] }[];
  }[];
}

export interface Exposures {
  on: Day;
  exposures: Exposure[];
}

export interface Problem {
  error: { code: string; message: string; hint?: string };
}

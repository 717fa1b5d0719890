// Who holds what on the day that is shown, by what was known: fetched when a clock moves, shared by map, legend and list.
import { isAbort, type Api } from '../api/client';
import type { Change, Day, Gate, Holdings, Id } from '../api/types';
import { addDays } from '../days';
import type { View } from './view';

/** State of a place that no report speaks of. */
export const NO_EVIDENCE = 4;
/** State of a place that the server has not weighed yet: nothing may be said of it. */
export const WAITING = 5;

/** Columns over the rows of /api/places. */
export interface Snapshot {
  on: Day;
  known: Day | null;
  actors: Id[];
  /** Index into STATES, NO_EVIDENCE, or WAITING. */
  state: Uint8Array;
  /** Index into actors, -1 for nobody. */
  holder: Int16Array;
  p: Float32Array;
  since: (Day | null)[];
  claims: Uint32Array;
  gates: Gate[];
  /** Places that are still being weighed; the map is whole when there is none. */
  waiting: number;
}

export interface Changed {
  /** Which clock moved between the snapshot before and this one. */
  clock: 'world' | 'known';
  from: Day;
  to: Day;
  changes: Change[];
}

interface Wish {
  on: Day;
  known: Day | null;
  before: { on: Day; known: Day | null };
}

/** After so long a map that is not whole is asked for again; each time it waits half as long again, up to the second figure. */
const AGAIN_MS = [250, 1500] as const;

type Listener = (snapshot: Snapshot) => void;
type ChangeListener = (changed: Changed | null) => void;
type TroubleListener = (error: unknown) => void;

export class Snapshots {
  current: Snapshot | null = null;
  changed: Changed | null = null;
  private readonly listeners = new Set<Listener>();
  private readonly changeListeners = new Set<ChangeListener>();
  private readonly troubleListeners = new Set<TroubleListener>();
  private waiting: Wish | null = null;
  private busy = false;
  private pause: number = AGAIN_MS[0];

  constructor(private readonly api: Api, private readonly size: number) {}

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.current) listener(this.current);
    return () => void this.listeners.delete(listener);
  }

  /** Called with what changed since the view before; null when that is not known yet. */
  onChanges(listener: ChangeListener): void {
    this.changeListeners.add(listener);
    if (this.changed) listener(this.changed);
  }

  onTrouble(listener: TroubleListener): void {
    this.troubleListeners.add(listener);
  }

  /** The first snapshot; what changed since the day before follows. */
  async first(on: Day, known: Day | null): Promise<void> {
    await new Promise<void>((there) => {
      const off = this.subscribe(() => {
        off();
        there();
      });
      void this.show(on, known, { on: addDays(on, -1), known }).then(there);
    });
  }

  /** One question at a time: while one is under way only the newest wish is kept, so a dragged handle stays live. */
  async show(on: Day, known: Day | null, before: { on: Day; known: Day | null }): Promise<void> {
    this.waiting = { on, known, before: this.waiting?.before ?? before };
    if (this.busy) return;
    this.busy = true;
    while (this.waiting) {
      const wish: Wish = this.waiting;
      this.waiting = null;
      try {
        const whole = await this.fetch(wish);
        if (whole && !this.waiting) await this.compare(wish);
      } catch (error) {
        if (!isAbort(error)) for (const listener of this.troubleListeners) listener(error);
      }
    }
    this.busy = false;
  }

  /** Whether the answer is whole: a big ledger answers before it has weighed everything, and is asked again. */
  private async fetch(wish: Wish): Promise<boolean> {
    const { on, known } = wish;
    const [holdings, { gates }] = await Promise.all([this.api.holdings(on, known), this.api.gates(on, known)]);
    this.current = unpack(holdings, this.size, on, known, gates);
    for (const listener of [...this.listeners]) listener(this.current);
    if (holdings.complete !== false) {
      this.pause = AGAIN_MS[0];
      return true;
    }
    setTimeout(() => void this.again(wish), this.pause);
    this.pause = Math.min(AGAIN_MS[1], this.pause * 1.5);
    return false;
  }

  private async again({ on, known, before }: Wish): Promise<void> {
    const now = this.current;
    if (now && now.on === on && now.known === known && !this.busy) await this.show(on, known, before);
  }

  private async compare(wish: Wish): Promise<void> {
    const { on, known, before } = wish;
    let changed: Changed | null = null;
    if (on !== before.on) {
      const [from, to] = [before.on, on].sort() as [Day, Day];
      const { changes } = await this.api.changes({ from, to, as_known: known });
      changed = { clock: 'world', from: before.on, to: on, changes: on < before.on ? changes.map(backward) : changes };
    } else if (known !== before.known && known && before.known) {
      const [from, to] = [before.known, known].sort() as [Day, Day];
      const { changes } = await this.api.changes({ on, known_from: from, known_to: to });
      changed = { clock: 'known', from: before.known, to: known, changes: known < before.known ? changes.map(backward) : changes };
    }
    if (this.waiting) return;
    this.changed = changed;
    for (const listener of this.changeListeners) listener(changed);
  }
}

/** The server tells changes forward in time; a clock that is turned back undoes them. */
const backward = (change: Change): Change => ({ ...change, before: change.after, after: change.before });

function unpack(holdings: Holdings, size: number, on: Day, known: Day | null, gates: Gate[]): Snapshot {
  const out: Snapshot = {
    on, known, actors: holdings.actors, gates, waiting: holdings.waiting?.length ?? 0,
    state: new Uint8Array(size).fill(NO_EVIDENCE), holder: new Int16Array(size).fill(-1), p: new Float32Array(size),
    since: new Array<Day | null>(size).fill(null), claims: new Uint32Array(size),
  };
  holdings.index.forEach((row, i) => {
    out.state[row] = holdings.state[i] ?? NO_EVIDENCE;
    out.holder[row] = holdings.holder[i] ?? -1;
    out.p[row] = holdings.p[i] ?? 0;
    out.since[row] = holdings.since[i] ?? null;
    out.claims[row] = holdings.claims[i] ?? 0;
  });
  for (const row of holdings.waiting ?? []) out.state[row] = WAITING;
  return out;
}

/** What the view has switched off, as tests. A token that starts with '+' switches on what is off by default. */
export interface Shown {
  actor(id: Id | null): boolean;
  state(state: number): boolean;
  kind(group: string): boolean;
  layer(name: string): boolean;
  /** The commodity whose flows are drawn, switched on by '+flow:ID'. */
  flow: Id | null;
}

export function shown(view: View): Shown {
  const hide = new Set(view.hide);
  const states = ['held', 'joint', 'contested', 'unknown', 'none'];
  return {
    actor: (id) => id === null || !hide.has(`actor:${id}`),
    state: (state) => !hide.has(`state:${states[state]}`),
    kind: (group) => !hide.has(`kind:${group}`),
    layer: (name) => !hide.has(`layer:${name}`),
    flow: view.hide.find((token) => token.startsWith('+flow:'))?.slice(6) ?? null,
  };
}

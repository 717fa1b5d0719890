// Asks the server that this page came from. An answer is kept with its ETag: asking again sends If-None-Match, and
// while the ledger's stamp has not moved a kept answer is given at once, so that a slider may be dragged back and forth.
import { addDays, monthStart } from '../days';
import type * as T from './types';

export type Query = Record<string, string | number | boolean | null | undefined>;

/** The server said no, or could not be reached (status 0). */
export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly hint?: string) {
    super(message);
    this.name = 'ApiError';
  }
}

interface Kept {
  etag: string | null;
  body: unknown;
  stamp: string;
}

const KEEP = 400;

export class Api {
  private readonly kept = new Map<string, Kept>();
  private readonly lanes = new Map<string, AbortController>();
  private stamp = '';

  constructor(private readonly base = 'api/') {}

  /** Fails with ApiError, or with an AbortError when signal fires. */
  async get<R>(path: string, query: Query = {}, signal?: AbortSignal): Promise<R> {
    const url = this.url(path, query);
    const kept = this.kept.get(url);
    if (kept && kept.stamp === this.stamp) return kept.body as R;
    const headers: HeadersInit = kept?.etag ? { 'If-None-Match': kept.etag } : {};
    const answer = await this.fetch(url, { headers, cache: 'no-store', ...(signal ? { signal } : {}) });
    if (answer.status === 304 && kept) {
      kept.stamp = this.stamp;
      return kept.body as R;
    }
    const body = await this.body(answer);
    // What a big ledger has not yet weighed to the end is asked for again.
    if ((body as T.Progress).complete !== false) this.keep(url, { etag: answer.headers.get('ETag'), body, stamp: this.stamp });
    return body as R;
  }

  /** As get, but a new question in a lane drops the one under way there: its promise fails with an AbortError. */
  latest<R>(lane: string, path: string, query: Query = {}): Promise<R> {
    this.lanes.get(lane)?.abort();
    const controller = new AbortController();
    this.lanes.set(lane, controller);
    return this.get<R>(path, query, controller.signal);
  }

  async post<R>(path: string, body: unknown, options: { signal?: AbortSignal; token?: string } = {}): Promise<R> {
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (options.token) headers['Authorization'] = `Bearer ${options.token}`;
    const answer = await this.fetch(this.url(path, {}), {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return (await this.body(answer)) as R;
  }

  url(path: string, query: Query): string {
    const parts: string[] = [];
    for (const [key, value] of Object.entries(query))
      if (value !== null && value !== undefined && value !== '')
        parts.push(`${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
    return this.base + path + (parts.length ? `?${parts.join('&')}` : '');
  }

  async meta(): Promise<T.Meta> {
    this.stamp = '';
    const meta = await this.get<T.Meta>('meta');
    this.stamp = meta.stamp;
    return meta;
  }

  places = () => this.get<T.Places>('places');
  activity = () => this.get<T.Activity>('activity');
  network = () => this.get<T.Network>('network');
  /** What moved in a month: its first day, by what was known. */
  flow = (month: T.Day, known: T.Day | null) =>
    this.latest<T.Flow>('flow', 'flow', { from: month, to: addDays(monthStart(month, 1), -1), as_known: known, draws: 100 });
  holdings = (on: T.Day, known: T.Day | null) =>
    this.latest<T.Holdings>('holdings', 'holdings', { on, as_known: known });
  gates = (on: T.Day, known: T.Day | null) => this.latest<T.Gates>('gates', 'gates', { on, as_known: known });
  changes = (query: Query) => this.latest<T.Changes>('changes', 'changes', query);
  place = (id: T.Id, on: T.Day, known: T.Day | null) =>
    this.get<T.PlaceDetail>(`places/${encodeURIComponent(id)}`, { on, as_known: known });
  timeline = (id: T.Id, known: T.Day | null) =>
    this.get<T.Timeline>(`places/${encodeURIComponent(id)}/timeline`, { as_known: known });
  gate = (id: T.Id, on: T.Day, known: T.Day | null) =>
    this.get<T.GateDetail>(`gates/${encodeURIComponent(id)}`, { on, as_known: known });
  gateTimeline = (id: T.Id, known: T.Day | null) =>
    this.get<T.GateTimeline>(`gates/${encodeURIComponent(id)}/timeline`, { as_known: known });
  actor = (id: T.Id, on: T.Day, known: T.Day | null) =>
    this.get<T.ActorDetail>(`actors/${encodeURIComponent(id)}`, { on, as_known: known });
  events = (query: Query) => this.get<T.Events>('events', query);
  event = (id: T.Id) => this.get<T.EventDetail>(`events/${encodeURIComponent(id)}`);
  claims = (query: Query) => this.get<T.Claims>('claims', query);
  claim = (id: T.Id) => this.get<T.ClaimDetail>(`claims/${encodeURIComponent(id)}`);
  documents = (query: Query) => this.get<T.Documents>('documents', query);
  document = (id: T.Id) => this.get<T.DocumentDetail>(`documents/${encodeURIComponent(id)}`);
  disputes = (query: Query) => this.get<T.Disputes>('disputes', query);
  origins = (place: T.Id) => this.get<T.Origins>('origins', { place });
  search = (q: string) => this.latest<T.SearchResult>('search', 'search', { q, limit: 8 });

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new ApiError(0, 'unreachable', String(error));
    }
  }

  private async body(answer: Response): Promise<unknown> {
    let body: unknown;
    try {
      body = await answer.json();
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new ApiError(answer.status, 'no_json', answer.statusText);
    }
    if (!answer.ok) {
      const { error } = body as T.Problem;
      throw new ApiError(answer.status, error?.code ?? 'error', error?.message ?? answer.statusText, error?.hint);
    }
    return body;
  }

  private keep(url: string, kept: Kept): void {
    this.kept.delete(url);
    this.kept.set(url, kept);
    if (this.kept.size > KEEP) this.kept.delete(this.kept.keys().next().value as string);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

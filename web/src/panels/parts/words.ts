// Records said in words: claims, events, voices and answers.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../app';
import type { ClaimRow, EventRow, HolderShare, Named, Published, Span, State } from '../../api/types';
import { dayText, spanText } from '../../days';
import { S } from '../../strings.en';

const names = (list: Named[], app?: App) => S.and(list.map((one) => (app && one.name === one.id ? app.actorName(one.id) : one.name)));

export const publishedSpan = (published: Published | Span): Span => Array.isArray(published) ? published : [published.from, published.to];
export const publishedText = (published: Published | Span) => spanText(publishedSpan(published));

/** What an event says, in a sentence. */
export function eventText(event: EventRow, app?: App): string {
  const said = S.act(event.type, names(event.agents, app), names(event.targets, app), names(event.places));
  return event.happened ? said : S.not_so(said);
}

export function claimText(claim: ClaimRow): string {
  const said = S.act(claim.type, names(claim.agent), names(claim.target), names(claim.place));
  return claim.negated ? S.not_so(said) : said;
}

/** A report's outlet, or its title where none is named. */
export const outletText = (claim: Pick<ClaimRow, 'document'>) => claim.document.outlet || titleText(claim.document.title || claim.document.name);

const TITLE = 42;
export const titleText = (title: string) => S.library.titled(title.length > TITLE ? `${title.slice(0, title.lastIndexOf(' ', TITLE) > 12 ? title.lastIndexOf(' ', TITLE) : TITLE)} …` : title);

// What was not told, who has which office, where something lies: nothing that happened on a day.
const STANDING = new Set(['no_comment', 'unverified', 'role', 'affiliation', 'location']);

/** Events that happened, the latest first. */
export const happenings = (events: EventRow[]) => events.filter((one) => !STANDING.has(one.type))
  .sort((a, b) => ((b.time[1] ?? b.time[0] ?? '') < (a.time[1] ?? a.time[0] ?? '') ? -1 : 1));

export const speakerText = (claim: ClaimRow) => names(claim.speaker);

/** 'Kachin Independence Army', 'contested', 'nobody known'. */
export function answerText(app: App, status: State, holders: HolderShare[]): string {
  if (status === 'unknown') return S.nobody;
  const who = S.and(holders.map((one) => app.actor(one.id)?.name ?? one.name));
  return status === 'contested' ? S.state.contested : who || S.nobody;
}

/** The day on which a claim or an event lets the map be looked at: its last possible day, else its first. */
export function dayOfSpan(app: App, span: Span | undefined): string | null {
  const [from, to] = span ?? [null, null];
  const day = to ?? from;
  if (!day) return null;
  return day < app.meta.first_day ? app.meta.first_day : day > lastDay(app) ? lastDay(app) : day;
}

const lastDay = (app: App) => app.meta.last_day > app.meta.known_last ? app.meta.last_day : app.meta.known_last;

const script = (text: string) => /[\u1000-\u109f]/.test(text) ? 'my' : /[\u4e00-\u9fff]/.test(text) ? 'zh' : undefined;

export const native = (text: string | null | undefined) => text ? html`<span lang=${script(text) ?? nothing} class="native">${text}</span>` : nothing;

/** ISO days inside a sentence of the server, as the page writes days. */
export const withDays = (text: string) => text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayText(day, true));

/** A voice by its kind: a party by its name, residents by the report that they speak in. */
export function voiceText(app: App, voice: { id: string; kind: string; party: string | null; party_name?: string | null }, outlet: string): string {
  if (voice.kind === 'party') return voice.party_name ?? app.actorName(voice.party);
  if (voice.kind === 'outlet') return S.voice.own(outlet || S.library.no_outlet);
  const person = voice.id.startsWith('person:') ? voice.id.slice(7).replace(/[-_]/g, ' ') : S.voice.kind[voice.kind] ?? voice.kind.replace(/_/g, ' ');
  const who = person === 'person' ? S.voice.kind['person'] ?? person : person;
  const first = who.charAt(0).toUpperCase() + who.slice(1);
  return outlet ? S.voice.in(first, outlet) : first;
}

/** Spellings, each in its script. */
export function spellings(list: string[]): TemplateResult {
  return html`<ul class="spellings">${list.map((one) => html`<li lang=${script(one) ?? nothing}>${one}</li>`)}</ul>`;
}

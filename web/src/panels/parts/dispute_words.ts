// What a side of a dispute says, in words.
import type { App } from '../../app';
import type { Dispute, Named, Span } from '../../api/types';
import { spanText } from '../../days';
import { S } from '../../strings.en';
import { claimText, withDays } from './words';

export function answerTextOfSide(app: App, dispute: Dispute, i: number): string {
  const side = dispute.sides[i];
  if (!side) return '';
  if (dispute.kind === 'day') return daysOf(side.says, (side as { time?: Span }).time);
  const first = side.claims[0];
  if (!first) return withDays(side.says);
  // Fillers that are only an id are called as the page calls them.
  const named = (list: Named[]) => list.map((one) => ({ ...one, name: app.actor(one.id)?.name ?? one.name }));
  const plain = { ...first, agent: named(first.agent) as typeof first.agent, target: named(first.target) as typeof first.target, negated: false };
  const where = dispute.places.length ? { place: dispute.places.map((one) => ({ ...one, surface: one.name })) } : {};
  const text = claimText({ ...plain, ...where });
  return side.says.startsWith('not so') ? S.not_so(text) : text;
}

/** What the pair is about, as a question. */
export function heading(dispute: Dispute): string {
  const where = dispute.places.length ? S.and(dispute.places.map((one) => one.name)) : dispute.subject;
  const what = S.act(dispute.type, '', '', where);
  return (S.disputes.ask[dispute.kind] ?? S.disputes.ask['denial']!)(what, where);
}

/** Sides with their number: of days the earliest first, else as they come. */
export function sidesInOrder(dispute: Dispute): [Dispute['sides'][number], number][] {
  const sides = dispute.sides.map((side, i): [Dispute['sides'][number], number] => [side, i]);
  return dispute.kind === 'day' ? sides.sort((a, b) => (a[0].says < b[0].says ? -1 : 1)) : sides;
}

function daysOf(says: string, time?: Span): string {
  const days = says.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  const span: Span = time ?? [days[0] ?? null, days[1] ?? days[0] ?? null];
  return S.disputes.on(spanText(span, false));
}

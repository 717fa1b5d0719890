// Days as "YYYY-MM-DD" text and as whole numbers of days since 1970, in UTC alone.
import type { Day, Span } from './api/types';
import { S } from './strings.en';

const MS = 86_400_000;

export const dayNumber = (day: Day): number => Math.round(Date.parse(`${day}T00:00:00Z`) / MS);
export const dayOf = (n: number): Day => new Date(Math.round(n) * MS).toISOString().slice(0, 10);
export const addDays = (day: Day, n: number): Day => dayOf(dayNumber(day) + n);
export const clampDay = (day: Day, first: Day, last: Day): Day => (day < first ? first : day > last ? last : day);

/** The first of the month n months on. */
export function monthStart(day: Day, n = 0): Day {
  const [year, month] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1 + n, 1)).toISOString().slice(0, 10);
}

/** The same day of the month n months on, or that month's last. */
export function addMonths(day: Day, n: number): Day {
  const first = monthStart(day, n);
  const last = addDays(monthStart(first, 1), -1);
  const wanted = first.slice(0, 8) + day.slice(8);
  return wanted < last ? wanted : last;
}

/** '21 November 2024'; short: '21 Nov 2024'. */
export function dayText(day: Day, short = false): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const names = short ? S.months_short : S.months;
  return S.day(date, names[month - 1] ?? '', year);
}

function bothEnds(from: Day, to: Day, short: boolean): string {
  const [y1, m1, d1] = from.split('-').map(Number) as [number, number, number];
  const [y2, m2, d2] = to.split('-').map(Number) as [number, number, number];
  const name = (month: number) => (short ? S.months_short : S.months)[month - 1] ?? '';
  if (y1 !== y2) return S.span(dayText(from, short), dayText(to, short));
  return m1 === m2 ? S.span_days(d1, d2, name(m1), y1) : S.span_year(d1, name(m1), d2, name(m2), y1);
}

/** A span of days as text, with 'before' and 'since' for an open end. A claim without any day has no span. */
export function spanText(span: Span | undefined, short = true): string {
  const [from, to] = span ?? [null, null];
  if (from && to) return from === to ? dayText(from, short) : bothEnds(from, to, short);
  if (from) return S.since(dayText(from, short));
  if (to) return S.until(dayText(to, short));
  return S.time_unknown;
}

// Every word that the page says, in English. Another language is another file of this shape.
// A section for each part of the page; a panel has a section of its own name.

const plural = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const percent = (p: number) => `${Math.round(p * 100)}%`;

export const S = {
  // Days
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
    'November', 'December'],
  months_short: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  day: (date: number, month: string, year: number) => `${date} ${month} ${year}`,
  span: (from: string, to: string) => `${from} – ${to}`,
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  time_unknown: 'day unknown',

  // Words of the record
  state: { held: 'held', joint: 'held jointly', contested: 'contested', unknown: 'unknown' },
  gate_state: { open: 'open', closed: 'closed', partly: 'partly open', unknown: 'unknown' },
  stance: {
    asserted: 'reported', claimed: 'claimed', denied: 'denied', unverified: 'not verified', planned: 'planned',
    predicted: 'expected', conditional: 'on a condition',
  },
  kind: {
    town: 'Town', city: 'City', capital: 'Capital', village: 'Village', mine: 'Mine', border_gate: 'Border gate',
    camp: 'Camp', hill: 'Hill', road: 'Road', river: 'River', lake: 'Lake', dam: 'Dam', border: 'Border',
    township: 'Township', district: 'District', state: 'State', region: 'Region', province: 'Province',
  } as Record<string, string>,
  percent,
  nobody: 'nobody known',
  claims: (n: number) => plural(n, 'claim', 'claims'),
  reports: (n: number) => plural(n, 'report', 'reports'),
  voices: (n: number) => plural(n, 'voice', 'voices'),
  places: (n: number) => plural(n, 'place', 'places'),

  app: {
    name: 'Assay',
    tagline: 'Who holds the ground, and who says so',
    loading: 'Reading the ledger …',
    failed: 'The page could not get its data.',
    retry: 'Try again',
    skip_to_panel: 'Skip to the panel',
    skip_to_time: 'Skip to the time bar',
    close: 'Close',
    copy_link: 'Copy link',
    copied: 'Link copied.',
  },
  error: {
    unreachable: 'The server does not answer. Is assay serve still running?',
    other: (message: string) => `The server answered: ${message}`,
  },
};

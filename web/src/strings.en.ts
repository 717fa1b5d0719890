// Every word that the page says, in English. Another language is another file of this shape.
// A section for each part of the page; a panel has a section of its own name.

const plural = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const percent = (p: number) => `${Math.round(p * 100)}%`;

/** 'town;mine' as 'Town, mine'. */
function kindText(kind: string): string {
  const names = kind.split(';').map((one) => KINDS[one] ?? one.replace(/_/g, ' ')).join(', ').toLowerCase();
  return names.charAt(0).toUpperCase() + names.slice(1);
}

const KINDS: Record<string, string> = {
  town: 'Town', city: 'City', capital: 'Capital', village: 'Village', mine: 'Mine', border_gate: 'Border gate',
  camp: 'Camp', hill: 'Hill', road: 'Road', river: 'River', lake: 'Lake', dam: 'Dam', border: 'Border',
  township: 'Township', district: 'District', state: 'State', region: 'Region', province: 'Province',
};

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
  kindText,
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
    close_hint: 'Close (Esc)',
    grip: 'Make the panel taller or smaller',
    panels: 'Panels',
    document_title: (panel: string | null, day: string) => `${panel ? `${panel}, ` : ''}${day} – Assay`,
    copy_link: 'Copy link',
    copied: 'Link copied.',
  },
  map: {
    title: 'Map of who holds what. Arrow keys move it, plus and minus zoom, Enter opens the place at its middle.',
    region: 'Map',
    zoom_in: 'Zoom in',
    zoom_out: 'Zoom out',
    whole: 'Show all',
    attribution: 'Boundaries: Mesoshapes, Natural Earth. Places: MIMU, GeoNames',
    km: (n: number) => `${n} km`,
    no_evidence: 'No report here speaks of who holds it.',
    holds: (state: string, name: string) => state === 'unknown' ? 'Holder unknown'
      : state === 'contested' ? `Contested, ${name} foremost` : state === 'joint' ? `${name}, with others` : name,
    sure: (p: number) => `${percent(p)} sure`,
    side: (name: string, state: string) => `${name}: ${state}`,
    then: 'then',
    change: (place: string, before: string, after: string) => `${place}: ${before}, now ${after}`,
    changed: (sentences: string[], all: number) =>
      sentences.join('. ') + (all > sentences.length ? `. And ${all - sentences.length} more changes.` : '.'),
  },
  legend: {
    title: 'Legend and filters',
    holders: 'Held by',
    more: (n: number) => `${n} more`,
    fewer: 'Fewer',
    sure: 'How sure',
    ramp_label: 'The paler the fill, the less sure: from 30 to 95 percent',
    state: { held: 'Held', joint: 'Held jointly', contested: 'Contested', unknown: 'Holder unknown', none: 'Not spoken of' },
    kinds: 'Places',
    group: { town: 'Towns', village: 'Villages', mine: 'Mines', camp: 'Camps', hill: 'Hills', area: 'Areas', other: 'Others' },
    lines: 'On the map',
    gates: 'Gates, a plate a side',
    roads: 'Roads of the model',
    flow: 'Goods through gates this month',
    names: 'Names',
  },
  time: {
    title: 'Time',
    world: 'Day in the world',
    known: 'As known on',
    world_input: 'Set the day in the world',
    known_input: 'Set the day as known',
    everything: 'everything known',
    play: 'Play',
    pause: 'Pause',
    play_hint: 'Let the days run (space)',
    tie: 'Move both clocks',
    tie_hint: 'Show each day as it was known on that day',
    zoom: 'Span of the time bar',
    zoom_in: 'Fewer days',
    zoom_out: 'More days',
    all: 'All',
  },
  menu: {
    title: 'Share, save and settings',
    link: 'Copy a link to this view',
    png: 'Save the map as a picture (PNG)',
    csv: 'Save the table as CSV',
    print: 'Print',
    theme: { dark: 'Dark colours', light: 'Light colours' },
    keys: 'Keys',
    about: 'Sources and licences',
  },
  keys: [
    ['Space', 'let the days run, or stop them'],
    [', .', 'a day back, a day on'],
    ['< >', 'a week back, a week on'],
    ['T K', 'go to the clock of the world, to the clock of what was known'],
    ['M', 'go to the map: arrows move it, + and − zoom, Enter opens the place at its middle'],
    ['L', 'the map as a list'],
    ['P', 'go to the panel'],
    ['/', 'search'],
    ['0', 'show all of the map'],
    ['Esc', 'close'],
    ['?', 'these keys'],
  ] as [string, string][],
  csv: {
    places: ['id', 'name', 'native_name', 'kind', 'longitude', 'latitude', 'on', 'as_known', 'state', 'holder', 'holder_name', 'probability', 'since', 'claims'],
    gates: ['id', 'name', 'on', 'as_known', 'side', 'state', 'probability', 'by', 'since'],
  },
  picture: {
    title: (day: string) => `Who held what on ${day}`,
    known: (day: string) => `as known on ${day}`,
    all: (n: number) => `as known from ${plural(n, 'report', 'reports')}`,
    reading: 'Paler is less sure, hatched is contested, hollow is unknown.',
  },
  list: {
    tab: 'List',
    title: 'The map as a list',
    which: 'What is listed',
    places: 'Places',
    gates: 'Gates',
    filter: 'Filter by name',
    caption: (places: string, day: string) => `${places} that reports speak of, on ${day}`,
    gates_caption: (n: number, day: string) => `${plural(n, 'gate', 'gates')} on ${day}, a row a side`,
    columns: { name: 'Place', kind: 'Kind', holder: 'Holder', p: 'Sure', since: 'Since', claims: 'Claims' },
    gate_columns: ['Gate', 'Side', 'State', 'Sure', 'Since'],
    pages: 'Pages',
    page: (n: number, of: number) => `page ${n} of ${of}`,
    before: 'Before',
    after: 'Next',
  },
  about: {
    title: 'Sources and licences',
    ledger: (documents: number, claims: number, first: string, last: string) =>
      `This ledger holds ${plural(claims, 'claim', 'claims')} from ${plural(documents, 'report', 'reports')} published between ${first} and ${last}.`,
    version: (version: string, packs: string) => `Assay ${version}, Apache-2.0. Country packs: ${packs}.`,
    reading: 'How to read the map',
    how: [
      'Colour says who holds a place, as far as the reports tell. The paler the fill, the less sure that is; a hatched mark is contested; a hollow one has no known holder; a dot is a place that no report here speaks of.',
      'A gate has two plates, one for each side of the border: an arrow for open, a bar for closed, both for partly open, a question mark for unknown.',
      'Two clocks: the day in the world, and the day as known. Set the second back to see what could be known then.',
      'Every mark leads to the sentences that it rests on. The record is of places and days, from published reports; it has no live positions.',
    ],
    sources: 'Sources',
    credits: [
      ['Borders of Myanmar, states, districts', "Mesoshapes, via Who's On First (CC0)"],
      ['Neighbours, sea, rivers', 'Natural Earth 1:10m (public domain)'],
      ['Places', "MIMU P-codes (free use with credit), GeoNames and Who's On First (CC BY 4.0), UCDP GED (CC BY 4.0)"],
      ['Letters', 'Source Sans 3 by Adobe, Padauk by SIL (SIL Open Font License 1.1)'],
      ['Programs', 'MapLibre GL (BSD-3-Clause), lit-html (BSD-3-Clause), D3 (ISC)'],
      ['Reports', 'As each one names its outlet; sentences are quoted to show what a claim rests on'],
    ] as [string, string][],
  },
  error: {
    unreachable: 'The server does not answer. Is assay serve still running?',
    other: (message: string) => `The server answered: ${message}`,
  },
};

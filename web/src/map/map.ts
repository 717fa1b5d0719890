// The map: ground, roads, marks, gates and names, drawn from the snapshot; what is pointed at gets a card, what is
// clicked is selected.
import { LngLatBounds, Map as GlMap, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { html, render } from 'lit-html';
import { isAbort } from '../api/client';
import type { App } from '../app';
import type { Gate, Id, Network } from '../api/types';
import { NO_EVIDENCE, shown, type Changed, type Snapshot } from '../state/snapshot';
import { sameSelection, type View } from '../state/view';
import { dayText } from '../days';
import { S } from '../strings.en';
import { onTheme, theme } from '../theme';
import { Callouts } from './callouts';
import { Card } from './card';
import { flowLines, roadLines } from './flows';
import { home } from './home';
import { GROUPS } from './kinds';
import { Labels } from './labels';
import { FLAG, Marks, type Look } from './marks';
import { Pace } from './pace';
import { Scale } from './scale';
import { SIGN_RATIO, drawSign, farSide, nearSide, signName } from './signs';
import { BLANK, EMPTY, FIRST_ABOVE_MARKS, styleOf } from './style';
import { tokens } from './tokens';

const LEGEND_ROOM = 760;
const REACH_MOUSE = 6;
const REACH_TOUCH = 18;
const SPAN: [[number, number], [number, number]] = [[84, 8], [110, 33]];

export class MapView {
  readonly gl: GlMap;
  private readonly marks: Marks;
  private readonly labels: Labels;
  private readonly scale: Scale;
  private readonly given = new Map<string, string>();
  private readonly card: Card;
  private readonly callouts: Callouts;
  private readonly waiting = document.createElement('p');
  private network: Network | null = null;
  private ready = false;
  private lit: readonly Id[] = [];
  private hovered = -1;
  private hoveredGate: Id | null = null;
  private flowFor = '';

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    setWorkerUrl(new URL(workerUrl, document.baseURI).href);
    const t = tokens();
    this.marks = new Marks(app.places, { paper: t['map-focus'], ink: t.ink, none: t.none }, matchMedia('(prefers-reduced-motion: reduce)').matches);
    this.labels = new Labels(app.places, this.marks.group);
    const camera = app.store.view.camera;
    this.gl = new GlMap({
      container: host,
      style: styleOf(t),
      ...(camera ? { center: [camera.lon, camera.lat] as [number, number], zoom: camera.zoom } : { bounds: this.home(), fitBoundsOptions: { padding: this.padding() } }),
      maxBounds: this.bounds(),
      minZoom: 4, maxZoom: 14, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      // Without a fade MapLibre would place all names anew with every frame.
      attributionControl: false, fadeDuration: 120, renderWorldCopies: false, refreshExpiredTiles: false,
      locale: { 'Map.Title': S.map.title },
    });
    if (import.meta.env.DEV) Object.assign(window, { gl: this.gl });
    this.gl.touchZoomRotate.disableRotation();
    this.gl.keyboard.disableRotation();
    new Pace(this.gl);
    this.buttons();
    this.scale = new Scale(host, this.gl);
    this.card = new Card(host, app);
    this.callouts = new Callouts(host, app, this.gl);
    this.waiting.className = 'map__waiting';
    this.waiting.setAttribute('role', 'status');
    this.waiting.hidden = true;
    host.append(this.waiting);
    // Marks do not wait for the ground's tiles.
    this.gl.once('style.load', () => this.loaded());
    this.gl.on('error', (event) => console.warn(event.error?.message ?? event));
    this.point();
    app.snapshots.subscribe((snapshot) => this.draw(snapshot));
    app.snapshots.onChanges((changed) => this.callOut(changed));
    app.store.subscribe((view, before) => this.update(view, before));
    app.onSpotlight((places) => this.light(places));
    onTheme(() => this.restyle());
  }

  /** The map as it is seen, once it is drawn. */
  async picture(): Promise<HTMLCanvasElement> {
    return new Promise((done) => {
      this.gl.once('render', () => {
        const copy = document.createElement('canvas');
        const from = this.gl.getCanvas();
        copy.width = from.width;
        copy.height = from.height;
        copy.getContext('2d')?.drawImage(from, 0, 0);
        done(copy);
      });
      this.gl.triggerRepaint();
    });
  }

  /** Callouts with their place on the canvas, in CSS pixels, for a picture of the map. */
  notes(): { x: number; y: number; text: string }[] {
    return this.callouts.notes();
  }

  showAll(): void {
    this.gl.fitBounds(this.home(), { padding: this.padding(), animate: this.moving() });
  }

  private loaded(): void {
    this.layers();
    this.app.api.network().then((network) => {
      this.network = network;
      this.drawRoads();
    }, () => undefined);
    this.host.dataset.ready = 'true';
    this.gl.once('idle', () => (this.host.dataset.drawn = 'true'));
    performance.mark('assay-map-ready');
  }

  private layers(): void {
    this.ready = true;
    if (!this.gl.hasImage(BLANK)) this.gl.addImage(BLANK, new ImageData(16, 16));
    this.gl.addLayer(this.marks, FIRST_ABOVE_MARKS);
    if (this.app.snapshots.current) this.draw(this.app.snapshots.current);
  }

  private draw(snapshot: Snapshot): void {
    if (!this.ready) return;
    const { app } = this;
    const view = app.store.view;
    const show = shown(view);
    const colours = snapshot.actors.map((id) => app.colour(id));
    const visible = snapshot.actors.map((id) => show.actor(id));
    const grey = app.colour(null);
    const groups = GROUPS.map((group) => show.kind(group.id));
    const states = [0, 1, 2, 3, NO_EVIDENCE].map((state) => show.state(state));
    const look: Look = { state: 0, colour: grey, p: 0, visible: true };
    this.marks.set((row) => {
      const holder = snapshot.holder[row] as number;
      const state = Math.min(NO_EVIDENCE, snapshot.state[row] as number);
      return {
        ...look, state, p: snapshot.p[row] as number, colour: holder < 0 ? grey : (colours[holder] ?? grey),
        visible: (states[state] ?? true) && (groups[this.marks.group[row] as number] ?? true) && (holder < 0 || state > 1 || (visible[holder] ?? true)),
      };
    });
    this.flagSelection(view);
    this.hovered = -1;
    this.give('gates', show.layer('gates') ? this.gateSigns(snapshot.gates) : EMPTY);
    this.labels.take(snapshot, show);
    this.layNames();
    this.drawRoads();
    this.host.dataset.on = snapshot.on;
    this.sayWaiting(snapshot);
  }

  /** A map that is not whole says so. */
  private sayWaiting(snapshot: Snapshot): void {
    const { waiting } = this;
    waiting.hidden = snapshot.waiting === 0;
    const text = snapshot.waiting === 0 ? '' : S.map.waiting(snapshot.waiting, snapshot.known ? dayText(snapshot.known) : null);
    if (waiting.textContent !== text) waiting.textContent = text;
    this.host.dataset.waiting = String(snapshot.waiting);
  }

  private gateSigns(gates: Gate[]): GeoJSON.FeatureCollection {
    return {
      type: 'FeatureCollection',
      features: gates.flatMap((gate, i) => gate.lon === null || gate.lat === null ? [] : [{
        type: 'Feature' as const, id: i, geometry: { type: 'Point' as const, coordinates: [gate.lon, gate.lat] },
        properties: { gate: gate.id, icon: this.sign(gate), size: gate.sides.every((side) => side.state === 'unknown') ? 0.72 : 1, key: (gate.sides.every((side) => side.state === 'unknown') ? 0 : 1000) + i },
      }]),
    };
  }

  /** Name of a gate's picture, which is drawn when first wanted. */
  private sign(gate: Gate): string {
    const near = nearSide(gate.sides);
    const far = farSide(gate.sides);
    const name = signName(near, far, theme());
    if (!this.gl.hasImage(name)) this.gl.addImage(name, drawSign(near, far, tokens()), { pixelRatio: SIGN_RATIO });
    return name;
  }

  private drawRoads(): void {
    if (!this.ready || !this.network) return;
    const show = shown(this.app.store.view);
    this.give('roads', show.layer('roads') ? roadLines(this.network) : EMPTY);
    void this.drawFlow(show.flow);
  }

  /** Flows of the month that is shown; a run of the network takes the server a moment, so it is asked for by wish. */
  private async drawFlow(commodity: string | null): Promise<void> {
    const { app, network } = this;
    if (!commodity || !network || !app.meta.flow) {
      this.flowFor = '';
      this.give('flow', EMPTY);
      return;
    }
    const month = app.on().slice(0, 7);
    const wanted = `${month} ${app.known() ?? ''} ${commodity}`;
    if (wanted === this.flowFor) return;
    this.flowFor = wanted;
    try {
      const flow = await app.api.flow(`${month}-01`, app.known());
      if (this.flowFor === wanted && this.ready) this.give('flow', flowLines(network, flow, commodity));
    } catch (error) {
      if (this.flowFor === wanted) this.flowFor = '';
      if (!isAbort(error)) console.warn(error);
    }
  }

  private callOut(changed: Changed | null): void {
    this.callouts.show(changed);
    this.marks.flag(FLAG.changed, (changed?.changes ?? []).flatMap((change) => this.app.row.get(change.place) ?? []));
  }

  private update(view: View, before: View): void {
    if (view.hide !== before.hide && this.app.snapshots.current) this.draw(this.app.snapshots.current);
    if (!sameSelection(view.selection, before.selection)) {
      this.flagSelection(view);
      this.reveal(view);
    }
    if (view.camera && view.camera !== before.camera && !this.sameCamera(view)) {
      const { lon, lat, zoom } = view.camera;
      this.gl.jumpTo({ center: [lon, lat], zoom });
    }
  }

  /** Marks the places that a sentence speaks of. */
  private light(places: readonly Id[]): void {
    this.lit = places;
    this.flagSelection(this.app.store.view);
    if (places[0]) this.bringIntoSight(places[0]);
  }

  private flagSelection(view: View): void {
    const at = view.selection;
    const ids = at && (at.kind === 'place' || at.kind === 'gate') ? [at.id] : this.lit;
    this.marks.flag(FLAG.selected, ids.flatMap((id) => this.app.row.get(id) ?? []));
  }

  private reveal(view: View): void {
    const at = view.selection;
    if (at && (at.kind === 'place' || at.kind === 'gate')) this.bringIntoSight(at.id);
  }

  /** Moves a place or a gate into sight, if it is not. */
  private bringIntoSight(id: Id): void {
    const row = this.app.row.get(id);
    const gate = this.app.snapshots.current?.gates.find((one) => one.id === id);
    const lon = row === undefined ? gate?.lon : this.app.places.lon[row];
    const lat = row === undefined ? gate?.lat : this.app.places.lat[row];
    if (lon === null || lon === undefined || lat === null || lat === undefined) return;
    // The panel may have just taken its share of the page.
    requestAnimationFrame(() => {
      this.gl.resize();
      const { x, y } = this.gl.project([lon, lat]);
      const { clientWidth, clientHeight } = this.host;
      if (x < 40 || y < 40 || x > clientWidth - 40 || y > clientHeight * (innerWidth < 760 ? 0.45 : 0.95) - 40)
        this.gl.easeTo({ center: [lon, lat], offset: innerWidth < 760 ? [0, -clientHeight * 0.25] : [0, 0], zoom: Math.max(this.gl.getZoom(), 7.5), animate: this.moving() });
    });
  }

  private buttons(): void {
    const box = document.createElement('div');
    box.className = 'map__buttons';
    render(html`
      <button class="button" aria-label=${S.map.zoom_in} title=${S.map.zoom_in} @click=${() => this.gl.zoomIn({ animate: this.moving() })}>+</button>
      <button class="button" aria-label=${S.map.zoom_out} title=${S.map.zoom_out} @click=${() => this.gl.zoomOut({ animate: this.moving() })}>−</button>
      <button class="button" aria-label=${S.map.whole} title=${S.map.whole} @click=${() => this.showAll()}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"></path></svg></button>`, box);
    const credit = document.createElement('p');
    credit.className = 'map__credit';
    credit.textContent = S.map.attribution;
    this.host.append(box, credit);
  }

  private point(): void {
    const { gl } = this;
    gl.on('mousemove', (event) => this.hover(event.point.x, event.point.y, REACH_MOUSE));
    gl.on('mouseout', () => this.leave());
    gl.on('movestart', () => this.card.hide());
    gl.on('move', () => this.callouts.place());
    gl.on('moveend', () => {
      const { lng, lat } = gl.getCenter();
      this.layNames();
      this.scale.draw();
      this.app.store.set({ camera: { lon: lng, lat, zoom: gl.getZoom() } });
      if (gl.getCanvas().matches(':focus-visible')) this.hover(this.host.clientWidth / 2, this.host.clientHeight / 2, 60);
    });
    gl.on('click', (event) => {
      this.hover(event.point.x, event.point.y, event.originalEvent instanceof PointerEvent && event.originalEvent.pointerType === 'touch' ? REACH_TOUCH : REACH_MOUSE);
      this.choose();
    });
    gl.getCanvas().addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.choose();
    });
    gl.getCanvas().addEventListener('focus', () => {
      if (gl.getCanvas().matches(':focus-visible')) this.hover(this.host.clientWidth / 2, this.host.clientHeight / 2, 60);
    });
    gl.getCanvas().addEventListener('blur', () => this.leave());
  }

  private hover(x: number, y: number, reach: number): void {
    if (!this.ready) return;
    const gate = this.gl.queryRenderedFeatures([x, y], { layers: ['gates'] })[0];
    const row = gate ? -1 : this.marks.pick(x, y, reach);
    const gateId = gate ? String(gate.properties['gate']) : null;
    if (row === this.hovered && gateId === this.hoveredGate) return;
    this.hovered = row;
    this.hoveredGate = gateId;
    this.gl.getCanvas().style.cursor = row >= 0 || gateId ? 'pointer' : '';
    this.marks.flag(FLAG.hover, row >= 0 ? [row] : []);
    const snapshot = this.app.snapshots.current;
    if (gateId && snapshot) {
      const found = snapshot.gates.find((one) => one.id === gateId);
      if (found && found.lon !== null && found.lat !== null) this.card.gate(found, this.gl.project([found.lon, found.lat]));
    } else if (row >= 0 && snapshot) {
      this.card.place(row, snapshot, this.gl.project([this.app.places.lon[row] as number, this.app.places.lat[row] as number]));
    } else {
      this.card.hide();
    }
  }

  private leave(): void {
    this.hovered = -1;
    this.hoveredGate = null;
    if (this.ready) this.marks.flag(FLAG.hover, []);
    this.card.hide();
  }

  private choose(): void {
    if (this.hoveredGate) this.app.select({ kind: 'gate', id: this.hoveredGate });
    else if (this.hovered >= 0) this.app.select({ kind: 'place', id: this.app.places.id[this.hovered] as Id });
  }

  private restyle(): void {
    const t = tokens();
    this.ready = false;
    this.gl.setStyle(styleOf(t), { diff: false });
    this.marks.setColours({ paper: t['map-focus'], ink: t.ink, none: t.none });
    this.gl.once('style.load', () => {
      this.flowFor = '';
      this.given.clear();
      this.layers();
    });
  }

  private layNames(): void {
    if (!this.ready) return;
    const { lng, lat } = this.gl.getCenter();
    const sight = { lon: lng, lat, zoom: this.gl.getZoom(), width: this.host.clientWidth, height: this.host.clientHeight };
    const names = shown(this.app.store.view).layer('names') ? this.labels.lay(sight) : EMPTY;
    if (names) this.give('names', names);
  }

  /** Hands a source its features, unless it has them: each hand-over makes MapLibre lay out its tiles anew. */
  private give(source: string, data: GeoJSON.FeatureCollection): void {
    const text = JSON.stringify(data.features);
    if (this.given.get(source) === text) return;
    this.given.set(source, text);
    (this.gl.getSource(source) as GeoJSONSource).setData(data);
  }

  private home(): LngLatBounds {
    const [w, s, e, n] = home(this.app, this.marks.group) ?? this.app.meta.bounds;
    return new LngLatBounds([w, s], [e, n]);
  }

  private padding(): { top: number; bottom: number; left: number; right: number } {
    // The legend lies over the left of a wide map.
    return this.host.clientWidth < LEGEND_ROOM ? { top: 50, bottom: 30, left: 24, right: 24 } : { top: 50, bottom: 40, left: 280, right: 60 };
  }

  /** The map does not leave the ground that it has. */
  private bounds(): [[number, number], [number, number]] {
    const [w, s, e, n] = this.app.meta.bounds;
    return [[Math.min(SPAN[0][0], w - 4), Math.min(SPAN[0][1], s - 4)], [Math.max(SPAN[1][0], e + 4), Math.max(SPAN[1][1], n + 4)]];
  }

  private sameCamera(view: View): boolean {
    const { lng, lat } = this.gl.getCenter();
    const camera = view.camera;
    return !!camera && Math.abs(camera.lon - lng) < 1e-3 && Math.abs(camera.lat - lat) < 1e-3 && Math.abs(camera.zoom - this.gl.getZoom()) < 0.01;
  }

  private moving(): boolean {
    return !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }
}

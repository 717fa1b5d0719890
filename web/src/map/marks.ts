// Places as marks: a MapLibre custom layer that draws all of them in one call.
// Shape says the kind, colour the holder, strength of the fill how sure; hatched is contested, hollow is unknown,
// a dot has no evidence. Where marks are many they shrink, and are drawn once into a picture that is moved with the map,
// so that a computer without a graphics card pans 30,000 places too.
import { MercatorCoordinate, type CustomLayerInterface, type Map as GlMap } from 'maplibre-gl';
import type { Places } from '../api/types';
import { rgb } from '../colours';
import { NO_EVIDENCE } from '../state/snapshot';
import { GROUPS, SHAPE, groupOf } from './kinds';
import { COPY_FRAGMENT, COPY_VERTEX, FRAGMENT, VERTEX } from './shader';
import { Batch, Program, STRIDE, target } from './webgl';

export const FLAG = { hover: 1, selected: 2, changed: 4 } as const;

export interface MarkColours {
  paper: string;
  ink: string;
  none: string;
}

/** How one place is drawn. */
export interface Look {
  state: number;
  colour: string;
  p: number;
  visible: boolean;
}

/** What is drawn: the middle in Web Mercator, device pixels the world is wide, and the size in device pixels. */
interface Frame {
  x: number;
  y: number;
  world: number;
  width: number;
  height: number;
}

const PULSE_MS = 1400;
const PULSES = 2;
/** Pixels to be shaded in a frame above which marks are drawn into a picture first. */
const MANY_PIXELS = 400_000;
/** How much larger than the map the picture is, in each direction. */
const MARGIN = 1.5;
/** While zooming the picture is scaled, and drawn anew after so long. */
const ZOOM_MS = 350;
/** Share of the map that marks may cover before they shrink, and how far they do. */
const MOST_COVER = 0.08;
const SMALLEST = 0.38;

export class Marks implements CustomLayerInterface {
  readonly id = 'marks';
  readonly type = 'custom';
  readonly group: Uint8Array;
  /** Web Mercator x and y by row; NaN where a place has no point. */
  private readonly at: Float64Array;
  /** Rows in drawing order: the last lies on top. */
  private readonly order: Uint32Array;
  private readonly slot: Uint32Array;
  private readonly bytes: ArrayBuffer;
  private readonly floats: Float32Array;
  private readonly look: Uint8Array;
  private readonly flags: Uint8Array;
  private readonly parsed = new Map<string, [number, number, number]>();
  private map: GlMap | null = null;
  private paint: Program | null = null;
  private copy: Program | null = null;
  private all: Batch | null = null;
  private flagged: Batch | null = null;
  private picture: { frame: Frame; texture: WebGLTexture; target: WebGLFramebuffer; drawn: number } | null = null;
  private dirty = true;
  private pulseFrom = -1;
  private shrink = 1;

  constructor(places: Places, private colours: MarkColours, private readonly still: boolean) {
    const n = places.id.length;
    this.at = new Float64Array(n * 2).fill(NaN);
    this.group = Uint8Array.from(places.kind.map((kind) => groupOf(kind ?? '')));
    this.bytes = new ArrayBuffer(n * STRIDE);
    this.floats = new Float32Array(this.bytes);
    this.look = new Uint8Array(this.bytes);
    this.flags = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const lon = places.lon[i];
      const lat = places.lat[i];
      if (lon === null || lat === null || lon === undefined || lat === undefined) continue;
      const { x, y } = MercatorCoordinate.fromLngLat([lon, lat]);
      this.at[i * 2] = x;
      this.at[i * 2 + 1] = y;
    }
    this.order = Uint32Array.from({ length: n }, (_, i) => i);
    this.slot = this.order.slice();
  }

  /** Draws every place anew. Order on the map: no evidence, areas, then the larger over the smaller, the surer on top. */
  set(look: (row: number) => Look): void {
    const n = this.order.length;
    const rank = new Float32Array(n);
    const looks: Look[] = new Array<Look>(n);
    for (let i = 0; i < n; i++) {
      const one = look(i);
      looks[i] = one;
      const group = GROUPS[this.group[i] as number];
      rank[i] = one.state === NO_EVIDENCE ? -1 : (group?.id === 'area' ? 0 : (group?.radius ?? 5)) + one.p;
    }
    this.order.sort((a, b) => (rank[a] as number) - (rank[b] as number) || a - b);
    this.order.forEach((row, slot) => (this.slot[row] = slot));
    for (let i = 0; i < n; i++) this.write(i, looks[i] as Look);
    this.changed();
  }

  /** Sets a flag on exactly these rows. Flagged marks are drawn once more, on top of all. */
  flag(flag: number, rows: number[]): void {
    for (let row = 0; row < this.flags.length; row++) (this.flags[row] as number) &= ~flag;
    for (const row of rows) (this.flags[row] as number) |= flag;
    if (flag === FLAG.changed && rows.length) this.pulseFrom = performance.now();
    this.map?.triggerRepaint();
  }

  setColours(colours: MarkColours): void {
    this.colours = colours;
    this.changed();
  }

  /** The visible place nearest to a point in CSS pixels, within reach; -1 for none. Costs a pass over all. */
  pick(x: number, y: number, reach: number): number {
    const { map } = this;
    if (!map) return -1;
    const size = 512 * 2 ** map.getZoom();
    const centre = map.project(map.getCenter());
    const middle = MercatorCoordinate.fromLngLat(map.getCenter());
    const scale = growth(map.getZoom()) * this.shrink;
    const quiet = quietness(map.getZoom());
    let best = -1;
    let nearest = Infinity;
    for (let slot = this.order.length - 1; slot >= 0; slot--) {
      const row = this.order[slot] as number;
      const state = this.look[slot * STRIDE + 13];
      const radius = (this.look[slot * STRIDE + 14] as number) / 4;
      if (radius === 0 || (state === NO_EVIDENCE && quiet < 0.5)) continue;
      const dx = ((this.at[row * 2] as number) - middle.x) * size + centre.x - x;
      const dy = ((this.at[row * 2 + 1] as number) - middle.y) * size + centre.y - y;
      const gap = Math.max(0, Math.hypot(dx, dy) - radius * (state === NO_EVIDENCE ? 1 : scale));
      if (gap <= reach && gap < nearest - 0.25) {
        nearest = gap;
        best = row;
      }
    }
    return best;
  }

  onAdd(map: GlMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.paint = new Program(gl, VERTEX, FRAGMENT, ['u_view', 'u_size', 'u_scale', 'u_quiet', 'u_paper', 'u_ink', 'u_none', 'u_pulse']);
    this.copy = new Program(gl, COPY_VERTEX, COPY_FRAGMENT, ['u_box', 'u_picture']);
    this.all = new Batch(gl);
    this.flagged = new Batch(gl);
    this.picture = null;
    this.dirty = true;
  }

  render(gl: WebGL2RenderingContext): void {
    const { map, paint, all, flagged } = this;
    if (!map || !paint || !all || !flagged) return;
    const canvas = map.getCanvas();
    const dpr = canvas.width / canvas.clientWidth;
    const { x, y } = MercatorCoordinate.fromLngLat(map.getCenter());
    const frame: Frame = { x, y, world: 512 * 2 ** map.getZoom() * dpr, width: canvas.width, height: canvas.height };
    const pixels = this.crowd(frame, dpr);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    const fresh = this.dirty;
    if (fresh) all.fill(this.look);
    this.dirty = false;
    if (pixels > MANY_PIXELS) this.drawPicture(gl, frame, dpr, fresh);
    else this.draw(gl, all, frame, dpr, -1);
    flagged.fill(this.flaggedBytes());
    if (flagged.count) this.draw(gl, flagged, frame, dpr, this.pulse());
  }

  onRemove(_map: GlMap, gl: WebGL2RenderingContext): void {
    if (!this.picture) return;
    gl.deleteTexture(this.picture.texture);
    gl.deleteFramebuffer(this.picture.target);
    this.picture = null;
  }

  private draw(gl: WebGL2RenderingContext, batch: Batch, frame: Frame, dpr: number, pulse: number): void {
    const paint = this.paint as Program;
    const zoom = Math.log2(frame.world / dpr / 512);
    gl.useProgram(paint.program);
    gl.uniform3f(paint.at('u_view'), frame.x, frame.y, frame.world);
    gl.uniform2f(paint.at('u_size'), frame.width, frame.height);
    gl.uniform2f(paint.at('u_scale'), growth(zoom) * this.shrink, dpr);
    gl.uniform1f(paint.at('u_quiet'), quietness(zoom));
    for (const [name, colour] of Object.entries(this.colours)) gl.uniform3fv(paint.at(`u_${name}`), this.parse(colour));
    gl.uniform1f(paint.at('u_pulse'), pulse);
    batch.draw();
  }

  /**
   * Draws the picture of all marks, which is made anew when it no longer fits what is seen. Its pixels are the screen's,
   * whatever the map's are while it moves (pace.ts), so that it is not made anew for them.
   */
  private drawPicture(gl: WebGL2RenderingContext, frame: Frame, dpr: number, fresh: boolean): void {
    const map = this.map as GlMap;
    const fine = devicePixelRatio / dpr;
    const width = Math.min(4096, Math.ceil((frame.width * fine * MARGIN) / 64) * 64);
    const height = Math.min(4096, Math.ceil((frame.height * fine * MARGIN) / 64) * 64);
    let picture = this.picture;
    if (!picture || picture.frame.width !== width || picture.frame.height !== height) {
      this.onRemove(map, gl);
      picture = this.picture = { frame: { ...frame, width, height }, ...target(gl, width, height), drawn: -Infinity };
    }
    // From here on in pixels of the screen.
    const world = frame.world * fine;
    const [seenWidth, seenHeight] = [frame.width * fine, frame.height * fine];
    const ratio = world / picture.frame.world;
    const scaled = Math.abs(ratio - 1) > 1e-4;
    const covers = Math.abs(picture.frame.x - frame.x) * world + seenWidth / 2 <= (width * ratio) / 2 + 1 &&
      Math.abs(picture.frame.y - frame.y) * world + seenHeight / 2 <= (height * ratio) / 2 + 1;
    const late = performance.now() - picture.drawn > ZOOM_MS;
    if (fresh || picture.drawn < 0 || (scaled ? !map.isZooming() || late : !covers)) {
      const was = gl.getParameter(gl.FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
      gl.bindFramebuffer(gl.FRAMEBUFFER, picture.target);
      gl.viewport(0, 0, width, height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      picture.frame = { x: frame.x, y: frame.y, world, width, height };
      this.draw(gl, this.all as Batch, picture.frame, devicePixelRatio, -1);
      gl.bindFramebuffer(gl.FRAMEBUFFER, was);
      gl.viewport(0, 0, frame.width, frame.height);
      picture.drawn = performance.now();
    } else if (scaled) map.triggerRepaint();
    const scale = world / picture.frame.world;
    const [w, h] = [(width * scale) / seenWidth, (height * scale) / seenHeight];
    const cx = ((picture.frame.x - frame.x) * world * 2) / seenWidth;
    const cy = (-(picture.frame.y - frame.y) * world * 2) / seenHeight;
    this.paste(gl, picture.texture, [cx - w, cy - h, cx + w, cy + h]);
  }

  private paste(gl: WebGL2RenderingContext, texture: WebGLTexture, box: [number, number, number, number]): void {
    const copy = this.copy as Program;
    gl.useProgram(copy.program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.uniform1i(copy.at('u_picture'), 0);
    gl.uniform4f(copy.at('u_box'), ...box);
    gl.bindVertexArray(null);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** Shrinks the marks to what the view has room for; the pixels that drawing them will shade. */
  private crowd(frame: Frame, dpr: number): number {
    const [w, h] = [frame.width / frame.world / 2, frame.height / frame.world / 2];
    const zoom = Math.log2(frame.world / dpr / 512);
    let area = 0;
    let seen = 0;
    for (let row = 0; row < this.slot.length; row++) {
      if (Math.abs((this.at[row * 2] as number) - frame.x) > w || !(Math.abs((this.at[row * 2 + 1] as number) - frame.y) <= h)) continue;
      const slot = (this.slot[row] as number) * STRIDE;
      const radius = ((this.look[slot + 14] as number) / 4) * dpr;
      if (radius === 0 || this.look[slot + 13] === NO_EVIDENCE) continue;
      area += radius * radius * 3.2;
      seen++;
    }
    const full = area * growth(zoom) ** 2;
    this.shrink = Math.min(1, Math.max(SMALLEST, Math.sqrt((MOST_COVER * frame.width * frame.height) / Math.max(1, full))));
    const mean = seen ? Math.sqrt(full / seen / 3.2) * this.shrink : 0;
    return seen * (2 * (mean + 2.6 * dpr)) ** 2;
  }

  private flaggedBytes(): Uint8Array {
    const rows: number[] = [];
    for (let row = 0; row < this.flags.length; row++) if (this.flags[row] && this.look[(this.slot[row] as number) * STRIDE + 14]) rows.push(row);
    const bytes = new Uint8Array(rows.length * STRIDE);
    rows.forEach((row, i) => {
      const slot = (this.slot[row] as number) * STRIDE;
      bytes.set(this.look.subarray(slot, slot + STRIDE), i * STRIDE);
      bytes[i * STRIDE + 15] = this.flags[row] as number;
    });
    return bytes;
  }

  private write(row: number, look: Look): void {
    const slot = this.slot[row] as number;
    const group = GROUPS[this.group[row] as number] as (typeof GROUPS)[number];
    const at = slot * STRIDE;
    const x = this.at[row * 2] as number;
    const nowhere = Number.isNaN(x);
    this.floats[at / 4] = nowhere ? 0 : x;
    this.floats[at / 4 + 1] = nowhere ? 0 : (this.at[row * 2 + 1] as number);
    const [r, g, b] = this.parse(look.colour);
    const quiet = look.state === NO_EVIDENCE;
    const radius = quiet ? (group.id === 'village' ? 1.5 : 2.2) : group.radius;
    this.look[at + 8] = r * 255;
    this.look[at + 9] = g * 255;
    this.look[at + 10] = b * 255;
    this.look[at + 11] = Math.round(look.p * 255);
    this.look[at + 12] = SHAPE[group.shape];
    this.look[at + 13] = look.state;
    this.look[at + 14] = !look.visible || nowhere ? 0 : Math.round(4 * radius);
    this.look[at + 15] = 0;
  }

  private parse(colour: string): [number, number, number] {
    let known = this.parsed.get(colour);
    if (!known) this.parsed.set(colour, (known = rgb(colour)));
    return known;
  }

  /** How far the ring around what changed has spread, 0 to 1; negative once it rests. */
  private pulse(): number {
    if (this.pulseFrom < 0 || this.still) return -1;
    const turns = (performance.now() - this.pulseFrom) / PULSE_MS;
    if (turns > PULSES) {
      this.pulseFrom = -1;
      return -1;
    }
    this.map?.triggerRepaint();
    return turns % 1;
  }

  private changed(): void {
    this.dirty = true;
    this.map?.triggerRepaint();
  }
}

/** Marks grow with zoom, but less than the ground does. */
function growth(zoom: number): number {
  return Math.min(1.7, Math.max(0.55, 1 + (zoom - 7) * 0.14));
}

/** Places without evidence come in as the reader comes near. */
function quietness(zoom: number): number {
  return Math.min(1, Math.max(0, (zoom - 7.6) / 1.4));
}

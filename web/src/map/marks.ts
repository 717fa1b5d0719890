// Places as marks: a MapLibre custom layer that draws all of them in one call, so that 30,000 move as fast as 30.
// Shape says the kind, colour the holder, strength of the fill how sure; hatched is contested, hollow is unknown,
// a dot has no evidence.
import { MercatorCoordinate, type CustomLayerInterface, type CustomRenderMethodInput, type Map as GlMap } from 'maplibre-gl';
import type { Places } from '../api/types';
import { rgb } from '../colours';
import { NO_EVIDENCE } from '../state/snapshot';
import { GROUPS, SHAPE, groupOf } from './kinds';
import { FRAGMENT, VERTEX } from './shader';

export const FLAG = { hover: 1, selected: 2, changed: 4 } as const;

export interface MarkColours {
  paper: string;
  ink: string;
  none: string;
}

/** How one place is drawn; radius 0 hides it. */
export interface Look {
  state: number;
  colour: string;
  p: number;
  visible: boolean;
}

const STRIDE = 16;
const PULSE_MS = 1400;
const PULSES = 2;

export class Marks implements CustomLayerInterface {
  readonly id = 'marks';
  readonly type = 'custom';
  /** Web Mercator x and y by row; NaN where a place has no point. */
  readonly at: Float64Array;
  readonly group: Uint8Array;
  /** Rows in drawing order: the last lies on top. */
  private order: Uint32Array;
  private slot: Uint32Array;
  private readonly bytes: ArrayBuffer;
  private readonly floats: Float32Array;
  private readonly look: Uint8Array;
  private map: GlMap | null = null;
  private program: WebGLProgram | null = null;
  private buffer: WebGLBuffer | null = null;
  private array: WebGLVertexArrayObject | null = null;
  private uniform: Record<string, WebGLUniformLocation | null> = {};
  private dirty = true;
  private pulseFrom = -1;
  private colours: MarkColours;
  private readonly parsed = new Map<string, [number, number, number]>();

  constructor(places: Places, colours: MarkColours, private readonly still: boolean) {
    const n = places.id.length;
    this.colours = colours;
    this.at = new Float64Array(n * 2).fill(NaN);
    this.group = new Uint8Array(n);
    this.bytes = new ArrayBuffer(n * STRIDE);
    this.floats = new Float32Array(this.bytes);
    this.look = new Uint8Array(this.bytes);
    for (let i = 0; i < n; i++) {
      const lon = places.lon[i];
      const lat = places.lat[i];
      this.group[i] = groupOf(places.kind[i] ?? '');
      if (lon === null || lat === null || lon === undefined || lat === undefined) continue;
      const { x, y } = MercatorCoordinate.fromLngLat([lon, lat]);
      this.at[i * 2] = x;
      this.at[i * 2 + 1] = y;
    }
    this.order = Uint32Array.from({ length: n }, (_, i) => i);
    this.slot = this.order.slice();
  }

  /** Draws every place anew. Order on the map: no evidence, then villages, then the rest, the surer the higher. */
  set(look: (row: number) => Look): void {
    const n = this.order.length;
    const rank = new Float32Array(n);
    const looks: Look[] = new Array<Look>(n);
    for (let i = 0; i < n; i++) {
      const one = look(i);
      looks[i] = one;
      const group = GROUPS[this.group[i] ?? 0];
      rank[i] = one.state === NO_EVIDENCE ? -1 : (group?.id === 'area' ? 0 : (group?.radius ?? 5)) + one.p;
    }
    this.order.sort((a, b) => (rank[a] as number) - (rank[b] as number) || a - b);
    this.order.forEach((row, slot) => (this.slot[row] = slot));
    for (let i = 0; i < n; i++) this.write(i, looks[i] as Look);
    this.changed();
  }

  /** Sets or clears a flag on exactly these rows. */
  flag(flag: number, rows: Iterable<number>): void {
    for (let slot = 0; slot < this.order.length; slot++) (this.look[slot * STRIDE + 15] as number) &= ~flag;
    for (const row of rows) (this.look[(this.slot[row] as number) * STRIDE + 15] as number) |= flag;
    if (flag === FLAG.changed) this.pulseFrom = performance.now();
    this.changed();
  }

  setColours(colours: MarkColours): void {
    this.colours = colours;
    this.changed();
  }

  /** The visible place nearest to a point in CSS pixels, within reach; -1 for none. Costs a pass over all. */
  pick(x: number, y: number, reach: number): number {
    const map = this.map;
    if (!map) return -1;
    const size = 512 * 2 ** map.getZoom();
    const centre = map.project(map.getCenter());
    const middle = MercatorCoordinate.fromLngLat(map.getCenter());
    const scale = growth(map.getZoom());
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
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
      const shader = gl.createShader(kind) as WebGLShader;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? 'shader');
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    this.program = program;
    for (const name of ['u_matrix', 'u_size', 'u_scale', 'u_quiet', 'u_paper', 'u_ink', 'u_none', 'u_pulse'])
      this.uniform[name] = gl.getUniformLocation(program, name);
    this.buffer = gl.createBuffer();
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, STRIDE, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, true, STRIDE, 8);
    gl.enableVertexAttribArray(2);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, false, STRIDE, 12);
    for (const place of [0, 1, 2]) gl.vertexAttribDivisor(place, 1);
    gl.bindVertexArray(null);
    this.dirty = true;
  }

  onRemove(_map: GlMap, gl: WebGL2RenderingContext): void {
    gl.deleteProgram(this.program);
    gl.deleteBuffer(this.buffer);
    gl.deleteVertexArray(this.array);
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const map = this.map;
    if (!map || !this.program) return;
    gl.bindVertexArray(this.array);
    if (this.dirty) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
      gl.bufferData(gl.ARRAY_BUFFER, this.bytes, gl.DYNAMIC_DRAW);
      this.dirty = false;
    }
    gl.useProgram(this.program);
    const canvas = map.getCanvas();
    const dpr = canvas.width / canvas.clientWidth;
    gl.uniformMatrix4fv(this.uniform['u_matrix'] as WebGLUniformLocation, false,
      Float32Array.from(input.defaultProjectionData.mainMatrix));
    gl.uniform2f(this.uniform['u_size'] as WebGLUniformLocation, canvas.width, canvas.height);
    gl.uniform2f(this.uniform['u_scale'] as WebGLUniformLocation, growth(map.getZoom()), dpr);
    gl.uniform1f(this.uniform['u_quiet'] as WebGLUniformLocation, quietness(map.getZoom()));
    for (const [name, colour] of Object.entries(this.colours))
      gl.uniform3fv(this.uniform[`u_${name}`] as WebGLUniformLocation, this.parse(colour));
    gl.uniform1f(this.uniform['u_pulse'] as WebGLUniformLocation, this.pulse());
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.order.length);
    gl.bindVertexArray(null);
  }

  private write(row: number, look: Look): void {
    const slot = this.slot[row] as number;
    const group = GROUPS[this.group[row] as number] as (typeof GROUPS)[number];
    const at = slot * STRIDE;
    const x = this.at[row * 2] as number;
    this.floats[at / 4] = Number.isNaN(x) ? 0 : x;
    this.floats[at / 4 + 1] = Number.isNaN(x) ? 0 : (this.at[row * 2 + 1] as number);
    const [r, g, b] = this.parse(look.colour);
    this.look[at + 8] = r * 255;
    this.look[at + 9] = g * 255;
    this.look[at + 10] = b * 255;
    this.look[at + 11] = Math.round(look.p * 255);
    this.look[at + 12] = SHAPE[group.shape];
    this.look[at + 13] = look.state;
    const quiet = look.state === NO_EVIDENCE;
    this.look[at + 14] = !look.visible || Number.isNaN(x) ? 0 : Math.round(4 * (quiet ? (group.id === 'village' ? 1.5 : 2.2) : group.radius));
    this.look[at + 15] = 0;
  }

  private parse(colour: string): [number, number, number] {
    let known = this.parsed.get(colour);
    if (!known) this.parsed.set(colour, (known = rgb(colour)));
    return known;
  }

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
export function growth(zoom: number): number {
  return Math.min(1.7, Math.max(0.55, 1 + (zoom - 7) * 0.14));
}

/** Places without evidence come in as the reader comes near. */
export function quietness(zoom: number): number {
  return Math.min(1, Math.max(0, (zoom - 7.6) / 1.4));
}

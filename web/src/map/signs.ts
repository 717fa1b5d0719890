// A gate as a sign with two plates, one a side of the border: near on the left, far on the right. An open side shows an
// arrow, a shut one a bar, a partly open one half a bar, an unknown one a question mark, and nothing where neither side is known; a doubtful state is paler.
import type { GateSide, GateState } from '../api/types';
import type { Tokens } from './tokens';

const PLATE = 17;
const HEIGHT = 17;
const POLE = 9;
const PIXELS = 3;

export interface Sign {
  name: string;
  image: ImageData;
}

/** Name of the picture for two sides; equal sides give the same one. */
export function signName(near: GateSide | undefined, far: GateSide | undefined, theme: string): string {
  const part = (side: GateSide | undefined) => (side ? `${side.state}${sureness(side.p)}` : 'unknown0');
  return `sign-${part(near)}-${part(far)}-${theme}`;
}

export function drawSign(near: GateSide | undefined, far: GateSide | undefined, t: Tokens): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = (PLATE * 2 + 8) * PIXELS;
  canvas.height = (HEIGHT + POLE + 6) * PIXELS;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.scale(PIXELS, PIXELS);
  const x = 4;
  const y = 3;
  pen.strokeStyle = t['map-halo'];
  pen.lineCap = 'round';
  pen.lineWidth = 4.5;
  pole(pen, x + PLATE, y + HEIGHT);
  pen.strokeStyle = t.ink;
  pen.lineWidth = 1.8;
  pole(pen, x + PLATE, y + HEIGHT);
  pen.fillStyle = t['map-halo'];
  pen.beginPath();
  pen.roundRect(x - 2.2, y - 2.2, PLATE * 2 + 4.4, HEIGHT + 4.4, 5);
  pen.fill();
  const silent = (near?.state ?? 'unknown') === 'unknown' && (far?.state ?? 'unknown') === 'unknown';
  plate(pen, x, y, near, t, 'left', silent);
  plate(pen, x + PLATE, y, far, t, 'right', silent);
  if (silent) {
    pen.fillStyle = t['ink-2'];
    pen.fillRect(x + PLATE - 0.5, y, 1, HEIGHT);
  }
  pen.strokeStyle = silent ? t['ink-2'] : t.ink;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(x - 0.5, y - 0.5, PLATE * 2 + 1, HEIGHT + 1, 3.5);
  pen.stroke();
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

export const SIGN_RATIO = PIXELS;

function sureness(p: number): number {
  return p >= 0.75 ? 2 : p >= 0.5 ? 1 : 0;
}

function pole(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x, y + POLE - 1);
  pen.stroke();
}

function plate(pen: CanvasRenderingContext2D, x: number, y: number, side: GateSide | undefined, t: Tokens, end: 'left' | 'right', silent: boolean): void {
  const state: GateState = side?.state ?? 'unknown';
  const paint = { open: t.open, closed: t.closed, partly: t.partly, unknown: t.surface }[state];
  const strength = state === 'unknown' ? 1 : [0.45, 0.72, 1][sureness(side?.p ?? 0)] as number;
  pen.save();
  pen.beginPath();
  pen.roundRect(x, y, PLATE, HEIGHT, end === 'left' ? [3, 0, 0, 3] : [0, 3, 3, 0]);
  pen.clip();
  pen.fillStyle = t.surface;
  pen.fillRect(x, y, PLATE, HEIGHT);
  pen.globalAlpha = strength;
  pen.fillStyle = paint;
  pen.fillRect(x, y, PLATE, HEIGHT);
  pen.globalAlpha = 1;
  pen.fillStyle = pen.strokeStyle = state === 'unknown' ? t['ink-2'] : strength < 0.6 ? t.ink : t.surface;
  pen.lineWidth = 2.2;
  pen.lineCap = pen.lineJoin = 'round';
  const cx = x + PLATE / 2;
  const cy = y + HEIGHT / 2;
  pen.beginPath();
  if (state === 'closed') {
    pen.roundRect(cx - 5, cy - 1.8, 10, 3.6, 1);
    pen.fill();
  } else if (state === 'partly') {
    pen.roundRect(cx - 5, cy - 1.8, 4.6, 3.6, 1);
    pen.fill();
    pen.beginPath();
    pen.moveTo(cx + 1.6, cy - 3);
    pen.lineTo(cx + 4.6, cy);
    pen.lineTo(cx + 1.6, cy + 3);
    pen.stroke();
  } else if (state === 'open') {
    pen.moveTo(cx - 4.4, cy);
    pen.lineTo(cx + 4.2, cy);
    pen.moveTo(cx + 0.8, cy - 3.6);
    pen.lineTo(cx + 4.4, cy);
    pen.lineTo(cx + 0.8, cy + 3.6);
    pen.stroke();
  } else if (!silent) {
    pen.font = '600 12px Assay, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText('?', cx, cy + 0.8);
  }
  pen.restore();
}

export function nearSide(sides: GateSide[]): GateSide | undefined {
  return sides.find((side) => side.side === 'near') ?? sides[0];
}

export function farSide(sides: GateSide[]): GateSide | undefined {
  return sides.find((side) => side.side === 'far') ?? sides.find((side) => side !== nearSide(sides));
}

/** 'Houqiao, China'; the country alone where the side has no place of its own. */
export function sideName(side: GateSide): string {
  return side.place && side.place !== side.country_name ? `${side.place}, ${side.country_name}` : side.country_name;
}

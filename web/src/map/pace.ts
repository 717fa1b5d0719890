// Keeps the map moving on computers that draw without a graphics card: where frames come slowly while it moves, they are
// drawn with fewer pixels, and with all of them again once it rests.
import type { Map as GlMap } from 'maplibre-gl';

/** A frame that takes longer than this, on the average of the last few, is slow: 30 a second is 33 ms. */
const SLOW_MS = 36;
const FRAMES = 4;
const COARSE = 0.55;
const REST_MS = 180;

export class Pace {
  private slow = false;
  private coarse = false;
  private mean = 0;
  private seen = 0;
  private last = 0;
  private timer = 0;

  constructor(private readonly gl: GlMap) {
    withoutSky(gl);
    gl.on('movestart', (event) => {
      clearTimeout(this.timer);
      this.seen = 0;
      // Only a reader's own movement lasts long enough; resizing fires these events too.
      if (this.slow && event.originalEvent) this.set(true);
    });
    gl.on('render', () => this.frame());
    gl.on('moveend', () => {
      clearTimeout(this.timer);
      if (this.coarse) this.timer = window.setTimeout(() => this.set(false), REST_MS);
    });
  }

  private frame(): void {
    const now = performance.now();
    const took = now - this.last;
    this.last = now;
    if (!this.gl.isMoving() || this.slow || took > 1500) return;
    this.seen++;
    this.mean = this.seen === 1 ? took : this.mean * 0.7 + took * 0.3;
    if (this.seen < FRAMES || this.mean < SLOW_MS) return;
    this.slow = true;
    this.set(true);
  }

  private set(coarse: boolean): void {
    if (coarse === this.coarse || (!coarse && this.gl.isMoving())) return;
    this.coarse = coarse;
    this.gl.setPixelRatio(devicePixelRatio * (coarse ? COARSE : 1));
  }
}

/**
 * MapLibre shades every pixel with a sky before it draws a map that is seen from straight above; without a graphics card
 * that takes a third of a frame. There is no option against it, so its function is replaced, if it is where it was.
 */
function withoutSky(gl: GlMap): void {
  const painter = (gl as unknown as { painter?: { drawFunctions?: { sky?: () => void } } }).painter;
  if (painter?.drawFunctions?.sky) painter.drawFunctions.sky = () => undefined;
}

// Keeps the map moving on computers that draw without a graphics card: where it moved slowly before, it is drawn with
// fewer pixels while the reader moves it, and with all of them again once it rests.
import type { Map as GlMap } from 'maplibre-gl';

/** Frames a second below which a movement was slow. */
const SLOW = 40;
const FRAMES = 6;
const COARSE = 0.5;
const REST_MS = 160;

export class Pace {
  private slow = false;
  private coarse = false;
  private frames = 0;
  private since = 0;
  private timer = 0;

  constructor(private readonly gl: GlMap) {
    withoutSky(gl);
    this.slow = drawsInSoftware(gl);
    gl.on('movestart', () => {
      this.frames = 0;
      this.since = performance.now();
    });
    gl.on('render', () => this.frames++);
    gl.on('moveend', () => {
      const seconds = (performance.now() - this.since) / 1000;
      if (this.frames >= FRAMES && this.frames / seconds < SLOW) this.slow = true;
      this.rest();
    });
    // Before MapLibre sees them: a change of resolution in the midst of a drag would end it.
    const host = gl.getCanvasContainer();
    for (const kind of ['mousedown', 'touchstart', 'wheel', 'keydown'] as const)
      host.addEventListener(kind, () => this.start(), { capture: true, passive: true });
  }

  private start(): void {
    if (!this.slow) return;
    clearTimeout(this.timer);
    if (!this.coarse && !this.gl.isMoving()) this.set(true);
    else this.rest();
  }

  private rest(): void {
    clearTimeout(this.timer);
    if (!this.coarse) return;
    this.timer = window.setTimeout(() => (this.gl.isMoving() ? this.rest() : this.set(false)), REST_MS);
  }

  private set(coarse: boolean): void {
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

/** Whether the browser says that it draws without a graphics card. */
function drawsInSoftware(gl: GlMap): boolean {
  const context = gl.getCanvas().getContext('webgl2');
  const names = context?.getExtension('WEBGL_debug_renderer_info');
  return !!context && !!names && /swiftshader|llvmpipe|software|basic render/i.test(String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)));
}

// A bar as long as a round distance at the middle of the map. It follows when the map rests: text that changed with each
// frame would have to be drawn with each frame.
import type { Map as GlMap } from 'maplibre-gl';
import { S } from '../strings.en';

const LONGEST = 110;
const EARTH_KM = 40075;

export class Scale {
  private readonly bar = document.createElement('div');

  constructor(host: HTMLElement, private readonly gl: GlMap) {
    this.bar.className = 'map__scale figure';
    host.append(this.bar);
    this.draw();
  }

  draw(): void {
    const km = (EARTH_KM * Math.cos((this.gl.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** this.gl.getZoom());
    const most = LONGEST * km;
    const power = 10 ** Math.floor(Math.log10(most));
    const round = power * ([5, 3, 2, 1].find((n) => n * power <= most) ?? 1);
    this.bar.textContent = S.map.km(round);
    this.bar.style.width = `${round / km}px`;
  }
}

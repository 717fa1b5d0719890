// A figure's band: a bar over 8 of 10 draws and a mark at the middle one.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Band } from '../../api/types';
import { S } from '../../strings.en';

const WIDTH = 100;

/** Two bands one above the other on one scale from 0 to most: as it is, and what if, where there is one. */
export function bandPair(base: Band, other: Band | null, most: number): TemplateResult {
  const x = (value: number) => (most > 0 ? Math.max(0, Math.min(1, value / most)) * WIDTH : 0);
  const row = (band: Band, y: number, name: string) => svg`
    <rect class=${`band band--${name}`} x=${x(band.p10)} y=${y} width=${Math.max(0.6, x(band.p90) - x(band.p10))} height="7"></rect>
    <rect class=${`band__mid band__mid--${name}`} x=${Math.max(0, x(band.p50) - 0.7)} y=${y - 1.5} width="1.4" height="10"></rect>`;
  return html`<svg class="bands" viewBox="0 0 ${WIDTH} 26" preserveAspectRatio="none" aria-hidden="true"><path class="band__zero" d="M0.3 0V26"></path>${row(base, other ? 3 : 9, 'base')}${other ? row(other, 15, 'other') : nothing}</svg>`;
}

/** 1,234; 12 million. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${(value / 1e9).toLocaleString('en', { maximumFractionDigits: 1 })}${S.whatif.billion}`;
  if (size >= 1e6) return `${(value / 1e6).toLocaleString('en', { maximumFractionDigits: size >= 1e7 ? 0 : 1 })}${S.whatif.million}`;
  return value.toLocaleString('en', { maximumFractionDigits: size < 10 && size > 0 ? 1 : 0 });
}

export const signed = (value: number) => (value > 0 ? `+${figure(value)}` : value < 0 ? `−${figure(-value)}` : '0');

// The two clocks on one axis: above, the day in the world with the days on which something happened; below, the day as
// known with the reports by day of publication. Moving the lower handle back hides the reports that came after it.
import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import { scaleUtc, type ScaleTime } from 'd3-scale';
import type { App } from '../app';
import type { Activity, Day } from '../api/types';
import { addDays, addMonths, clampDay, dayNumber, dayOf, dayText } from '../days';
import { S } from '../strings.en';
import { Player } from './player';
import { bins, type Window } from './window';

type Clock = 'world' | 'known';
const PAD = 14;

export class TimeBar {
  private activity: Activity | null = null;
  private window: Window;
  private width = 0;
  private tied: boolean;
  private readonly player: Player;

  constructor(private readonly host: HTMLElement, private readonly app: App) {
    const { meta, store } = app;
    this.window = this.include({ first: addDays(meta.focus[0], -21), last: clampDay(addDays(meta.focus[1], 45), meta.first_day, this.lastDay()) });
    this.tied = store.view.known !== null && store.view.known === store.view.on;
    this.player = new Player(app, () => this.activity, (on) => this.move('world', on), () => this.draw());
    store.subscribe((view, before) => {
      if (view.on !== before.on || view.known !== before.known) this.draw();
    });
    app.api.activity().then((activity) => {
      this.activity = activity;
      this.draw();
    }, () => undefined);
    new ResizeObserver(() => this.draw()).observe(host);
    this.draw();
  }

  togglePlay(): void {
    this.player.toggle();
  }

  /** Moves the day in the world by whole days. */
  step(days: number): void {
    this.player.stop();
    this.move('world', addDays(this.app.on(), days));
  }

  private get narrow(): boolean {
    return this.width > 0 && this.width < 480;
  }

  private lastDay(): Day {
    const { last_day, known_last } = this.app.meta;
    return last_day > known_last ? last_day : known_last;
  }

  private include(window: Window): Window {
    const on = this.app.on();
    return { first: on < window.first ? on : window.first, last: on > window.last ? on : window.last };
  }

  private move(clock: Clock, day: Day): void {
    const { app } = this;
    const to = clampDay(day, app.meta.first_day, this.lastDay());
    if (clock === 'world') app.store.set({ on: to, ...(this.tied ? { known: this.knownOf(to) } : {}) });
    else app.store.set({ known: this.knownOf(to), ...(this.tied ? { on: to } : {}) });
    const window = this.include(this.window);
    if (window.first !== this.window.first || window.last !== this.window.last) this.window = window;
  }

  /** The last day and any after it mean all that is known. */
  private knownOf(day: Day): Day | null {
    return day >= this.lastDay() && !this.tied ? null : day;
  }

  private zoom(factor: number): void {
    const { meta } = this.app;
    if (factor === 0) {
      this.window = { first: meta.first_day, last: this.lastDay() };
    } else {
      const on = dayNumber(this.app.on());
      const first = Math.round(on - (on - dayNumber(this.window.first)) * factor);
      const last = Math.round(on + (dayNumber(this.window.last) - on) * factor);
      if (last - first < 14) return;
      this.window = { first: clampDay(dayOf(first), meta.first_day, meta.last_day), last: clampDay(dayOf(last), meta.first_day, this.lastDay()) };
    }
    this.draw();
  }

  private scale(): ScaleTime<number, number> {
    return scaleUtc([Date.parse(this.window.first), Date.parse(this.window.last) + 86_400_000], [PAD, Math.max(PAD + 1, this.width - PAD)]);
  }

  private draw(): void {
    const { app } = this;
    const on = app.on();
    const known = app.known();
    render(html`
      <div class="time">
        <div class="time__clocks">
          <button class="button time__play" aria-pressed=${this.player.playing} aria-label=${this.player.playing ? S.time.pause : S.time.play} title=${S.time.play_hint}
            @click=${() => this.player.toggle()}>${this.player.playing ? html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 2h4v12H3zM9 2h4v12H9z"></path></svg>` : html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2v12l10-6z"></path></svg>`}</button>
          <div class="time__readouts">
            <label class="time__readout"><span>${S.time.world}</span><strong class="figure">${dayText(on, this.narrow)}</strong>
              <input type="date" .value=${on} min=${app.meta.first_day} max=${this.lastDay()} aria-label=${S.time.world_input} @change=${(event: Event) => this.typed('world', event)}></label>
            <label class="time__readout time__readout--known"><span>${S.time.known}</span><strong class="figure">${known ? dayText(known, this.narrow) : S.time.everything}</strong>
              <input type="date" .value=${known ?? this.lastDay()} min=${app.meta.known_first} max=${this.lastDay()} aria-label=${S.time.known_input} @change=${(event: Event) => this.typed('known', event)}></label>
          </div>
          <div class="time__modes">
            <button class="button quiet small" role="switch" aria-checked=${this.tied} title=${S.time.tie_hint} @click=${() => this.tie()}>${S.time.tie}</button>
            <span class="time__zoom" role="group" aria-label=${S.time.zoom}>
              <button class="button quiet small" aria-label=${S.time.zoom_in} @click=${() => this.zoom(0.5)}>+</button>
              <button class="button quiet small" aria-label=${S.time.zoom_out} @click=${() => this.zoom(2)}>−</button>
              <button class="button quiet small" @click=${() => this.zoom(0)}>${S.time.all}</button>
            </span>
          </div>
        </div>
        <div class="time__axis" @wheel=${{ handleEvent: (event: WheelEvent) => this.wheel(event), passive: false }}>${this.axis(on, known)}</div>
      </div>`, this.host);
    const axis = this.host.querySelector('.time__axis') as HTMLElement;
    if (axis.clientWidth !== this.width) {
      this.width = axis.clientWidth;
      render(this.axis(on, known), axis);
      this.draw();
    }
  }

  private axis(on: Day, known: Day | null): TemplateResult | typeof nothing {
    if (!this.width) return nothing;
    const scale = this.scale();
    const x = (day: Day) => scale(Date.parse(day) + 43_200_000);
    const edge = known ? scale(Date.parse(known) + 86_400_000) : scale.range()[1] as number;
    const events = this.activity ? bins(this.activity.days, this.activity.events, scale) : [];
    const published = this.activity ? bins(this.activity.days, this.activity.published, scale) : [];
    const ticks = scale.ticks(Math.max(3, Math.floor(this.width / 90)));
    const format = scale.tickFormat();
    return html`
      <svg class="time__chart" width=${this.width} height="76" aria-hidden="true">
        <defs><pattern id="unseen" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--surface-2)"></rect><path d="M0 0V6" stroke="var(--line)" stroke-width="2"></path></pattern></defs>
        ${ticks.map((tick) => svg`<path d=${`M${scale(tick)} 0V62`} stroke="var(--line)"></path><text x=${scale(tick) + 3} y="73" class="time__tick">${format(tick)}</text>`)}
        <path d=${`M${PAD} 27H${this.width - PAD}`} stroke="var(--ink-3)"></path>
        ${events.map((bin) => svg`<rect x=${bin.x} y=${27 - bin.height * 18} width=${bin.width} height=${bin.height * 18} fill=${bin.x <= x(on) ? 'var(--ink)' : 'var(--none)'} opacity="0.75"></rect>`)}
        ${edge < this.width - PAD ? svg`<rect x=${edge} y="33" width=${Math.max(0, this.width - PAD - edge)} height="29" fill="url(#unseen)"></rect>` : nothing}
        <path d=${`M${PAD} 61.5H${this.width - PAD}`} stroke="var(--ink-3)"></path>
        ${published.map((bin) => svg`<rect x=${bin.x} y=${61 - bin.height * 24} width=${bin.width} height=${bin.height * 24} fill=${bin.x <= edge ? 'var(--accent)' : 'var(--none)'} opacity=${bin.x <= edge ? 0.85 : 0.5}></rect>`)}
      </svg>
      ${this.handle('world', on, x(on))}
      ${this.handle('known', known ?? this.lastDay(), known ? x(known) : (scale.range()[1] as number))}`;
  }

  private handle(clock: Clock, day: Day, at: number): TemplateResult {
    const { meta } = this.app;
    const text = clock === 'known' && this.app.known() === null ? S.time.everything : dayText(day);
    const inside = Math.min(this.width, Math.max(0, at));
    return html`
      <div class="time__track time__track--${clock}" @pointerdown=${(event: PointerEvent) => this.drag(clock, event)}></div>
      <div class="time__handle time__handle--${clock}" role="slider" tabindex="0" aria-label=${clock === 'world' ? S.time.world : S.time.known}
        aria-valuemin=${dayNumber(clock === 'world' ? meta.first_day : meta.known_first)} aria-valuemax=${dayNumber(this.lastDay())} aria-valuenow=${dayNumber(day)} aria-valuetext=${text}
        .style=${`transform: translateX(${inside}px)`} @pointerdown=${(event: PointerEvent) => this.drag(clock, event)} @keydown=${(event: KeyboardEvent) => this.key(clock, day, event)}></div>`;
  }

  private drag(clock: Clock, event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.player.stop();
    const axis = this.host.querySelector('.time__axis') as HTMLElement;
    const handle = axis.querySelector(`.time__handle--${clock}`) as HTMLElement;
    handle.focus();
    const follow = (move: PointerEvent) => {
      const x = move.clientX - axis.getBoundingClientRect().left;
      // The right end of the axis is all that is known, also where the ledger's last day lies beyond it.
      if (clock === 'known' && x >= (this.scale().range()[1] as number)) return this.move(clock, this.lastDay());
      this.move(clock, dayOf(Math.floor(this.scale().invert(x).getTime() / 86_400_000)));
    };
    const done = () => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', done);
      removeEventListener('pointercancel', done);
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', done);
    addEventListener('pointercancel', done);
    follow(event);
  }

  private key(clock: Clock, day: Day, event: KeyboardEvent): void {
    const days = event.shiftKey ? 7 : 1;
    const { meta } = this.app;
    const to = {
      ArrowRight: () => addDays(day, days), ArrowUp: () => addDays(day, days), ArrowLeft: () => addDays(day, -days), ArrowDown: () => addDays(day, -days),
      PageUp: () => addMonths(day, 1), PageDown: () => addMonths(day, -1),
      Home: () => (clock === 'world' ? meta.first_day : meta.known_first), End: () => this.lastDay(),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    this.player.stop();
    this.move(clock, to());
  }

  private typed(clock: Clock, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    if (value) this.move(clock, value);
  }

  private tie(): void {
    this.tied = !this.tied;
    this.app.store.set({ known: this.tied ? this.app.on() : null });
    this.draw();
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && Math.abs(event.deltaX) < Math.abs(event.deltaY) * 2) return;
    event.preventDefault();
    if (event.ctrlKey) return this.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15);
    const days = Math.round(event.deltaX / 8);
    const { meta } = this.app;
    if (addDays(this.window.first, days) < meta.first_day || addDays(this.window.last, days) > this.lastDay()) return;
    this.window = { first: addDays(this.window.first, days), last: addDays(this.window.last, days) };
    this.draw();
  }
}

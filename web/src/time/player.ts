// Lets the days run: quickly over those without an event, and with a rest where something changed on the map.
import type { App } from '../app';
import type { Activity, Day } from '../api/types';
import { addDays, dayNumber } from '../days';

const TICK_MS = 90;
const REST_MS = 1500;
/** A stretch without events takes at most so many ticks. */
const MOST_TICKS = 6;

export class Player {
  playing = false;
  private timer = 0;

  constructor(private readonly app: App, private readonly activity: () => Activity | null, private readonly go: (day: Day) => void, private readonly redraw: () => void) {
    app.snapshots.onChanges((changed) => {
      if (!this.playing) return;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.tick(), changed?.changes.length ? REST_MS : TICK_MS);
    });
  }

  toggle(): void {
    if (this.playing) return this.stop();
    this.playing = true;
    if (this.app.on() >= this.app.meta.focus[1]) this.go(this.start());
    this.redraw();
    this.tick();
  }

  stop(): void {
    if (!this.playing) return;
    this.playing = false;
    clearTimeout(this.timer);
    this.redraw();
  }

  private tick(): void {
    const on = this.app.on();
    if (on >= this.app.meta.focus[1]) return this.stop();
    const next = this.next(on);
    const gap = next ? dayNumber(next) - dayNumber(on) : 1;
    this.go(addDays(on, Math.max(1, Math.ceil(gap / MOST_TICKS))));
    // The snapshot's answer sets the pace; this is for a server that does not answer.
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.tick(), 4000);
  }

  private next(on: Day): Day | null {
    const activity = this.activity();
    if (!activity) return null;
    return activity.days.find((day, i) => day > on && (activity.events[i] ?? 0) > 0) ?? this.app.meta.focus[1];
  }

  private start(): Day {
    const activity = this.activity();
    return activity?.days.find((_, i) => (activity.published[i] ?? 0) > 0) ?? this.app.meta.first_day;
  }
}

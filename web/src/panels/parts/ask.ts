// A question to the server that a panel draws from: the last answer stays while the next is under way.
import { html, nothing, type TemplateResult } from 'lit-html';
import { ApiError, isAbort } from '../../api/client';
import type { Progress } from '../../api/types';
import { S } from '../../strings.en';

const AGAIN_MS = 700;

export class Ask<T> {
  value: T | null = null;
  error: unknown = null;
  busy = false;
  private key = '';

  constructor(private readonly done: () => void) {}

  /** Asks when key differs from the last one. An answer that says it is not complete is asked for again. */
  want(key: string, ask: () => Promise<T>, keep = true): void {
    if (key === this.key) return;
    this.key = key;
    if (!keep) this.value = null;
    this.error = null;
    this.busy = true;
    this.run(key, ask);
  }

  clear(): void {
    this.key = '';
    this.value = null;
    this.error = null;
    this.busy = false;
  }

  private run(key: string, ask: () => Promise<T>): void {
    ask().then((value) => {
      if (this.key !== key) return;
      this.value = value;
      this.busy = (value as Progress | null)?.complete === false;
      if (this.busy) setTimeout(() => this.key === key && this.run(key, ask), AGAIN_MS);
      this.done();
    }, (error: unknown) => {
      if (this.key !== key || isAbort(error)) return;
      this.error = error;
      this.busy = false;
      this.value = null;
      this.done();
    });
  }

  /** What stands in for an answer that is not there. */
  get waiting(): TemplateResult | typeof nothing {
    if (this.error) return trouble(this.error);
    return this.value ? nothing : html`<p class="muted" role="status">${S.evidence.loading}</p>`;
  }
}

export function trouble(error: unknown): TemplateResult {
  const why = error instanceof ApiError && error.status === 0 ? S.error.unreachable : S.error.other(error instanceof Error ? error.message : String(error));
  return html`<p class="trouble" role="alert">${S.evidence.failed} ${why}</p>`;
}

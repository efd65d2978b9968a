// Sends notices, and again for a while if nobody takes them. What is waiting lives in memory only: a restart loses it, as
// notices do get lost, and a caller that inquires misses nothing.
import type { Later } from '../later';
import type { Settings } from '../processors/settings';
import type { Notice } from './notice';
import { sign, signatureHeader } from './signature';

const retryAfterMs = [1_000, 5_000, 30_000];
const timeoutMs = 10_000;

export class Notices {
  constructor(
    private readonly later: Later,
    private readonly now: () => number,
  ) {}

  /** Duplicates are the same notice, byte for byte but for the signature's time. */
  send(notice: Notice, to: Settings, how: { readonly afterMs: number; readonly times: number }): void {
    const body = JSON.stringify(notice);
    for (let time = 0; time < how.times; time += 1) this.later.after(how.afterMs, () => this.deliver(body, to, 0));
  }

  private async deliver(body: string, to: Settings, tries: number): Promise<void> {
    if (to.notice_url === null || (await this.taken(body, to.notice_url, to.notice_secret))) return;
    const pauseMs = retryAfterMs[tries];
    if (pauseMs !== undefined) this.later.after(pauseMs, () => this.deliver(body, to, tries + 1));
  }

  private async taken(body: string, url: string, secret: string): Promise<boolean> {
    const headers = { 'content-type': 'application/json', [signatureHeader]: sign(body, secret, this.now()) };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false; // refused, dropped or too slow: the same as a 5xx, tried again
    }
  }
}

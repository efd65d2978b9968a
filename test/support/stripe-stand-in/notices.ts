// What the stand-in tells on its own account: events, signed as Stripe signs, kept for the tests and sent where it is told to.
import { createHmac } from 'node:crypto';
import type { Store } from './store';

export interface SignedEvent {
  readonly type: string;
  readonly object: object;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class Notices {
  readonly events: SignedEvent[] = [];
  url: string | null = null;

  constructor(
    private readonly store: Store,
    private readonly secret: string,
    private readonly version: string,
  ) {}

  tell(type: string, object: object): void {
    const event = { id: this.store.id('evt'), object: 'event', api_version: this.version, created: this.store.nowS, livemode: false, type };
    const body = JSON.stringify({ ...event, data: { object } });
    this.events.push({ type, object: structuredClone(object), body, headers: { 'stripe-signature': this.sign(body) } });
    // A receiver that is gone loses it; whoever waits for it says so.
    if (this.url) void this.send(this.url, body).catch(() => undefined);
  }

  sign(body: string, atS = this.store.nowS): string {
    return `t=${atS},v1=${createHmac('sha256', this.secret).update(`${atS}.${body}`).digest('hex')}`;
  }

  private async send(url: string, body: string): Promise<void> {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': this.sign(body) };
    await fetch(url, { method: 'POST', headers, body });
  }
}

// Cries out for a person where inquiries have come to nothing for five days: an error in the log at each further try, and a number for whoever
// watches. Nothing is given up by it: asking goes on daily, and `till payments resolve` takes an operator's word.
import { Injectable } from '@nestjs/common';
import { type Instant, Log } from '@tillstream/event-sourcing';
import { INQUIRY_AT_MS } from './core/next-due';

export const ALARM_AFTER_MS = Math.max(...INQUIRY_AT_MS);
/** Tries are a day apart: one that is not repeated in this time is settled, or another process' by now. */
const HEARD_FOR_MS = 25 * 3_600_000;

export interface Unsettled {
  readonly kind: 'charge' | 'refund';
  readonly key: string;
  readonly sessionKey: string;
  readonly accountId: string;
  /** From when on it was asked about. */
  readonly since: Instant;
}

@Injectable()
export class SettlementAlarms {
  private readonly raised = new Map<string, { readonly kind: Unsettled['kind']; readonly at: Instant }>();

  constructor(private readonly log: Log) {}

  /** After a try that came to nothing. */
  consider({ kind, key, since, ...place }: Unsettled, now: Instant): void {
    if (now - since < ALARM_AFTER_MS) return;
    this.raised.set(key, { kind, at: now });
    const days = Math.floor((now - since) / 86_400_000);
    this.log.error({ kind, key, ...place, days }, 'nobody could settle this for days: it needs a person (till payments unresolved)');
  }

  settled(key: string): void {
    this.raised.delete(key);
  }

  count(kind: Unsettled['kind'], now: Instant): number {
    for (const [key, { at }] of this.raised) if (at + HEARD_FOR_MS < now) this.raised.delete(key);
    return [...this.raised.values()].filter((one) => one.kind === kind).length;
  }
}

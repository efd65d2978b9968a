// What can be written down about a charge: what its processor answered, and what was found out of it later.
import type { Instant } from '@tillstream/event-sourcing';
import type { ChargeOutcome, SavedCard } from '@tillstream/payments/core';
import type { ChargeInquired, DisputeNoticed } from './inquiry.events';
import type { SettlementFacts } from './late-success';

export interface RecordOutcome extends SettlementFacts {
  readonly type: 'RecordOutcome';
  readonly now: Instant;
  readonly chargeKey: string;
  /** What was answered: the first confirmation, or the one after a challenge. */
  readonly after: 'request' | 'action';
  /** The address of a challenge, and what a saved card is called, are encrypted. */
  readonly outcome: ChargeOutcome;
  readonly latencyMs: number;
  /** For the charge that may follow. */
  readonly nextChargeKey: string;
  /** Whoever writes this has what the buyer pays with, and goes on with it. */
  readonly hasMeans: boolean;
}

export interface ResolveCharge extends SettlementFacts {
  readonly type: 'ResolveCharge';
  readonly now: Instant;
  readonly chargeKey: string;
  readonly result: 'approved' | 'declined' | 'not_charged';
  readonly by: 'inquiry' | 'notice' | 'closing' | 'hand';
  readonly reference: string | null;
  readonly code: string | null;
  /** Of the issuer, with a decline. */
  readonly advice: string | null;
  readonly savedCard: SavedCard | null;
  /** For the charge that may follow. */
  readonly nextChargeKey: string;
  /** Whoever settles it has what the buyer pays with, and goes on with it. */
  readonly hasMeans: boolean;
}

/** What asking found, where neither money nor its absence is certain. */
export interface NoteInquiry extends SettlementFacts {
  readonly type: 'NoteInquiry';
  readonly now: Instant;
  readonly chargeKey: string;
  readonly found: ChargeInquired['found'];
  /** Of its processor: a request that has not arrived by then never will. */
  readonly maxLatenessMs: number;
  readonly nextChargeKey: string;
  readonly hasMeans: boolean;
}

export interface NoteDispute extends Omit<DisputeNoticed, 'at'> {
  readonly type: 'NoteDispute';
  readonly now: Instant;
}

// The port to a payment company (payments.md §3). Opening moves no money; confirming does, at most once per reference; closing makes a
// reference unusable for good, so that a process that wakes up late finds a closed door.
import type { Instant } from '@tillstream/event-sourcing';
import type { Abilities } from './core/abilities';
import type { CardDetails, CardToken } from './core/card';
import type { ChargeOutcome, ClosingAnswer, InquiryAnswer, SetupOutcome } from './core/charge-outcome';
import type { ReadNotice } from './core/notice';
import type { ProcessorFields } from './core/processor';
import type { RefundAnswer, RefundInquiryAnswer } from './core/refund-answer';

export interface ChargeToOpen {
  /** The charge's own id (`pa_…`): the processor's idempotency key and our way to find it again. */
  readonly merchantReference: string;
  /** Minor units of `currency`. */
  readonly amountAtom: number;
  readonly currency: string;
  readonly description: string;
  /** Something recurs: later charges will come without the buyer. */
  readonly offSessionLater: boolean;
  /** When it was written down that it will be asked for: recovery may have closed it since. */
  readonly requestedAt: Instant;
}

/** No answer to `open` is `not_sent`: without a confirmation no money can move. */
export type OpenAnswer =
  { readonly kind: 'opened'; readonly reference: string } | Extract<ChargeOutcome, { kind: 'not_sent' }> | { readonly kind: 'closed' };

export interface Confirmation {
  readonly reference: string;
  readonly card: CardDetails | CardToken;
  readonly saveCard: boolean;
  /** Where the bank sends the buyer back to after a challenge. */
  readonly returnUrl: string;
}

/** A charge, or a set-up, as both sides call it. */
export interface ChargeRef {
  readonly merchantReference: string;
  /** Null where nobody knows what the processor calls it. */
  readonly reference: string | null;
}

export interface CardToSave {
  /** The attempt's own id (`ca_…`): however often it is asked for, the card is saved once. */
  readonly merchantReference: string;
  readonly card: CardDetails;
  /** As in a confirmation. */
  readonly returnUrl: string;
}

export interface RefundToMake {
  /** The refund's own id (`re_…`): the processor's idempotency key and our way to find it again. */
  readonly refundReference: string;
  /** The charge's own id (`pa_…`). */
  readonly merchantReference: string;
  /** The processor's name for the charge; null where nobody knows it. */
  readonly reference: string | null;
  readonly amountAtom: number;
  readonly currency: string;
}

/** What came in at a processor's address for notices: nothing of it is believed before the adapter has verified it. */
export interface ArrivedNotice {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Byte for byte, as it was signed. */
  readonly body: Buffer;
  readonly now: Instant;
}

/** A processor as connected: its adapter bound to its credentials. Never throws for what a processor may do; only for bugs. */
export interface ProcessorAdapter {
  readonly abilities: Abilities;
  open(charge: ChargeToOpen): Promise<OpenAnswer>;
  /** `closed`: somebody closed the reference in between; nothing was charged by this call. */
  confirm(confirmation: Confirmation): Promise<ChargeOutcome | { readonly kind: 'closed' }>;
  /** After the buyer's challenge: confirms the same reference again. Idempotent; never a second charge. `requires_action`: it has not ended. */
  finishAction(charge: ChargeRef): Promise<ChargeOutcome | { readonly kind: 'closed' }>;
  inquire(charge: ChargeRef): Promise<InquiryAnswer>;
  close(charge: ChargeRef): Promise<ClosingAnswer>;
  /** Saves the card for later charges without the buyer; moves no money. The same reference again is the same set-up. */
  save(setup: CardToSave): Promise<SetupOutcome>;
  /** After the buyer's challenge: goes on with the same set-up. May be repeated. */
  finishSetup(setup: ChargeRef): Promise<SetupOutcome>;
  /** At most once per refund reference, however often it is asked. */
  refund(refund: RefundToMake): Promise<RefundAnswer>;
  inquireRefund(refund: RefundToMake): Promise<RefundInquiryAnswer>;
  /** Verifies and reads a notice; changes nothing, and asks nobody before it is verified. */
  readNotice(notice: ArrivedNotice): Promise<ReadNotice>;
}

/** Makes the adapter of a connected processor. */
export abstract class ProcessorAdapters {
  abstract for(processor: { readonly key: string; readonly fields: ProcessorFields }): ProcessorAdapter;
}

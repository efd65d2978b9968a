// Asks one processor for one charge: open, then confirm; or to save a card. `ChargeRequested` is stored before a charge is asked for. A crash
// in here leaves a charge in question, which the session's timer settles by asking and closing, never by charging. What a processor calls a
// saved card goes in and out of here encrypted.
import { Injectable } from '@nestjs/common';
import { Clock, Facts, Ids } from '@tillstream/event-sourcing';
import {
  type CardDetails, type CardToken, type ChargeOutcome, CredentialBox, type OpenAnswer, paymentMethod, processor, type ProcessorAdapter, ProcessorAdapters, type SetupOutcome,
} from '@tillstream/payments'; // prettier-ignore
import type { ChargeRequested } from '../core/checkout-session.events';
import type { Charge } from '../core/checkout-session.state';
import { OPENED_WITHIN_MS } from '../core/next-due';
import { SecureTokens } from '../secure-tokens';
import type { Means } from './means';

/** `closed`: recovery took this charge for dead and closed it; whatever it writes stands. */
export type Asked = ChargeOutcome | { readonly kind: 'closed' };

type NotSent = Extract<ChargeOutcome, { kind: 'not_sent' }>;

export interface Asking {
  readonly sessionKey: string;
  readonly means: Means;
  /** Why it may be opened, and not confirmed; null: it may be confirmed. */
  readonly refusal: Promise<NotSent | null>;
  /** The card is saved with the charge. */
  readonly saves: boolean;
  /** Later charges will come without the buyer. */
  readonly offSessionLater: boolean;
}

export interface CardSaving {
  readonly sessionKey: string;
  readonly attemptKey: string;
  readonly processorKey: string;
  readonly card: CardDetails;
}

export interface FinishedSetup {
  readonly attemptKey: string;
  readonly processorKey: string;
  /** The processor's name for the set-up. */
  readonly reference: string | null;
}

const notConnected = { kind: 'not_sent', reason: 'configuration', message: 'the processor is not connected' } as const;
const notSavedHere = { kind: 'not_sent', reason: 'configuration', message: 'the card is not saved at this processor' } as const;
const openedTooLate = { kind: 'not_sent', reason: 'connection', message: 'the processor did not open the charge in time' } as const;

@Injectable()
export class ConnectedProcessors {
  constructor(
    private readonly adapters: ProcessorAdapters,
    private readonly box: CredentialBox,
    private readonly facts: Facts,
    private readonly ids: Ids,
    private readonly tokens: SecureTokens,
    private readonly clock: Clock,
  ) {}

  async ask(charge: ChargeRequested, asking: Asking): Promise<Asked> {
    const { sessionKey, means, saves } = asking;
    const [adapter, card] = await Promise.all([this.adapter(charge.processorKey), this.presented(means, charge.processorKey)]);
    if (!adapter) return notConnected;
    if (!card) return notSavedHere;
    const returnUrl = this.returnUrl(sessionKey, charge.attemptKey);
    const opened = await this.open(adapter, charge, asking);
    if (opened.kind !== 'opened') return opened;
    try {
      const outcome = await adapter.confirm({ reference: opened.reference, card, saveCard: saves, returnUrl });
      return this.sealed(outcome, saves);
    } catch (error) {
      // A bug after the confirmation may have left: nobody knows whether money moved, so it is asked about, not retried.
      return { kind: 'unknown', reference: opened.reference, message: String(error) };
    }
  }

  /** Moves no money, so one that takes too long, or that may not be confirmed, is left alone: what it opens is never confirmed. */
  private async open(
    adapter: ProcessorAdapter,
    { chargeKey, amountAtom, currency, requestedAt }: ChargeRequested,
    { offSessionLater, refusal }: Pick<Asking, 'offSessionLater' | 'refusal'>,
  ): Promise<OpenAnswer> {
    const leftMs = () => requestedAt + OPENED_WITHIN_MS - this.clock.now();
    if (leftMs() <= 0) return openedTooLate; // this process was frozen, or the store was slow
    const merchantReference = this.ids.format('pa', chargeKey);
    const enough = new AbortController();
    const opening = adapter.open({ merchantReference, amountAtom, currency, description: 'Checkout', offSessionLater, requestedAt });
    const answer = await Promise.race([
      Promise.all([opening, refusal]).then(([opened, refused]) => refused ?? opened),
      this.clock.sleep(leftMs(), enough.signal).then(() => openedTooLate),
    ]);
    enough.abort('answered'); // without a reason an error is made for it, with its stack
    return answer.kind === 'opened' && leftMs() <= 0 ? openedTooLate : answer;
  }

  /** After the buyer's challenge. What nobody could be told of is unknown: the bank may have seen the buyer, and nothing was closed. */
  async finish(charge: Pick<Charge, 'key' | 'processorKey' | 'outcome'>, { saves }: Pick<Asking, 'saves'>): Promise<Asked> {
    const adapter = await this.adapter(charge.processorKey);
    const reference = charge.outcome?.reference ?? null;
    if (!adapter) return { kind: 'unknown', reference, message: notConnected.message };
    const outcome = await adapter.finishAction({ merchantReference: this.ids.format('pa', charge.key), reference });
    return outcome.kind === 'not_sent' ? { kind: 'unknown', reference, message: outcome.message } : this.sealed(outcome, saves);
  }

  /** Saves the card without a charge. The attempt's id is the reference, so that a repeat saves it once. */
  async save({ sessionKey, attemptKey, processorKey, card }: CardSaving): Promise<SetupOutcome> {
    const adapter = await this.adapter(processorKey);
    if (!adapter) return notConnected;
    const returnUrl = this.returnUrl(sessionKey, attemptKey);
    return this.sealedSetup(await adapter.save({ merchantReference: this.ids.format('ca', attemptKey), card, returnUrl }));
  }

  /** What a processor calls a saved card, and where a challenge is, leave here encrypted. */
  private sealed(outcome: Asked, saves: boolean): Asked {
    if (outcome.kind === 'requires_action') return { ...outcome, url: this.box.closeToken(outcome.url) };
    if (outcome.kind !== 'approved') return outcome;
    return { ...outcome, token: saves && outcome.token !== null ? this.box.closeToken(outcome.token) : null };
  }

  /** After the buyer's challenge: goes on with the same set-up. */
  async finishSetup({ attemptKey, processorKey, reference }: FinishedSetup): Promise<SetupOutcome> {
    const adapter = await this.adapter(processorKey);
    if (!adapter) return notConnected;
    return this.sealedSetup(await adapter.finishSetup({ merchantReference: this.ids.format('ca', attemptKey), reference }));
  }

  private sealedSetup(outcome: SetupOutcome): SetupOutcome {
    if (outcome.kind === 'requires_action') return { ...outcome, url: this.box.closeToken(outcome.url) };
    return outcome.kind === 'approved' ? { ...outcome, token: this.box.closeToken(outcome.token) } : outcome;
  }

  /** Null: the saved card has no token at this processor. */
  private async presented(means: Means, processorKey: string): Promise<CardDetails | CardToken | null> {
    if (means.kind === 'card') return means.card;
    const { state } = await this.facts.get(paymentMethod, means.paymentMethodKey, 'recent');
    const reference = state.status === 'present' ? state.fields.references[processorKey] : undefined;
    if (!reference) return null;
    return { ...reference, token: this.box.openToken(reference.token) };
  }

  private readonly returnUrl = (sessionKey: string, attemptKey: string): string =>
    this.tokens.challengeReturnUrl(sessionKey, this.ids.format('ca', attemptKey));

  private async adapter(processorKey: string): Promise<ProcessorAdapter | null> {
    const { state } = await this.facts.get(processor, processorKey, 'recent');
    return state.status === 'absent' ? null : this.adapters.for({ key: processorKey, fields: state.fields });
  }
}

// A card that was saved, to be charged again without its number: what may be kept of it, and what each processor calls it. It has the 20
// characters of the attempt that saved it, so that a rebuild, a repeat and the reactor's backstop all make the same one.
import {
  alreadySo,
  type Decider,
  type Outcome,
  type PlainEvent,
  type PlainRejection,
  type PlainState,
  plainResource,
} from '@tillstream/event-sourcing';
import type { CardOrigin, CardSummary } from './card';
import type { ChargeOutcome } from './charge-outcome';

/** What a processor knows the card by. */
export interface CardReference {
  /** Encrypted (vault/credential-box.ts): with it money can be taken. */
  readonly token: string;
  /** By which the card's scheme finds the first payment again; null: none was told. */
  readonly networkTransactionId: string | null;
}

/** What an approval says of the card that was saved with it. */
export type SavedCard = CardReference & CardOrigin;

/** Null: it saved none. Whoever seals the token does so before. */
export const savedCardOf = (outcome: ChargeOutcome): SavedCard | null =>
  outcome.kind !== 'approved' || outcome.token === null
    ? null
    : {
        token: outcome.token,
        networkTransactionId: outcome.networkTransactionId,
        funding: outcome.origin?.funding ?? null,
        country: outcome.origin?.country ?? null,
      };

export interface PaymentMethodFields {
  readonly customerKey: string;
  readonly card: CardSummary;
  /** By processor. */
  readonly references: Readonly<Record<string, CardReference>>;
}

export type PaymentMethodEvent = PlainEvent<'PaymentMethod', PaymentMethodFields>;
export type PaymentMethodState = PlainState<PaymentMethodFields>;

export type PaymentMethodCommand =
  | {
      /** The first one makes the payment method, each other processor's is added to it. */
      readonly type: 'SavePaymentMethod';
      readonly customerKey: string;
      readonly card: CardSummary;
      readonly processorKey: string;
      readonly reference: CardReference;
    }
  | { readonly type: 'DetachPaymentMethod' };

const plain = plainResource<PaymentMethodFields, 'PaymentMethod'>('paymentMethod', 'PaymentMethod');

export const paymentMethod: Decider<PaymentMethodState, PaymentMethodCommand, PaymentMethodEvent, PlainRejection> = {
  ...plain,
  decide(command, state) {
    if (command.type === 'DetachPaymentMethod') return plain.decide({ type: 'Delete' }, state);
    const { customerKey, card, processorKey, reference } = command;
    if (state.status === 'absent')
      return plain.decide({ type: 'Create', fields: { customerKey, card, references: { [processorKey]: reference } } }, state);
    // Detached before a late set-up came in: it stays detached. The first reference stays: the same token is encrypted anew each time.
    if (state.status === 'deleted' || state.fields.references[processorKey]) return alreadySo;
    return plain.decide({ type: 'Update', changes: { references: { ...state.fields.references, [processorKey]: reference } } }, state);
  },
};

export type PaymentMethodOutcome = Outcome<PaymentMethodState, PaymentMethodEvent, PlainRejection>;

/** The payment method that an attempt saves. */
export const paymentMethodKeyOf = (attemptKey: string): string => attemptKey;

/** Good until the end of its month, everywhere on earth. */
export const hasExpired = ({ expMonth, expYear }: Pick<CardSummary, 'expMonth' | 'expYear'>, now: number): boolean =>
  now >= Date.UTC(expYear, expMonth, 1);

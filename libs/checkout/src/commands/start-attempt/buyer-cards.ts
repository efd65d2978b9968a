// The card of a press: a saved one, or one that is opened for its session alone, checked as far as anybody can before a processor is asked. Never stored, never logged.
import { Injectable } from '@nestjs/common';
import { Clock, Ids, Keyring, type Loc, type Resource } from '@tillstream/event-sourcing';
import { type CardDetails, type CardSummary, CardVault, passesLuhn, summarise } from '@tillstream/payments';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { present } from '../../core/guards';
import { pressTakes } from '../../core/saved-card';
import type { PressedPay } from './pressed-pay';
import { type SavedMethod, SavedMethods } from './saved-methods';

/** Faults of what the buyer typed; the page ties them to its fields. */
export type CardRejection =
  | { readonly code: 'card-unreadable'; readonly loc: Loc }
  | { readonly code: 'card-number-wrong'; readonly loc: Loc }
  | { readonly code: 'card-expired'; readonly loc: Loc }
  | { readonly code: 'card-required'; readonly loc: Loc }
  | { readonly code: 'card-given-twice'; readonly loc: Loc }
  | { readonly code: 'payment-method-not-found'; readonly loc: Loc }
  | { readonly code: 'email-required'; readonly loc: Loc };

export type OpenedCard =
  | { readonly kind: 'card'; readonly card: CardDetails; /** What may be kept of it. */ readonly summary: CardSummary }
  | { readonly kind: 'saved'; readonly method: SavedMethod }
  /** Nothing is due and no card is to be saved. */
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: CardRejection };

const inCard = ['body', 'card_jwe'];
const inMethod = ['body', 'payment_method_id'];
const refused = (code: Exclude<CardRejection['code'], 'email-required'>, loc: Loc = inCard): OpenedCard => ({
  kind: 'refused',
  reason: { code, loc },
});

@Injectable()
export class BuyerCards {
  constructor(
    private readonly vault: CardVault,
    private readonly keyring: Keyring,
    private readonly saved: SavedMethods,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async open(
    session: Resource<CheckoutSessionState>,
    { cardJwe, paymentMethodKey }: Pick<PressedPay, 'cardJwe' | 'paymentMethodKey'>,
  ): Promise<OpenedCard> {
    const state = present(session.state);
    if (pressTakes(state) === 'nothing') return { kind: 'none' };
    if (paymentMethodKey !== null && cardJwe !== null) return refused('card-given-twice', inMethod);
    // A session that is there to save a card is not served by one that is saved already.
    if (paymentMethodKey !== null && state.mode === 'payment') {
      const method = await this.saved.find(session, paymentMethodKey);
      return method ? { kind: 'saved', method } : refused('payment-method-not-found', inMethod);
    }
    if (cardJwe === null) return refused('card-required');
    return this.read(session, cardJwe);
  }

  private async read(session: Resource<CheckoutSessionState>, cardJwe: string): Promise<OpenedCard> {
    const opened = await this.vault.open(cardJwe);
    if (opened.kind === 'unreadable' || opened.sessionId !== this.ids.format('cs', session.key)) return refused('card-unreadable');
    const { card } = opened;
    if (!passesLuhn(card.number)) return refused('card-number-wrong');
    const monthAfter = Date.UTC(card.expYear, card.expMonth, 1);
    if (monthAfter <= this.clock.now()) return refused('card-expired');
    return { kind: 'card', card, summary: summarise(card, this.keyring, session.accountId) };
  }
}

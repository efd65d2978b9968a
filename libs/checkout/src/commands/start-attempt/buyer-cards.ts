// The card of a press: opened for its session alone, checked as far as anybody can before a processor is asked. Never stored, never logged.
import { Injectable } from '@nestjs/common';
import { Clock, Ids, Keyring, type Loc, type Resource } from '@tillstream/event-sourcing';
import { type CardDetails, type CardSummary, CardVault, passesLuhn, summarise } from '@tillstream/payments';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { present } from '../../core/guards';

/** Faults of what the buyer typed; the page ties them to its fields. */
export type CardRejection =
  | { readonly code: 'card-unreadable'; readonly loc: Loc }
  | { readonly code: 'card-number-wrong'; readonly loc: Loc }
  | { readonly code: 'card-expired'; readonly loc: Loc }
  | { readonly code: 'card-required'; readonly loc: Loc }
  | { readonly code: 'email-required'; readonly loc: Loc };

export type OpenedCard =
  | { readonly kind: 'card'; readonly card: CardDetails }
  /** Nothing is due and nothing recurs. */
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: CardRejection };

const loc = ['body', 'card_jwe'];
const refused = (code: Exclude<CardRejection['code'], 'email-required'>): OpenedCard => ({ kind: 'refused', reason: { code, loc } });

@Injectable()
export class BuyerCards {
  constructor(
    private readonly vault: CardVault,
    private readonly keyring: Keyring,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async open(session: Resource<CheckoutSessionState>, cardJwe: string | null): Promise<OpenedCard> {
    const first = present(session.state).amounts.tiers[0];
    if ((first?.totalAtom ?? 0) === 0 && first?.recurring.length === 0) return { kind: 'none' };
    if (cardJwe === null) return refused('card-required');
    const opened = await this.vault.open(cardJwe);
    if (opened.kind === 'unreadable' || opened.sessionId !== this.ids.format('cs', session.key)) return refused('card-unreadable');
    const { card } = opened;
    if (!passesLuhn(card.number)) return refused('card-number-wrong');
    const monthAfter = Date.UTC(card.expYear, card.expMonth, 1);
    return monthAfter <= this.clock.now() ? refused('card-expired') : { kind: 'card', card };
  }

  /** What may be kept of it. */
  summary(card: CardDetails, accountId: string): CardSummary {
    return summarise(card, this.keyring, accountId);
  }
}

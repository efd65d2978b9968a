// The saved cards that a buyer is offered: those of the customer whom the merchant named. A match by e-mail offers nothing.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type BuyerPaymentMethod, type CheckoutSessionState, pressTakes } from '@tillstream/checkout';
import { Clock, Ids, isFault, Log, type Resource } from '@tillstream/event-sourcing';
import { hasExpired, ListPaymentMethodsQuery, type PaymentMethodResource } from '@tillstream/payments';

const MOST_OFFERED = 20;

@Injectable()
export class BuyerSavedCards {
  constructor(
    private readonly queries: QueryBus,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async offeredTo({ accountId, state }: Resource<CheckoutSessionState>): Promise<readonly BuyerPaymentMethod[]> {
    if (state.status !== 'open' || !state.isCustomerNamed || !state.customer) return [];
    // A session that is there to save a card is not served by one that is saved already.
    if (state.mode === 'setup' || pressTakes(state) === 'nothing') return [];
    const newestOfEachCard = new Map<string, BuyerPaymentMethod>();
    for (const { key, state: method } of await this.saved(accountId, state.customer.key)) {
      if (method.status !== 'present' || hasExpired(method.fields.card, this.clock.now())) continue;
      const { brand, lastFour, expMonth, expYear, fingerprint } = method.fields.card;
      if (newestOfEachCard.has(fingerprint)) continue;
      const offered = { id: this.ids.format('pm', key), brand, last_four: lastFour, exp_month: expMonth, exp_year: expYear };
      newestOfEachCard.set(fingerprint, offered);
    }
    return [...newestOfEachCard.values()];
  }

  /** While the lists cannot answer, the page asks for a card as if none were saved. */
  private async saved(accountId: string, customerKey: string): Promise<readonly PaymentMethodResource[]> {
    try {
      const wanted = { customerKey, withInactive: false, offset: 0, limit: MOST_OFFERED };
      return (await this.queries.execute(new ListPaymentMethodsQuery(accountId, wanted))).items;
    } catch (error) {
      if (!isFault(error)) throw error;
      this.log.warn({ error: String(error) }, 'saved cards could not be listed for the page');
      return [];
    }
  }
}

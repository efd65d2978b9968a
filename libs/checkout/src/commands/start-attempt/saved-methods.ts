// The saved card that a buyer chose: one of the customer whom the merchant named, and of nobody else.
import { Injectable } from '@nestjs/common';
import { Clock, Facts, type Freshness, type Resource } from '@tillstream/event-sourcing';
import { type CardSummary, hasExpired, paymentMethod } from '@tillstream/payments';
import type { ChosenMethod } from '../../core/checkout-session.commands';
import type { CheckoutSessionState } from '../../core/checkout-session.state';

export type SavedMethod = ChosenMethod & { readonly card: CardSummary };

@Injectable()
export class SavedMethods {
  constructor(
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Null when he may not pay with it. Facts may be a little old, but not for a refusal. */
  async find(session: Resource<CheckoutSessionState>, key: string): Promise<SavedMethod | null> {
    return (await this.look(session, key, 'recent')) ?? (await this.look(session, key, 'fresh'));
  }

  private async look({ state, accountId }: Resource<CheckoutSessionState>, key: string, freshness: Freshness): Promise<SavedMethod | null> {
    if (state.status === 'absent' || !state.isCustomerNamed) return null;
    const found = await this.facts.get(paymentMethod, key, freshness);
    if (found.accountId !== accountId || found.state.status !== 'present') return null;
    const { customerKey, card, references } = found.state.fields;
    if (customerKey !== state.customer?.key || hasExpired(card, this.clock.now())) return null;
    return { key, card, processorKeys: Object.keys(references) };
  }
}

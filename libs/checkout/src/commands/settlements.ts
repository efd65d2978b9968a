// What writing down an outcome may need beside the outcome: gathered before the executor's loop, the same for whoever settles a charge.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf } from '@tillstream/accounts';
import { Facts, Ids, type Resource } from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import type { SettlementFacts } from '../core/late-success';
import { lateRefundKeyOf, nextChargeKeyOf, subscriptionKeysOf } from './session-ids';

@Injectable()
export class Settlements {
  constructor(
    private readonly facts: Facts,
    private readonly ids: Ids,
  ) {}

  async gather(
    { key, accountId, state }: Resource<CheckoutSessionState>,
    chargeKey: string,
  ): Promise<SettlementFacts & { readonly nextChargeKey: string }> {
    const settings = await this.facts.get(account, accountKeyOf(accountId), 'recent');
    return {
      subscriptionKeys: subscriptionKeysOf(this.ids, key, state),
      latePayment: settings.state.status === 'present' ? settings.state.fields.latePayment : 'complete',
      lateRefundKey: lateRefundKeyOf(this.ids, chargeKey),
      nextChargeKey: nextChargeKeyOf(this.ids, chargeKey),
    };
  }
}

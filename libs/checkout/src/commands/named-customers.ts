// The customer that a merchant names for a session. The e-mail is sealed anew for its place in the session's stream, under the customer's
// own key: erasing him erases it here too.
import { Injectable } from '@nestjs/common';
import { customer } from '@tillstream/catalog';
import { Facts, type Freshness, PersonKeys, streamName } from '@tillstream/event-sourcing';
import type { SessionCustomer } from '../core/checkout-session.events';
import { checkoutSession } from './checkout-session.decider';

@Injectable()
export class NamedCustomers {
  constructor(
    private readonly facts: Facts,
    private readonly personKeys: PersonKeys,
  ) {}

  /** undefined: none was named; null: none of this account's, or erased. */
  async find(
    accountId: string,
    key: string | null | undefined,
    { sessionKey, freshness }: { readonly sessionKey: string; readonly freshness: Freshness },
  ): Promise<SessionCustomer | null | undefined> {
    if (key === null || key === undefined) return key;
    const found = await this.facts.get(customer, key, freshness);
    if (found.state.status !== 'present' || found.accountId !== accountId) return null;
    const open = await this.personKeys.opener(found.state.fields.email);
    const email = open(found.state.fields.email, { stream: streamName('customer', key), field: 'email' });
    if (email === null) return null;
    const seal = await this.personKeys.sealer(key);
    return {
      key,
      emailKey: found.state.fields.emailKey,
      email: seal(email, { stream: streamName(checkoutSession.category, sessionKey), field: 'customerEmail' }),
    };
  }
}

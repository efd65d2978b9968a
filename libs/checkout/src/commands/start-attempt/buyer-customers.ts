// A customer always exists before a charge: the one that this account's earlier buyer with the same e-mail became, else a new one.
// A match by e-mail shows nothing and changes nothing of the customer that was found.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf } from '@tillstream/accounts';
import { CustomerDirectory } from '@tillstream/catalog';
import { type CommandContext, derivedCommandId, Facts, Ids, PersonKeys, type Resource, streamName } from '@tillstream/event-sourcing';
import type { SessionCustomer } from '../../core/checkout-session.events';

export interface BuyerDetails {
  readonly email: string | null;
  readonly name: string | null;
  readonly country: string | null;
  readonly postalCode: string | null;
}

@Injectable()
export class BuyerCustomers {
  constructor(
    private readonly directory: CustomerDirectory,
    private readonly facts: Facts,
    private readonly personKeys: PersonKeys,
    private readonly ids: Ids,
  ) {}

  /** Null without an e-mail. A crash after making the customer leaves one without a session: the next press finds him. */
  async findOrCreate(session: Resource, context: CommandContext, buyer: BuyerDetails): Promise<SessionCustomer | null> {
    if (buyer.email === null) return null;
    const { state } = await this.facts.get(account, accountKeyOf(session.accountId), 'recent');
    const isAlwaysNew = state.status === 'present' && state.fields.createNewCustomerPerSession;
    const own = { ...context, commandId: derivedCommandId(`${session.category}-${session.key}`, 'create-customer') };
    const emailKey = this.directory.claimKey(session.accountId, buyer.email);
    // Of this e-mail: a press with a mistyped one may be refused, and the next one is somebody else.
    const newKey = this.ids.derivedKey('customer-of-session', session.key, emailKey);
    const key = await this.directory.findOrCreate(
      own,
      { email: buyer.email, name: buyer.name, country: buyer.country, postalCode: buyer.postalCode },
      { newKey, isAlwaysNew },
    );
    const seal = await this.personKeys.sealer(key);
    return { key, emailKey, email: seal(buyer.email, { stream: streamName(session.category, session.key), field: 'customerEmail' }) };
  }
}

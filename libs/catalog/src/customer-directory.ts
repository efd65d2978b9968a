// Finds the customer that an e-mail belongs to, or makes one. The claim on the e-mail decides between two that come at once.
import { Injectable } from '@nestjs/common';
import {
  type ClaimCommand,
  type CommandContext,
  derivedCommandId,
  Executor,
  Ids,
  isFault,
  keyedHash,
  Keyring,
  Log,
  PersonKeys,
  StreamReader,
  streamName,
} from '@tillstream/event-sourcing';
import type { Address, CustomerFields, SealedField } from './core/customer.fields';
import { customer, customerEmail, normalizedEmail } from './core/customer.stream';

/** What a buyer typed. */
export interface BuyerIdentity {
  readonly email: string;
  readonly name: string | null;
  /** ISO 3166 */
  readonly country: string | null;
  readonly postalCode: string | null;
}

@Injectable()
export class CustomerDirectory {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly personKeys: PersonKeys,
    private readonly ids: Ids,
    private readonly keyring: Keyring,
    private readonly log: Log,
  ) {}

  /**
   * The key of the customer. A crash after the claim leaves an e-mail that points to nobody yet: the next one with it makes him, under the
   * very key that was claimed. With `isAlwaysNew` nobody is looked for.
   */
  async findOrCreate(
    context: CommandContext,
    buyer: BuyerIdentity,
    wanted: { readonly newKey: string; readonly isAlwaysNew: boolean },
  ): Promise<string> {
    const key = wanted.isAlwaysNew ? wanted.newKey : await this.holder(context, buyer.email, wanted.newKey);
    const known = await this.reader.current(customer, key);
    if (known.revision < 0) await this.create(context, key, buyer);
    return key;
  }

  /** An e-mail leads to a customer only while he has it: whoever was erased, or has another by now, may have failed to give it back. */
  private async holder(context: CommandContext, email: string, newKey: string): Promise<string> {
    const emailKey = this.claimKey(context.accountId, email);
    const holder = await this.claim(context, email, newKey);
    const { revision, state } = await this.reader.current(customer, holder);
    if (revision < 0 || (state.status === 'present' && state.fields.emailKey === emailKey)) return holder;
    await this.releaseBestEffort(context, emailKey, holder);
    const again = { ...context, commandId: derivedCommandId(context.commandId, `claim-after/${holder}`) };
    const next = await this.claim(again, email, newKey);
    return next === holder ? newKey : next;
  }

  /** Lets later buyers with this e-mail be taken for this customer; whoever was first stays. Answers who that is. */
  async claim(context: CommandContext, email: string, customerKey: string): Promise<string> {
    const key = this.claimKey(context.accountId, email);
    const own = { ...context, commandId: derivedCommandId(context.commandId, 'claim-email') };
    const outcome = await this.executor.run(customerEmail, { key, context: own }, { type: 'Claim', holder: customerKey });
    return outcome.resource.state.holder ?? customerKey;
  }

  /** As `claim`, by the key of the claim; another holder is fine. A store that does not answer is noted: a later buyer becomes a new customer. */
  async claimBestEffort(context: CommandContext, emailKey: string, customerKey: string): Promise<void> {
    await this.tell(context, emailKey, { type: 'Claim', holder: customerKey });
  }

  /** Gives an e-mail back that this customer no longer has; of another holder nothing is taken. */
  async releaseBestEffort(context: CommandContext, emailKey: string, customerKey: string): Promise<void> {
    await this.tell(context, emailKey, { type: 'Release', holder: customerKey });
  }

  private async tell(context: CommandContext, emailKey: string, command: ClaimCommand): Promise<void> {
    const own = { ...context, commandId: derivedCommandId(context.commandId, `${command.type}-email`) };
    try {
      await this.executor.run(customerEmail, { key: emailKey, context: own }, command);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.log.warn({ claim: emailKey, command: command.type, fault: error.message }, 'the claim on an e-mail was not changed');
    }
  }

  /** 20 characters from a keyed hash of account and e-mail: exact match only, and nothing to read in it. */
  claimKey(accountId: string, email: string): string {
    return this.ids.derivedKey('customerEmail', accountId, keyedHash(this.keyring.derive('customer-email/v1'), normalizedEmail(email)));
  }

  private async create(context: CommandContext, key: string, buyer: BuyerIdentity): Promise<void> {
    const seal = await this.personKeys.sealer(key);
    const sealed = (field: SealedField, value: string | null) =>
      value === null ? null : seal(value, { stream: streamName(customer.category, key), field });
    const fields: CustomerFields = {
      email: seal(buyer.email, { stream: streamName(customer.category, key), field: 'email' }),
      emailKey: this.claimKey(context.accountId, buyer.email),
      firstName: sealed('firstName', firstNames(buyer.name)),
      lastName: sealed('lastName', lastName(buyer.name)),
      phone: null,
      billingEmail: null,
      businessName: null,
      address: sealed('address', this.address(key, buyer)),
      shippingAddress: null,
      noteId: null,
      taxIds: [],
      currency: null,
      language: null,
      metadata: {},
      customFields: {},
      invoiceSettings: null,
    };
    // Two at once make the same customer: the second finds him there.
    await this.executor.run(customer, { key, context }, { type: 'Create', fields });
  }

  private address(key: string, { country, postalCode }: BuyerIdentity): string | null {
    if (country === null && postalCode === null) return null;
    const address: Address = {
      key: this.ids.derivedKey('address', key, 'billing'),
      line1: null, line2: null, line3: null, city: null, state: null, zipCode: postalCode, country,
    }; // prettier-ignore
    return JSON.stringify(address);
  }
}

/** The last word is taken for the family name; a single word for the given name. */
const words = (name: string | null): readonly string[] =>
  (name ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word.length > 0);
const firstNames = (name: string | null): string | null =>
  words(name).length > 1 ? words(name).slice(0, -1).join(' ') : (words(name)[0] ?? null);
const lastName = (name: string | null): string | null => (words(name).length > 1 ? (words(name).at(-1) ?? null) : null);

// What the buyer's browser is answered: the session as he may see it, with the merchant's brand and, where the merchant named the customer,
// a hint of who he is.
import { Injectable } from '@nestjs/common';
import { account, accountFieldsOf, accountKeyOf, brandFilePath } from '@tillstream/accounts';
import { customer } from '@tillstream/catalog';
import {
  type Attempt,
  type BuyerAttempt,
  type BuyerBrand,
  type BuyerCustomer,
  type BuyerSession,
  type CheckoutSessionState,
  renderBuyerAttempt,
  renderBuyerSession,
  type Session as CheckoutSession,
} from '@tillstream/checkout';
import { Clock, Facts, Ids, type Open, PersonKeys, type Resource, type Sealed, streamName } from '@tillstream/event-sourcing';
import { CredentialBox } from '@tillstream/payments';
import { problemOf } from '../http/problems/problem-catalog';
import { BuyerSavedCards } from './buyer-saved-cards';

type Session = Resource<CheckoutSessionState>;

interface Merchant {
  readonly brand: BuyerBrand;
  readonly allowRenewal: boolean;
  /** Where the session itself says nothing. */
  readonly allowPromotionCodes: boolean;
  readonly frameHosts: readonly string[];
}

@Injectable()
export class BuyerAnswers {
  constructor(
    private readonly facts: Facts,
    private readonly savedCards: BuyerSavedCards,
    private readonly personKeys: PersonKeys,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly box: CredentialBox,
  ) {}

  async session(resource: Session): Promise<BuyerSession> {
    const merchant = await this.merchant(resource.accountId);
    const context = {
      ids: this.ids,
      open: () => null,
      openUrl: this.openUrl,
      now: this.clock.now(),
      customer: await this.customer(resource),
      savedPaymentMethods: await this.savedCards.offeredTo(resource),
      ...merchant,
    };
    const session = renderBuyerSession(resource, context);
    if (!session) throw problemOf('session-not-found');
    return session;
  }

  attempt(attempt: Attempt, of: CheckoutSession): BuyerAttempt {
    return renderBuyerAttempt(attempt, of, { ids: this.ids, now: this.clock.now(), openUrl: this.openUrl });
  }

  private readonly openUrl = (closed: string): string => this.box.openToken(closed);

  private async merchant(accountId: string): Promise<Merchant> {
    const fields = accountFieldsOf(await this.facts.get(account, accountKeyOf(accountId), 'recent'));
    const brand = {
      name: fields.brandName ?? fields.name,
      color: fields.brandColor,
      logo_url: fields.logo && brandFilePath(fields.logo), // of our own origin: the page may load pictures from nowhere else
      legal_name: fields.legalName,
      privacy_policy_url: fields.privacyPolicyUrl,
      terms_of_service_url: fields.termsOfServiceUrl,
    };
    const { allowRenewal, allowPromotionCodes, allowedFrameHosts: frameHosts } = fields;
    return { brand, allowRenewal, allowPromotionCodes, frameHosts };
  }

  /** Hosts that may show the page of this account in a frame. */
  async frameHosts(accountId: string): Promise<readonly string[]> {
    return (await this.merchant(accountId)).frameHosts;
  }

  private async customer({ state }: Session): Promise<BuyerCustomer | null> {
    if (state.status === 'absent' || !state.isCustomerNamed || !state.customer) return null;
    const found = await this.facts.get(customer, state.customer.key, 'recent');
    if (found.state.status !== 'present') return null;
    const { fields } = found.state;
    const open = await this.personKeys.opener(fields);
    const read = (sealed: Sealed | null, field: string) => opened(open, sealed, { stream: streamName('customer', found.key), field });
    const name = [read(fields.firstName, 'firstName'), read(fields.lastName, 'lastName')].filter((part) => part !== null).join(' ');
    const email = read(fields.email, 'email');
    return { email_hint: email === null ? null : hintOf(email), name: name || null, country: null, postal_code: null };
  }
}

const opened = (open: Open, sealed: Sealed | null, place: Parameters<Open>[1]): string | null =>
  sealed === null ? null : open(sealed, place);

/** `a•••@example.com` */
const hintOf = (email: string): string => `${email.slice(0, 1)}•••${email.slice(email.lastIndexOf('@'))}`;

// Everything that a new session refers to, gathered before the executor's loop: by request, from an old session, or for a buyer who begins
// again.
import { Injectable } from '@nestjs/common';
import { Clock, type CommandContext, type Freshness, Ids } from '@tillstream/event-sourcing';
import type { CreateSession } from '../core/checkout-session.commands';
import type { CreateSessionPayload } from '../core/wanted-session';
import { NamedCustomers } from './named-customers';
import { OfferFacts } from './offer-facts';
import { type SessionAt, SessionCustomFields } from './session-custom-fields';
import { SessionSettings } from './session-settings';
import { lineItemKeyOf } from './session-ids';

const MINUTE_MS = 60_000;

@Injectable()
export class NewSessionFacts {
  constructor(
    private readonly settings: SessionSettings,
    private readonly offers: OfferFacts,
    private readonly customers: NamedCustomers,
    private readonly fields: SessionCustomFields,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @param at the key that the session will have, and how fresh the facts must be */
  async gather(
    { accountId, commandId }: CommandContext,
    payload: CreateSessionPayload,
    at: { readonly sessionKey: string; readonly freshness: Freshness },
  ): Promise<CreateSession> {
    const { customerKey, lifeMinutes, supersedesOnly: _, promotion: _named, ...wanted } = payload;
    const named = this.customers.find(accountId, customerKey, at);
    const [settings, offer, customer, custom] = await Promise.all([
      this.settings.of(accountId, at.freshness),
      this.offers.gather(accountId, payload, at.freshness),
      named,
      this.customFields(payload, { ...at, accountId, customerKey: async () => (await named)?.key ?? null }),
    ]);
    const now = this.clock.now();
    const [first, ...fallbacks] = payload.tiers.map(({ lineItems, routeKey }, tier) => ({
      lineItems: lineItems.map((item, index) => ({ ...item, key: lineItemKeyOf(this.ids, commandId, { tier, index }) })),
      ...(routeKey === undefined ? {} : { routeKey }),
    }));
    return {
      ...wanted,
      ...offer,
      ...custom,
      type: 'CreateSession',
      now,
      expiresAt: now + (lifeMinutes ?? settings.lifeMinutes) * MINUTE_MS,
      tiers: [first ?? { lineItems: [] }, ...fallbacks],
      ...(customer === undefined ? {} : { customer }),
      urlRules: settings.urlRules,
    };
  }

  private async customFields({ customFields, paramsForSub }: CreateSessionPayload, at: SessionAt) {
    const [ofSession, ofSubscription] = await Promise.all([
      this.fields.ofSession(customFields ?? {}, at),
      this.fields.ofSubscription(paramsForSub?.customFields ?? {}, at),
    ]);
    return { customFields: ofSession, paramsForSub: paramsForSub ? { customFields: ofSubscription } : null };
  }
}

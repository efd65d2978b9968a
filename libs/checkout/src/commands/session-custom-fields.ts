// Looks up the custom fields that a session is given, its own and those of its subscriptions. Personal values are sealed under the key of
// the session's customer, so that erasing him erases them; a session without one takes none.
import { Injectable } from '@nestjs/common';
import { CustomFieldDefinitions, type CustomFieldsWish, type WantedCustomFields } from '@tillstream/catalog';
import { type Freshness, PersonKeys } from '@tillstream/event-sourcing';
import { sealedForSubscription } from '@tillstream/subscriptions/core';
import { sealedForSession } from '../core/sealed-custom-field';

export interface SessionAt {
  readonly accountId: string;
  readonly sessionKey: string;
  /** Asked only when something personal is to be sealed; null: nobody. */
  readonly customerKey: () => Promise<string | null>;
  readonly freshness: Freshness;
}

@Injectable()
export class SessionCustomFields {
  constructor(
    private readonly definitions: CustomFieldDefinitions,
    private readonly personKeys: PersonKeys,
  ) {}

  ofSession(wish: CustomFieldsWish, at: SessionAt): Promise<WantedCustomFields> {
    const place = { accountId: at.accountId, entityType: 'checkout_session', seal: () => this.sealer(at, sealedForSession) } as const;
    return this.definitions.wanted(wish, place, at.freshness);
  }

  ofSubscription(wish: CustomFieldsWish, at: SessionAt): Promise<WantedCustomFields> {
    const place = { accountId: at.accountId, entityType: 'subscription', seal: () => this.sealer(at, sealedForSubscription) } as const;
    return this.definitions.wanted(wish, place, at.freshness);
  }

  private async sealer({ sessionKey, customerKey }: SessionAt, placeOf: typeof sealedForSession) {
    const key = await customerKey();
    if (key === null) return null;
    const seal = await this.personKeys.sealer(key);
    return (value: string, fieldKey: string) => seal(value, placeOf(sessionKey, fieldKey));
  }
}

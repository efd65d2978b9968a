// What an account decides about its sessions, for those who make one.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf } from '@tillstream/accounts';
import { Facts, type Freshness, Ids } from '@tillstream/event-sourcing';
import type { UrlRules } from '../core/checkout-session.commands';

const DEFAULT_LIFE_MINUTES = 24 * 60;

@Injectable()
export class SessionSettings {
  constructor(
    private readonly facts: Facts,
    private readonly ids: Ids,
  ) {}

  async of(accountId: string, freshness: Freshness): Promise<{ readonly lifeMinutes: number; readonly urlRules: UrlRules }> {
    const { state } = await this.facts.get(account, accountKeyOf(accountId), freshness);
    const fields = state.status === 'absent' ? null : state.fields;
    return {
      lifeMinutes: fields?.sessionExpirationMinutes ?? DEFAULT_LIFE_MINUTES,
      urlRules: { allowLoopbackHttp: this.ids.environment !== 'prod', allowedHosts: fields?.allowedRedirectHosts ?? [] },
    };
  }
}

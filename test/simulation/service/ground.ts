// What every world stands on: one account, one master key, and the recipes of all pieces.
import { type CommandContext, derivedCommandId, Ids, Keyring, ViewCatalog } from '@tillstream/event-sourcing';
import { accountKeyOf } from '@tillstream/accounts';
import { CatalogModule } from '@tillstream/catalog';
import { CheckoutModule, checkoutViews } from '@tillstream/checkout';
import { PaymentsModule } from '@tillstream/payments';
import { SubscriptionsModule } from '@tillstream/subscriptions';
import { Recipes } from './container';

export const KEYRING = new Keyring(Buffer.alloc(32, 3));
export const IDS = new Ids('dev', KEYRING);
export const ACCOUNT = IDS.format('acc', IDS.derivedKey('account of the simulation'));
export const ACCOUNT_KEY = accountKeyOf(ACCOUNT);
export const PUBLIC_URL = 'https://pay.example';
/** 1 January 2030. */
export const BEGIN = Date.UTC(2030, 0, 1);

export const recipes = new Recipes([CheckoutModule.at(PUBLIC_URL), PaymentsModule, SubscriptionsModule, CatalogModule]);
/** Of all views, those with timers. */
export const timedViews = new ViewCatalog(checkoutViews);

/** @param cause the same cause is the same request, sent again */
export function contextOf(cause: string, kind: CommandContext['actor']['kind'] = 'api_token'): CommandContext {
  const commandId = derivedCommandId(cause, 'simulation');
  return {
    commandId, requestHash: cause, requestId: null, accountId: ACCOUNT, actor: { kind, id: null }, correlationId: commandId, causationId: commandId,
    net: null, reason: null,
  }; // prettier-ignore
}

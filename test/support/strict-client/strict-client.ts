// A client that was written from the contract alone: every field typed, nothing null that may not be.
import type { ApiClient } from '../api-client';
import { accountCalls, eventCalls, operationCalls, webhookCalls } from './accounts.calls';
import { couponCalls, customerCalls, customFieldCalls, priceCalls, productCalls, promotionCodeCalls } from './catalog.calls';
import { attemptCalls, paymentCalls, processorCalls, routeCalls, sessionCalls, subscriptionCalls } from './checkout.calls';
import { StrictCaller } from './strict-caller';

export function strictClient(client: ApiClient, tenant: { readonly accountId: string; readonly token: string; readonly operator: string }) {
  const api = new StrictCaller(client.withToken(tenant.token), tenant.accountId);
  const operator = new StrictCaller(client.withToken(tenant.operator), tenant.accountId);
  return {
    succeeded: () => new Set([...api.succeeded, ...operator.succeeded]),
    accounts: accountCalls(api, operator),
    products: productCalls(api),
    prices: priceCalls(api),
    customers: customerCalls(api),
    coupons: couponCalls(api),
    promotionCodes: promotionCodeCalls(api),
    customFields: customFieldCalls(api),
    sessions: sessionCalls(api),
    attempts: attemptCalls(api),
    payments: paymentCalls(api),
    subscriptions: subscriptionCalls(api),
    processors: processorCalls(api),
    routes: routeCalls(api),
    webhooks: webhookCalls(api),
    events: eventCalls(api),
    operations: operationCalls(api),
  };
}

export type StrictClient = ReturnType<typeof strictClient>;

// The calls about sessions, payments and subscriptions, as a client writes them from the contract.
import { z } from 'zod';
import * as checkout from './checkout.models';
import * as payments from './payments.models';
import { query, type StrictCaller } from './strict-caller';
import { object, page } from './words';

type Wish = Readonly<Record<string, unknown>>;
const nothing = z.undefined();
const expanded = '?expand=custom_fields';

export const sessionCalls = (api: StrictCaller) => ({
  list: (filter: object) => api.get(page(checkout.session), `/checkout-sessions/${query({ filter })}`),
  create: (body: Wish & { readonly success_url: string; readonly return_url: string }) =>
    api.post(checkout.session, `/checkout-sessions/${expanded}`, body),
  get: (id: string) => api.get(checkout.session, `/checkout-sessions/${id}${expanded}`),
  asOf: (id: string, as_of: string) => api.get(checkout.session, `/checkout-sessions/${id}${query({ as_of })}`),
  update: (id: string, body: Wish) => api.patch(checkout.session, `/checkout-sessions/${id}${expanded}`, body),
  complete: (id: string) => api.put(checkout.session, `/checkout-sessions/${id}/complete`),
  addLineItem: (id: string, body: Wish & { readonly price_id: string }) =>
    api.post(checkout.lineItem, `/checkout-sessions/${id}/line-items`, body),
  expire: (id: string) => api.post(checkout.session, `/checkout-sessions/${id}/expire`),
  clone: (id: string) => api.post(checkout.session, `/checkout-sessions/${id}/clone`),
  history: (id: string) => api.get(object, `/checkout-sessions/${id}/history`),
});

export const attemptCalls = (api: StrictCaller) => ({
  list: (checkout_session_id: string) =>
    api.get(page(payments.checkoutAttempt), `/checkout-attempts/${query({ filter: { checkout_session_id } })}`),
  get: (id: string) => api.get(payments.checkoutAttempt, `/checkout-attempts/${id}?expand=processor_attempts`),
  details: (id: string) => api.get(payments.checkoutAttemptDetails, `/checkout-attempts/${id}/details`),
  transitions: (id: string) => api.get(payments.stateTransitions, `/checkout-attempts/${id}/state-transitions`),
});

export const paymentCalls = (api: StrictCaller) => ({
  intents: () => api.get(page(payments.intent), '/payments/intents/'),
  intent: (id: string) => api.get(payments.intent, `/payments/intents/${id}`),
  attemptsByIntent: (id: string) => api.get(page(payments.paymentAttempt), `/payments/payment_attempts/by_intent/${id}`),
  methods: () => api.get(z.array(payments.paymentMethod), '/payments/payment_methods/?include_inactive=true'),
  methodsByCustomer: (id: string) => api.get(z.array(payments.paymentMethod), `/payments/payment_methods/by_customer/${id}`),
  method: (id: string) => api.get(payments.paymentMethod, `/payments/payment_methods/${id}`),
  detach: (id: string) => api.delete(nothing, `/payments/payment_methods/${id}`),
  refund: (body: Wish & { readonly payment_attempt_external_id: string }) => api.post(payments.refund, '/payments/refunds/', body),
  getRefund: (id: string) => api.get(payments.refund, `/payments/refunds/${id}`),
  refundsByCharge: (id: string) => api.get(page(payments.refund), `/payments/refunds/by_charge/${id}`),
  refundsByAttempt: (id: string) => api.get(z.array(payments.refund), `/payments/refunds/by_attempt/${id}`),
});

export const subscriptionCalls = (api: StrictCaller) => ({
  list: (customer_external_id: string) =>
    api.get(page(checkout.subscription), `/subscriptions/${query({ filter: { customer_external_id } })}`),
  get: (id: string) => api.get(checkout.subscription, `/subscriptions/${id}${expanded}`),
  byCustomer: (id: string) => api.get(z.array(checkout.subscription), `/subscriptions/by-customer/${id}`),
  cancel: (id: string) => api.post(checkout.subscription, `/subscriptions/${id}/cancel`),
  cancelAtPeriodEnd: (id: string) => api.post(checkout.subscription, `/subscriptions/${id}/cancel_at_period_end?value=true`),
});

export const processorCalls = (api: StrictCaller) => ({
  list: () => api.get(page(checkout.processor), '/processors/'),
  connect: (body: Wish) => api.post(checkout.processor, '/processors/', body),
  get: (id: string) => api.get(checkout.processor, `/processors/${id}`),
  health: (id: string) => api.get(checkout.processorHealth, `/processors/${id}/health`),
  update: (id: string, body: Wish) => api.patch(checkout.processor, `/processors/${id}`, body),
});

export const routeCalls = (api: StrictCaller) => ({
  list: () => api.get(checkout.processorRoutes, '/processor-routes/'),
  create: (body: Wish) => api.post(checkout.processorRoute, '/processor-routes/', body),
  get: (id: string) => api.get(checkout.processorRoute, `/processor-routes/${id}`),
  update: (id: string, body: Wish) => api.patch(checkout.processorRoute, `/processor-routes/${id}`, body),
  remove: (id: string) => api.delete(nothing, `/processor-routes/${id}`),
});

// PaymentIntents: created, found, given a customer, confirmed, cancelled.
import { checkAmount } from './amounts';
import { metadataOf, whole } from './form';
import { confirm, unexpected } from './issuer';
import { malformed, missing } from './refusal';
import { type Asked, intentOf, listed, type Route, shown } from './route';
import type { IntentObject } from './store';

const CANCELLABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'];
const EXPAND = 'expand[*]';

function create(asked: Asked): object {
  const { world, form } = asked;
  const [amount, currency] = [whole(form, 'amount'), form.get('currency') ?? ''];
  if (form.get('allowed_payment_method_types[0]') !== 'card') throw malformed('parameter_missing', 'allowed_payment_method_types');
  checkAmount(amount, currency);
  const intent: IntentObject = {
    id: world.store.id('pi'),
    object: 'payment_intent',
    created: world.store.nowS,
    livemode: false,
    amount,
    currency,
    metadata: metadataOf(form),
    confirmation_method: form.get('confirmation_method') ?? 'automatic',
    status: 'requires_payment_method',
    customer: null,
    payment_method: null,
    setup_future_usage: form.get('setup_future_usage') ?? null,
    latest_charge: null,
    last_payment_error: null,
    next_action: null,
  };
  world.store.intents.set(intent.id, intent);
  world.notices.tell('payment_intent.created', intent);
  return shown(asked, intent);
}

function update(asked: Asked): object {
  const [intent, customer] = [intentOf(asked), asked.form.get('customer') ?? ''];
  if (!CANCELLABLE.includes(intent.status)) throw unexpected(intent);
  if (!asked.world.store.customers.has(customer)) throw missing('customer', customer);
  intent.customer = customer;
  return shown(asked, intent);
}

function confirmed(asked: Asked): object {
  const intent = intentOf(asked);
  const text = (name: string) => asked.form.get(name) ?? null;
  confirm(asked.world, intent, {
    paymentMethod: text('payment_method'),
    returnUrl: text('return_url'),
    setupFutureUsage: text('setup_future_usage'),
  });
  return shown(asked, intent);
}

function cancelled(asked: Asked): object {
  const intent = intentOf(asked);
  if (!CANCELLABLE.includes(intent.status)) throw unexpected(intent);
  intent.status = 'canceled';
  intent.next_action = null;
  asked.world.notices.tell('payment_intent.canceled', intent);
  return shown(asked, intent);
}

function found({ world, form }: Asked): object {
  const [, reference] = /^metadata\['merchant_reference'\]:'([^']+)'$/.exec(form.get('query') ?? '') ?? [];
  if (!reference) throw malformed('parameter_invalid', 'query');
  const isIndexed = ({ created }: IntentObject) => created * 1_000 <= world.store.now() - world.searchLagMs;
  const data = payments(world.store.intents).filter((one) => one.metadata.merchant_reference === reference && isIndexed(one));
  return { object: 'search_result', url: '/v1/payment_intents/search', data: data.map(asIndexed), has_more: false, next_page: null };
}

/** As it was when it was indexed: what has become of it since, only a retrieval tells. */
const asIndexed = (intent: IntentObject): IntentObject => ({
  ...structuredClone(intent),
  status: 'requires_payment_method',
  payment_method: null,
  latest_charge: null,
  last_payment_error: null,
});

const payments = (intents: ReadonlyMap<string, IntentObject>) => [...intents.values()].filter((one) => one.object === 'payment_intent');

export const paymentIntentRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/payment_intents$/,
    params: ['amount!', 'currency!', 'description', 'allowed_payment_method_types[*]', 'confirmation_method', 'metadata[*]', 'setup_future_usage', EXPAND],
    handle: create,
  },
  { method: 'GET', path: /^\/v1\/payment_intents\/search$/, params: ['query!', 'limit', EXPAND], handle: found },
  {
    method: 'GET',
    path: /^\/v1\/payment_intents$/,
    params: ['limit', 'starting_after', EXPAND],
    handle: (asked) => listed(asked, payments(asked.world.store.intents)),
  },
  { method: 'GET', path: /^\/v1\/payment_intents\/(\w+)$/, params: [EXPAND], handle: (asked) => shown(asked, intentOf(asked)) },
  { method: 'POST', path: /^\/v1\/payment_intents\/(\w+)$/, params: ['customer!', EXPAND], handle: update },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents\/(\w+)\/confirm$/,
    params: ['payment_method', 'return_url', 'setup_future_usage', EXPAND],
    handle: confirmed,
    trouble: ({ world, form, id }) => {
      const intent = world.store.intents.get(id);
      const card = world.store.behaviours.get(form.get('payment_method') ?? intent?.payment_method ?? '');
      // A challenge is always asked in time; only money gets into trouble after it.
      return card?.does === 'challenges' && !world.store.hiddenOf(id).authenticated ? null : (card?.trouble ?? null);
    },
  },
  { method: 'POST', path: /^\/v1\/payment_intents\/(\w+)\/cancel$/, params: ['cancellation_reason', EXPAND], handle: cancelled },
]; // prettier-ignore

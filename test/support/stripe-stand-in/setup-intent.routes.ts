// SetupIntents: a card is saved for its customer, without a charge.
import { metadataOf } from './form';
import { confirm, unexpected } from './issuer';
import { malformed, missing } from './refusal';
import { type Asked, intentOf, type Route, shown } from './route';
import type { IntentObject } from './store';

const EXPAND = 'expand[*]';

function create(asked: Asked): object {
  const { world, form } = asked;
  const customer = form.get('customer') ?? '';
  if (form.get('allowed_payment_method_types[0]') !== 'card') throw malformed('parameter_missing', 'allowed_payment_method_types');
  if (!world.store.customers.has(customer)) throw missing('customer', customer);
  const intent: IntentObject = {
    id: world.store.id('seti'),
    object: 'setup_intent',
    created: world.store.nowS,
    livemode: false,
    metadata: metadataOf(form),
    status: 'requires_payment_method',
    customer,
    payment_method: null,
    last_setup_error: null,
    next_action: null,
  };
  world.store.intents.set(intent.id, intent);
  return shown(asked, intent);
}

function confirmed(asked: Asked): object {
  const intent = intentOf(asked);
  const text = (name: string) => asked.form.get(name) ?? null;
  confirm(asked.world, intent, { paymentMethod: text('payment_method'), returnUrl: text('return_url'), setupFutureUsage: null });
  return shown(asked, intent);
}

function cancelled(asked: Asked): object {
  const intent = intentOf(asked);
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent);
  intent.status = 'canceled';
  return shown(asked, intent);
}

export const setupIntentRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/setup_intents$/,
    params: ['customer!', 'usage!', 'allowed_payment_method_types[*]', 'metadata[*]', EXPAND],
    handle: create,
  },
  { method: 'GET', path: /^\/v1\/setup_intents\/(\w+)$/, params: [EXPAND], handle: (asked) => shown(asked, intentOf(asked)) },
  {
    method: 'POST',
    path: /^\/v1\/setup_intents\/(\w+)\/confirm$/,
    params: ['payment_method!', 'return_url', EXPAND],
    handle: confirmed,
    trouble: ({ world, form }) => {
      const card = world.store.behaviours.get(form.get('payment_method') ?? '');
      return card?.does === 'challenges' ? null : (card?.trouble ?? null);
    },
  },
  { method: 'POST', path: /^\/v1\/setup_intents\/(\w+)\/cancel$/, params: [EXPAND], handle: cancelled },
];

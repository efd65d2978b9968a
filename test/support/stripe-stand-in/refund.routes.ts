// Refunds: at once, or later, as the card says; never more than was taken.
import { metadataOf, whole } from './form';
import { impossible, missing } from './refusal';
import { type Asked, listed, type Route } from './route';
import type { IntentObject, RefundObject } from './store';
import type { World } from './world';

function create({ world, form }: Asked): object {
  const id = form.get('payment_intent') ?? '';
  const intent = world.store.intents.get(id);
  if (!intent) throw missing('payment_intent', id);
  const amount = whole(form, 'amount');
  checkRefundable(world, intent, amount);
  const later = world.cardOf(intent)?.refunds ?? 'at-once';
  const refund: RefundObject = {
    id: world.store.id('re'),
    object: 'refund',
    amount,
    charge: intent.latest_charge ?? '',
    payment_intent: id,
    metadata: metadataOf(form),
    status: later === 'at-once' ? 'succeeded' : 'pending',
  };
  world.store.refunds.set(refund.id, refund);
  if (later === 'at-once') world.refunded(refund);
  else setTimeout(() => settle(world, refund, later), world.refundSettleMs).unref();
  world.notices.tell('refund.created', refund);
  return structuredClone(refund);
}

function checkRefundable(world: World, intent: IntentObject, amount: number): void {
  if (intent.status !== 'succeeded')
    throw impossible('payment_intent_unexpected_state', 'This PaymentIntent does not have a successful charge.');
  const left = (intent.amount ?? 0) - world.refundedOf(intent.id);
  if (left === 0) throw impossible('charge_already_refunded', 'The charge has already been refunded.');
  if (amount > left) throw impossible('', 'The amount is greater than the unrefunded amount.', 'amount');
}

function settle(world: World, refund: RefundObject, later: 'succeed-later' | 'fail-later'): void {
  const hasFailed = later === 'fail-later';
  refund.status = hasFailed ? 'failed' : 'succeeded';
  if (hasFailed) refund.failure_reason = 'lost_or_stolen_card';
  else world.refunded(refund);
  world.notices.tell(hasFailed ? 'refund.failed' : 'refund.updated', refund);
}

export const refundRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v1\/refunds$/, params: ['payment_intent!', 'amount!', 'metadata[*]'], handle: create },
  {
    method: 'GET',
    path: /^\/v1\/refunds$/,
    params: ['payment_intent!', 'limit', 'starting_after'],
    handle: (asked) => {
      const mine = [...asked.world.store.refunds.values()].filter((one) => one.payment_intent === asked.form.get('payment_intent'));
      return listed(asked, mine);
    },
  },
];

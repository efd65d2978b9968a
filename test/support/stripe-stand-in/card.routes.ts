// Cards and customers. A number comes in, is looked up, and is forgotten.
import { passesLuhn } from '@tillstream/payments';
import { CARDS } from './cards';
import { metadataOf, whole } from './form';
import { malformed, Refusal } from './refusal';
import type { Asked, Route } from './route';
import type { PaymentMethodObject } from './store';

const BRANDS: Readonly<Record<string, string>> = { '4': 'visa', '5': 'mastercard', '6': 'discover' };

const cardError = (code: string, param: string): Refusal =>
  new Refusal(402, { type: 'card_error', code, param, message: 'The card details are wrong.' }, true);

function checkCard({ world, form }: Asked, number: string): void {
  if (!passesLuhn(number)) throw cardError('incorrect_number', 'number');
  const [month, year, cvc] = [whole(form, 'card[exp_month]'), whole(form, 'card[exp_year]'), form.get('card[cvc]')];
  if (month < 1 || month > 12) throw cardError('invalid_expiry_month', 'exp_month');
  if (year < new Date(world.store.now()).getUTCFullYear()) throw cardError('invalid_expiry_year', 'exp_year');
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) throw cardError('invalid_cvc', 'cvc');
}

function createCard(asked: Asked): object {
  const { world, form } = asked;
  const number = form.get('card[number]') ?? '';
  if (form.get('type') !== 'card') throw malformed('parameter_invalid', 'type');
  checkCard(asked, number);
  const known = CARDS[number];
  if (!known) throw cardError('incorrect_number', 'number');
  const checks = { cvc_check: form.has('card[cvc]') ? ('unchecked' as const) : null };
  const method: PaymentMethodObject = {
    id: world.store.id('pm'),
    object: 'payment_method',
    type: 'card',
    customer: null,
    card: { brand: BRANDS[number[0] ?? ''] ?? 'unknown', last4: number.slice(-4), funding: 'credit', country: 'US', checks },
  };
  world.store.methods.set(method.id, method);
  world.store.behaviours.set(method.id, known);
  return structuredClone(method);
}

function createCustomer({ world, form }: Asked): object {
  const id = world.store.id('cus');
  world.store.customers.add(id);
  return { id, object: 'customer', metadata: metadataOf(form) };
}

export const cardRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/payment_methods$/,
    params: ['type!', 'card[number]!', 'card[exp_month]!', 'card[exp_year]!', 'card[cvc]', 'billing_details[name]'],
    handle: createCard,
  },
  { method: 'POST', path: /^\/v1\/customers$/, params: ['description', 'metadata[*]'], handle: createCustomer },
];

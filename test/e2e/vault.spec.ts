// Card numbers are in the buyer's browser, in ciphertext, and in memory during a call, nowhere else: after a run with every test card,
// through declines, unknown outcomes, set-ups, saved cards and refunds, no number and no security code stands in the files of the event
// store, in Redis or its files, in what any process said, in the journal of the processors, in an answer, or in what was told to webhooks.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SilentLog, Upcasting } from '@tillstream/event-sourcing';
import { EventStoreDb } from '@tillstream/event-store-db';
import { domainViews } from '@tillstream/runtime';
import { Redis } from 'ioredis';
import { testCards } from '../../apps/sandbox-processors/src/cards/test-cards';
import { cardTraces, readableForms } from '../support/card-traces';
import { eventually } from '../support/eventually';
import { everythingBelow } from '../support/everything-in-files';
import { everythingIn } from '../support/everything-in-redis';
import { type Answer, type Buyer, Merchant } from '../support/merchant';
import { type RecordedAnswers, recordAnswers } from '../support/recorded-answers';
import { type Stack, startStack } from '../support/stack';
import { WebhookReceiver } from '../support/webhook-receiver';

jest.setTimeout(240_000);

const PROCESSORS = ['alpha', 'beta'] as const;
const AT_ONCE = 6;
const GOOD = '4242424242424242';
/** Where a suite can put a text of its own choice. */
const PLANTED_PLACES: ReadonlySet<string> = new Set(['files of the event store', 'redis', 'logs', 'journal of the processors']);
const NUMBERS = testCards.map(({ number }) => number);

let stack: Stack;
let merchant: Merchant;
let receiver: WebhookReceiver;
let answers: RecordedAnswers;
let priceId: string;

beforeAll(async () => {
  stack = await startStack({ LOG_LEVEL: 'debug' }, { persistentRedis: true });
  answers = recordAnswers(stack.apiUrl);
  receiver = await WebhookReceiver.start();
  merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
  for (const name of PROCESSORS) await connect(name);
  await merchant.must('POST', '/webhook-endpoints/', { url: receiver.url, events: ['*'] });
  priceId = await merchant.price();
});
afterAll(async () => {
  answers.stop();
  await receiver.stop();
  await stack.stop();
});

async function connect(name: string): Promise<void> {
  const id = await merchant.connect(stack.sandboxUrl, name);
  const body = JSON.stringify({ slow_ms: 50, hang_ms: 50, notice_url: `${stack.apiUrl}/notices/${id}` });
  await fetch(`${stack.sandboxUrl}/_control/processors/${name}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
}

/** What may hold a card number, and must not. */
async function places(): Promise<Readonly<Record<string, string>>> {
  // All that was ever written to it. One that is not the suite's own, or embedded, has none.
  const ownRedisFiles: Record<string, string> =
    stack.redis.kind === 'redis-server' ? { 'files of redis': everythingBelow(stack.redis.folder ?? '') } : {};
  return {
    'files of the event store': everythingBelow(stack.eventsFolder),
    events: await everyEvent(),
    redis: await everythingIn(stack.redis.url),
    ...ownRedisFiles,
    logs: everythingBelow(stack.logsFolder),
    'journal of the processors': everythingBelow(stack.processorsFolder),
    answers: answers.texts.join('\n'),
    webhooks: JSON.stringify(receiver.deliveries),
  };
}

const traces = async (): Promise<readonly string[]> =>
  Object.entries(await places()).flatMap(([place, text]) => cardTraces(text, NUMBERS).map((trace) => `${place}: ${trace}`));

async function everyEvent(): Promise<string> {
  const store = new EventStoreDb({ url: stack.eventStoreUrl, upcasting: new Upcasting([]), log: new SilentLog() });
  try {
    const events: string[] = [];
    for await (const event of store.readAll(domainViews().prefixes))
      events.push(JSON.stringify([event.stream, event.data, event.metadata]));
    return events.join('\n');
  } finally {
    await store.close();
  }
}

let customers = 0;
const customer = async (): Promise<string> =>
  (await merchant.must('POST', '/customers/', { email: `buyer-${(customers += 1)}@example.com` })).id ?? '';

/** One session, one press, until nobody is at work on it any more. */
async function press(card: string, { session: more = {}, request = {} }: { session?: object; request?: object } = {}) {
  const session = await merchant.session(priceId, more);
  const buyer = merchant.buyer(session.secure_token ?? '');
  const answer = await buyer.pay(1, card, request);
  return { session, buyer, answer, attempt: answer.status < 300 ? await ended(buyer, answer) : null };
}

async function ended(buyer: Buyer, { body }: Answer) {
  const { id } = body.attempt as { readonly id: string };
  const isOver = async () => {
    const attempt = await buyer.attempt(id);
    return !['processing', 'unresolved'].includes(attempt.attempt.state) && attempt.attempt;
  };
  return eventually(isOver, { timeoutMs: 60_000, describe: `the end of the attempt ${id}` });
}

async function inTurns<T>(items: readonly T[], action: (item: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) await Promise.all(items.slice(from, from + AT_ONCE).map(action));
}

async function paymentsWithEveryCard(): Promise<void> {
  const states: string[] = [];
  await inTurns(NUMBERS, async (number) => states.push(`${(await press(number)).attempt?.state}`));
  expect(states.filter((state) => state === 'succeeded').length).toBeGreaterThan(15);
  expect(states.filter((state) => state === 'failed').length).toBeGreaterThan(15);
}

async function savedCards(): Promise<void> {
  await inTurns([GOOD, '4000000000000341', '5555555555554444', '4000009910000051', '4000000000000002'], async (number) => {
    const customer_id = await customer();
    await press(number, { session: { mode: 'setup', line_items: [], customer_id } });
  });
  const customer_id = await customer();
  await press(GOOD, { session: { customer_id }, request: { save_card: true } });
  const saved = async () =>
    (await merchant.must<readonly { id: string }[]>('GET', `/payments/payment_methods/by_customer/${customer_id}`))[0];
  const method = await eventually(saved, { timeoutMs: 20_000, describe: 'the saved card' });
  const { attempt } = await press(GOOD, { session: { customer_id }, request: { card_jwe: null, payment_method_id: method.id } });
  expect(attempt).toMatchObject({ state: 'succeeded' });
}

async function refundsAndReads(): Promise<void> {
  const { session, attempt } = await press(GOOD);
  const attemptId = attempt?.id ?? '';
  const intentId = attemptId.replace(/^ca_/, 'pi_');
  const charges = await merchant.must<{ items: { id: string }[] }>('GET', `/payments/payment_attempts/by_intent/${intentId}`);
  await merchant.must('POST', '/payments/refunds', { payment_attempt_external_id: charges.items[0]?.id, amount_atom: 500 });
  const reads = [
    `/checkout-sessions/${session.id}`, `/checkout-sessions/${session.id}/history`, `/checkout-attempts/${attemptId}/details`,
    `/checkout-attempts/${attemptId}/state-transitions`, '/checkout-sessions/?limit=100', '/payments/intents?limit=100', '/events/?limit=100',
    '/customers/?limit=100', '/payments/payment_methods',
  ]; // prettier-ignore
  for (const read of reads) await merchant.must('GET', read);
}

/** Where people and programs put a number by mistake: it is refused, and not even repeated in the refusal. */
async function numbersInTheWrongPlace(): Promise<void> {
  const spaced = '4242 4242 4242 4242';
  const wrong = [
    await merchant.call('POST', '/customers/', { body: { first_name: spaced } }),
    await merchant.call('POST', '/products/', { body: { name: 'Mug', metadata: { note: GOOD } } }),
    await merchant.call('POST', '/products/', { body: { name: 'Mug', metadata: { [GOOD]: 'a note' } } }),
    await merchant.call('POST', '/products/', { body: { name: 'Mug', [GOOD]: 'a field of this name' } }),
    await merchant.call('GET', `/products/?search=${GOOD}`),
    await merchant.call('GET', `/products/${GOOD}`),
    await merchant.call('GET', `/${encodeURIComponent(spaced)}`),
    (await press(GOOD, { request: { customer: { email: 'ada@example.com', name: spaced } } })).answer,
    (await press(GOOD, { request: { card_jwe: GOOD } })).answer,
  ];
  expect(wrong.map(({ status }) => status).filter((status) => status < 400 || status >= 500)).toEqual([]);
}

/** The places are the right ones and are read to the end, and no form is overlooked. */
async function plantsAreFound(): Promise<void> {
  const forms = readableForms(GOOD).concat('4242-4242-4242-4242', '4242%204242%204242%204242', '{"cvc":"123"}');
  const text = forms.join('\n');
  const files = [stack.eventsFolder, stack.logsFolder, stack.processorsFolder].map((folder) => path.join(folder, 'planted'));
  const redis = new Redis(stack.redis.url);
  for (const file of files) writeFileSync(file, text);
  await redis.lpush('bull:planted', text);
  const { id } = await merchant.must('POST', '/products/', { name: 'Mug', description: 'cvc: "123"' });
  await eventually(() => receiver.about(id ?? '').length > 0, { timeoutMs: 30_000, describe: 'the message about the product' });
  const found = await traces();
  for (const file of files) rmSync(file);
  await redis.del('bull:planted');
  redis.disconnect();
  const missed = Object.keys(await places()).flatMap((place) => {
    const here = found.filter((one) => one.startsWith(`${place}: `)).length;
    return here < (PLANTED_PLACES.has(place) ? readableForms(GOOD).length + 1 : 1) ? [`${place}: ${here}`] : [];
  });
  expect(missed).toEqual([]);
}

it('leaves no card number and no security code anywhere', async () => {
  await paymentsWithEveryCard();
  await savedCards();
  await refundsAndReads();
  await numbersInTheWrongPlace();
  const last = await press(GOOD);
  const isTold = () => receiver.about(last.session.id ?? '').some(({ type }) => type === 'checkout_session.completed');
  await eventually(isTold, { timeoutMs: 30_000, describe: 'the message about the last payment' });

  expect(await traces()).toEqual([]);
  await plantsAreFound();
});

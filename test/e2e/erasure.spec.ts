// Erasing a customer on the real stack: afterwards nothing that told who he was stands in the files of the event store, in Redis or in what
// the processes logged; and every chain still holds.
import { type RecordedEvent, SilentLog, Upcasting, verifyChain } from '@tillstream/event-sourcing';
import { EventStoreDb } from '@tillstream/event-store-db';
import { domainViews } from '@tillstream/runtime';
import { everythingBelow } from '../support/everything-in-files';
import { everythingIn } from '../support/everything-in-redis';
import { eventually } from '../support/eventually';
import { Merchant } from '../support/merchant';
import { type Stack, startStack } from '../support/stack';
import { WebhookReceiver } from '../support/webhook-receiver';

jest.setTimeout(180_000);

const PERSON = {
  email: 'grace.hopper@navy-pioneers.example',
  first_name: 'Grace-Brewster',
  last_name: 'Hopper-Murray',
  phone: '+1 555 0190 771',
  address: { line1: '59 Nanosecond Lane', city: 'Arlington-Cobol', country: 'US' },
};
const SECRETS = [PERSON.email, PERSON.first_name, PERSON.last_name, PERSON.phone, PERSON.address.line1, PERSON.address.city];

let stack: Stack;
let merchant: Merchant;
let receiver: WebhookReceiver;

beforeAll(async () => {
  stack = await startStack({ LOG_LEVEL: 'debug' });
  receiver = await WebhookReceiver.start();
  merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
  await merchant.connect(stack.sandboxUrl, 'alpha');
  await merchant.must('POST', '/webhook-endpoints/', { url: receiver.url, events: ['*'] });
});
afterAll(async () => {
  await receiver.stop();
  await stack.stop();
});

/** Which of his words stand where, in plain or in a form that anybody can read. */
async function traces(): Promise<readonly string[]> {
  const places = {
    'event store': everythingBelow(stack.eventsFolder),
    redis: await everythingIn(stack.redis.url),
    logs: everythingBelow(stack.logsFolder),
  };
  return Object.entries(places).flatMap(([place, text]) =>
    SECRETS.filter((secret) => [secret, Buffer.from(secret).toString('base64')].some((form) => text.includes(form))).map(
      (secret) => `${place}: ${secret}`,
    ),
  );
}

async function brokenChains(): Promise<readonly string[]> {
  const store = new EventStoreDb({ url: stack.eventStoreUrl, upcasting: new Upcasting([]), log: new SilentLog() });
  try {
    const events: RecordedEvent[] = [];
    for await (const event of store.readAll(domainViews().prefixes)) events.push(event);
    expect(events.length).toBeGreaterThan(10);
    const byStream = Map.groupBy(events, ({ stream }) => stream);
    return [...byStream].flatMap(([stream, own]) => verifyChain(own).map(({ problem }) => `${stream}: ${problem}`));
  } finally {
    await store.close();
  }
}

it('leaves nothing that told who he was, and every chain whole', async () => {
  const { id } = await merchant.must('POST', '/customers/', PERSON);
  const session = await merchant.session(await merchant.price(), { customer_id: id });
  expect((await merchant.buyer(session.secure_token ?? '').pay(1)).status).toBe(200);
  await eventually(() => receiver.about(session.id ?? '').some(({ type }) => type === 'checkout_session.completed'), {
    timeoutMs: 30_000,
    describe: 'the message about the completed session',
  });
  expect(await merchant.must('GET', `/customers/${id}`)).toMatchObject({ email: PERSON.email });

  expect(await merchant.must('POST', `/customers/${id}/erase`)).toMatchObject({ email: null, first_name: null, address: null });
  await eventually(() => receiver.about(id ?? '').some(({ type }) => type === 'customer.deleted'), {
    timeoutMs: 30_000,
    describe: 'the message about the erased customer',
  });
  expect(await merchant.must('GET', `/checkout-sessions/${session.id}`)).toMatchObject({ customer_id: id, customer_email: null });
  // What is nobody's secret is found in both: the places are the right ones.
  expect(everythingBelow(stack.eventsFolder)).toContain('"Mug"');
  expect(await everythingIn(stack.redis.url)).toContain('Mug');
  expect(await traces()).toEqual([]);
  expect(await brokenChains()).toEqual([]);
});

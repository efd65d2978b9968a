// The story of one session, from its creation to the webhook that tells of its payment; every step over HTTP, like anybody's.
import type { AttemptAnswer } from '@tillstream/checkout/browser';
import type { ApiCaller } from '../api/api-caller';
import type { DemoAccount } from '../installation/demo-account';
import { openPage, pay } from './buyer';
import type { HistoryItem } from './time-line';
import { type Delivery, WebhookReceiver } from './webhook-receiver';

export interface Session {
  readonly id: string;
  readonly url: string;
  readonly state: string;
  readonly payment_state: string;
  readonly subscription_ids: readonly string[];
}

export interface DemoReport {
  readonly session: Session;
  readonly attempt: { readonly id: string; readonly state: string };
  readonly webhooks: readonly Delivery[];
  readonly history: readonly HistoryItem[];
}

/** What the story needs of its teller: called as each step is done. */
export interface Teller {
  endpoint(url: string): void;
  created(session: Session): void;
  paid(answer: AttemptAnswer): void;
  delivered(delivery: Delivery): void;
  finished(session: Session): void;
}

const TEST_CARD = { number: '4242424242424242', cvc: '123', name: 'Grace Hopper', email: 'grace@example.com' };
const AWAITED = ['checkout_session.created', 'checkout_session.completed'];
const DELIVERED_WITHIN_MS = 20_000;

/** Throws when a step does not come out as it should. */
export async function playDemo(api: ApiCaller, account: DemoAccount, teller: Teller): Promise<DemoReport> {
  const base = `/api/${account.account_id}`;
  const receiver = new WebhookReceiver();
  const url = await receiver.listen();
  const endpoint = await api.post<{ readonly id: string; readonly signing_secret: string }>(`${base}/webhook-endpoints/`, {
    url,
    events: AWAITED,
    description: 'Made by till demo',
  });
  receiver.trust(endpoint.signing_secret);
  teller.endpoint(url);
  try {
    const session = await api.post<Session>(`${base}/checkout-sessions/`, newSession(account));
    teller.created(session);
    const answer = await pay(api.baseUrl, await openPage(session.url), TEST_CARD);
    teller.paid(answer);
    if (answer.attempt.state !== 'succeeded') throw new Error(`the payment came out as ${answer.attempt.state}`);
    for (const type of AWAITED) teller.delivered(await delivery(receiver, type));
    const finished = await api.get<Session>(`${base}/checkout-sessions/${session.id}`);
    teller.finished(finished);
    const { items } = await api.get<{ readonly items: readonly HistoryItem[] }>(`${base}/checkout-sessions/${session.id}/history`);
    return { session: finished, attempt: answer.attempt, webhooks: receiver.deliveries, history: items };
  } finally {
    await api.delete(`${base}/webhook-endpoints/${endpoint.id}`).catch(() => undefined); // nobody listens there any more
    receiver.close();
  }
}

const newSession = ({ price_ids }: DemoAccount) => ({
  success_url: 'https://example.com/thanks?session={CHECKOUT_SESSION_ID}',
  return_url: 'https://example.com/cart',
  line_items: price_ids.map((id) => ({ price_id: id })),
});

async function delivery(receiver: WebhookReceiver, type: string): Promise<Delivery> {
  const found = await receiver.awaited(type, DELIVERED_WITHIN_MS);
  if (!found) throw new Error(`${type} was not delivered within ${DELIVERED_WITHIN_MS / 1_000} s: npm run till -- doctor may know why`);
  if (found.isVerified === false) throw new Error(`${type} was delivered with a signature that does not hold`);
  return found;
}

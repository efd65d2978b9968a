// A crowd of buyers pays at once with one coupon that has fewer uses than there are buyers, through two API processes, one of which is
// killed in the middle: never a use too many, and none is lost.
import { eventually } from '../support/eventually';
import { type Answer, type Buyer, Merchant } from '../support/merchant';
import { type Stack, startStack } from '../support/stack';

jest.setTimeout(240_000);

const BUYERS = 240;
const LIMIT = 100;
/** So many have been answered when a process dies. */
const ANSWERED_BEFORE_THE_CRASH = 40;

interface Session {
  readonly id: string;
  readonly secure_token: string;
  readonly state: string;
  readonly payment_state: string;
}
interface Page {
  readonly items: readonly Session[];
  readonly total: number;
}

let stack: Stack;
let merchant: Merchant;
let second: { readonly url: string; kill(): Promise<void> };
let priceId: string;
let couponId: string;

beforeAll(async () => {
  stack = await startStack();
  second = await stack.anotherApi();
  merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
  await merchant.connect(stack.sandboxUrl, 'alpha');
  priceId = await merchant.price();
  const coupon = { discount_type: 'percent_off', percent_off: 10, max_redemptions: LIMIT };
  couponId = (await merchant.must('POST', '/coupons/', coupon)).id ?? '';
});
afterAll(async () => stack.stop());

const newSession = () => merchant.session<Session>(priceId, { coupon_id: couponId });

const list = (filter: object): Promise<Page> =>
  merchant.must<Page>(
    'GET',
    `/checkout-sessions/?limit=1&filter=${encodeURIComponent(JSON.stringify({ coupon_id: couponId, ...filter }))}`,
  );

/** How many sessions were paid with the coupon, and how many uses of it are counted. */
async function used(): Promise<readonly [number, number]> {
  const coupon = await merchant.must<{ redemption_count: number }>('GET', `/coupons/${couponId}`);
  return [(await list({ state: 'success' })).total, coupon.redemption_count];
}

/** A page that gets no answer, or is asked to come again, asks with the same attempt, at whichever process lives. */
async function pay(buyer: Buyer, other: Buyer): Promise<Answer> {
  const answerOf = async (at: Buyer): Promise<Answer | undefined> => {
    const answer = await at.pay(1).catch(() => undefined);
    return answer?.status === 503 ? undefined : answer;
  };
  return eventually(async () => (await answerOf(buyer)) ?? (await answerOf(other)), { timeoutMs: 120_000, describe: 'an answer' });
}

it('never gives a use too many, and loses none', async () => {
  const sessions: Session[] = [];
  while (sessions.length < BUYERS) sessions.push(...(await Promise.all(Array.from({ length: 24 }, newSession))));
  let answered = 0;
  let crash: Promise<void> | undefined;
  const answers = await Promise.all(
    sessions.map(async ({ secure_token }, index) => {
      const [here, there] = [merchant.buyer(secure_token), merchant.buyer(secure_token, second.url)];
      const answer = await (index % 2 === 0 ? pay(here, there) : pay(there, here));
      answered += 1;
      if (answered === ANSWERED_BEFORE_THE_CRASH) crash = second.kill();
      return answer;
    }),
  );
  await crash;
  expect(answers.filter(({ status }) => ![200, 202, 400, 409].includes(status)).map(({ body }) => body)).toEqual([]);

  // What the dead process was doing is settled by the timers of its sessions.
  const isSettled = async (): Promise<boolean> => {
    const all = await Promise.all(sessions.map(({ id }) => merchant.must<Session>('GET', `/checkout-sessions/${id}`)));
    return all.every(({ payment_state }) => payment_state === 'paid' || payment_state === 'none');
  };
  await eventually(isSettled, { timeoutMs: 120_000, describe: 'the end of every attempt' });
  const paid = (await list({ state: 'success' })).total;
  expect(paid).toBeGreaterThan(LIMIT / 2);
  expect(paid).toBeLessThanOrEqual(LIMIT);

  // Uses that were given back are there for whoever comes now, and not one more.
  for (let left = LIMIT - paid; left > 0; left--) await merchant.must('PUT', `/checkout-sessions/${(await newSession()).id}/complete`);
  const late = await merchant.call('POST', '/checkout-sessions/', {
    body: { success_url: 'http://127.0.0.1/', return_url: 'http://127.0.0.1/', line_items: [{ price_id: priceId }], coupon_id: couponId },
  });
  expect(late.body).toMatchObject({ status: 422, detail: [{ loc: ['body', 'coupon_id'], type: 'promotion-exhausted' }] });
  await eventually(async () => String(await used()) === `${LIMIT},${LIMIT}`, {
    timeoutMs: 30_000,
    describe: 'as many counted uses as paid sessions',
  });
});

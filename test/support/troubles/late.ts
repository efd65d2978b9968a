// Notices that come late or twice, and money that comes when its attempt is over: it completes the session after all, or goes back.
import { insist } from '../chaos/insist';
import { eventually } from '../eventually';
import { call } from '../merchant';
import { saidMeanwhile, truth } from './meanwhile';
import type { Sale, Scene } from './scene';
import { attemptsOf, chargesOf, type Told } from './told';
import { DEAF, PAID, paid, type Trouble, type Troubles } from './trouble';

const WITHIN_MS = 30_000;

/** How many notices of this processor wait to be passed on. */
const held = (scene: Scene, role: string, count: number) =>
  eventually(() => scene.held(role) === count, { timeoutMs: WITHIN_MS, describe: `${count} notices of the ${role} wait` });

const told = (scene: Scene, role: string, answers: readonly string[]) =>
  eventually(() => JSON.stringify(scene.answers(role)) === JSON.stringify(answers), {
    timeoutMs: WITHIN_MS,
    describe: () => `${answers.join(', ')} for the ${role}; so far ${scene.answers(role).join(', ')}`,
  });

const TAKEN = 'charge.approved 200 taken';

/** When all is known, a notice changes nothing. */
const afterwards: Trouble = {
  async play(scene) {
    scene.hold('first');
    const sale = await scene.session();
    await sale.press('late-notice');
    await held(scene, 'first', 1);
    const before = await sale.read();
    await scene.release('first');
    await told(scene, 'first', [TAKEN]);
    expect(await sale.read()).toEqual(before);
    return sale;
  },
  ends: paid,
};

const twice: Trouble = {
  async play(scene) {
    const sale = await scene.session();
    await sale.press('duplicate-notice');
    await told(scene, 'first', [TAKEN, TAKEN]);
    return sale;
  },
  ends: paid,
};

/** Nobody can ask, and the answer was lost: the notice is all that there is. */
const onlyWord: Trouble = {
  processors: { first: { ...DEAF, notices: 'normal', lost_answers_on: ['confirm'] }, second: {} },
  async play(scene) {
    scene.hold('first');
    const sale = await scene.session();
    const pressed = sale.press('late-notice');
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved'));
    await held(scene, 'first', 1);
    await scene.release('first');
    await pressed;
    return sale;
  },
  ends: { ...paid, path: ['processing', 'unresolved', 'processing approved by notice', 'succeeded'] },
};

/** What the buyer's bank does at the processor, without anybody here. */
async function bankApproves(sale: Sale, role: string): Promise<void> {
  const { scene } = sale;
  const { id, name } = scene.connected(role);
  const [attempt] = await attemptsOf(sale);
  const charge = (await chargesOf(sale, attempt?.id ?? '')).find(({ processor_id }) => processor_id === id);
  const url = `${scene.ground.stack.sandboxUrl}/${name}/charges?merchant_reference=${charge?.id}`;
  const { body } = await call<{ action?: { url: string } }>(url, 'GET', { token: `sandbox_${name}` });
  await call(body.action?.url ?? '', 'POST', { body: { result: 'approve' } });
}

/** A challenge that was put aside could not be closed; its attempt is over; and then the bank takes the money by itself. */
interface Late {
  readonly settings?: object;
  readonly session?: object;
  /** Between the end of the attempt and the money. */
  readonly meanwhile?: (sale: Sale) => Promise<unknown>;
  readonly ends: Told;
}

const CANNOT_CLOSE = { outage: 'error', outage_on: ['close'] };

const late = ({ settings, session = {}, meanwhile, ends }: Late): Trouble => ({
  processors: { first: CANNOT_CLOSE, second: { always: 'stolen_card' } },
  async play(scene) {
    if (settings) await scene.settings(settings);
    scene.hold('first');
    const sale = await scene.session({ more: session });
    expect((await sale.press('3ds-late')).body).toMatchObject({ attempt: { state: 'failed' }, session: { state: 'open' } });
    await meanwhile?.(sale);
    const before = scene.held('first');
    await bankApproves(sale, 'first');
    await held(scene, 'first', before + 1);
    await scene.release('first');
    return sale;
  },
  ends,
});

const FIRST_PRESS = ['created', 'updated', 'payment_failed'];
const lateInTheOpen: Told = {
  ...paid,
  attempts: ['succeeded'],
  asked: ['0 first succeeded', '0 second failed stolen_card'],
  path: ['processing', 'failed', 'succeeded'],
  charges: ['0 first succeeded', '0 second failed'],
  webhooks: [...FIRST_PRESS, 'late_payment', 'completed', 'payment_intent.failed', 'payment_intent.succeeded'],
};
const lateAfterEnd: Told = {
  ...lateInTheOpen,
  webhooks: [...FIRST_PRESS, 'expired', 'late_payment', 'completed', 'payment_intent.failed', 'payment_intent.succeeded'],
};
const givenBack: Told = {
  ...lateAfterEnd,
  session: 'expired refunded',
  page: ['expired.title', 'late-money.returned'],
  attempts: ['failed declined: stolen_card'],
  path: ['processing', 'failed'],
  ledger: ['first captured 2000', 'first refunded 2000'],
  refunds: ['succeeded 2000 expired_uncaptured_charge'],
  webhooks: [
    ...FIRST_PRESS, 'expired', 'late_payment', 'payment_intent.failed', 'payment_intent.succeeded', 'refund.created', 'refund.updated',
  ],
}; // prettier-ignore

const expires = async (sale: Sale): Promise<void> => {
  expect(await sale.expire()).toBe(200);
  expect(await sale.read()).toMatchObject({ state: 'expired', payment_state: 'none' });
};

/** Another processor of the same press was paid, and the first challenge could not be closed. */
const beside: Trouble = {
  processors: { delta: CANNOT_CLOSE, second: {} },
  async play(scene) {
    scene.hold('delta');
    const sale = await scene.session();
    expect((await sale.press('3ds-late-at-delta')).body).toMatchObject({ session: { state: 'success' } });
    await bankApproves(sale, 'delta');
    await held(scene, 'delta', 1);
    await scene.release('delta');
    return sale;
  },
  ends: {
    ...paid,
    asked: ['0 delta succeeded', '0 second succeeded'],
    charges: ['0 delta succeeded', '0 second succeeded'],
    ledger: ['delta captured 2000', 'delta refunded 2000', 'second captured 2000'],
    refunds: ['succeeded 2000 duplicate'],
    webhooks: ['created', 'updated', 'completed', 'late_payment', 'payment_intent.succeeded', 'refund.created', 'refund.updated'],
  },
};

/** Asked for by the merchant, and taken by a bank that needs a while. */
const refunded = (card: string, ends: Told): Trouble => ({
  async play(scene) {
    const sale = await scene.session();
    await sale.press(card);
    const [attempt] = await attemptsOf(sale);
    const [charge] = await chargesOf(sale, attempt?.id ?? '');
    const { apiUrl, accountId, token } = scene.merchant;
    const asked = await insist([apiUrl], {
      method: 'POST',
      path: `/api/${accountId}/payments/refunds/`,
      token,
      body: { payment_attempt_external_id: charge?.id },
      key: card,
    });
    expect(asked).toMatchObject({ status: 'pending', amount_atom: 2_000 });
    expect(await sale.read()).toMatchObject({ payment_state: 'paid' });
    return sale;
  },
  ends,
});
const withRefund = [...PAID, 'refund.created', 'refund.updated'];

export const lateTroubles: Troubles = {
  'late-notice': afterwards,
  'duplicate-notice': twice,
  'late-notice, and nothing else is heard': onlyWord,
  '3ds-late, of an open session': late({ ends: lateInTheOpen }),
  '3ds-late, of an expired session': late({ meanwhile: expires, ends: lateAfterEnd }),
  '3ds-late, of an expired session whose merchant wants none of it': late({
    settings: { late_payment: 'refund' },
    meanwhile: expires,
    ends: givenBack,
  }),
  '3ds-late, of a superseded session': late({
    session: { reference: 'order', supersede: true },
    meanwhile: ({ scene }) => scene.session({ more: { reference: 'order', supersede: true } }),
    ends: givenBack,
  }),
  '3ds-late, after another press was paid': late({
    meanwhile: async (sale) => expect((await sale.press('visa')).body).toMatchObject({ session: { state: 'success' } }),
    ends: {
      ...paid,
      attempts: ['failed declined: stolen_card', 'succeeded'],
      asked: ['0 first succeeded', '0 second failed stolen_card', '0 first succeeded'],
      charges: ['0 first succeeded', '0 second failed', '0 first succeeded'],
      ledger: ['first captured 2000', 'first refunded 2000', 'first captured 2000'],
      refunds: ['succeeded 2000 duplicate'],
      webhooks: [
        ...FIRST_PRESS, 'completed', 'late_payment', 'payment_intent.failed', 'payment_intent.succeeded', 'payment_intent.succeeded',
        'refund.created', 'refund.updated',
      ],
    },
  }),
  '3ds-late-at-delta, after the next processor was paid': beside,
  'refund-pending': refunded('refund-pending', {
    ...paid,
    session: 'success refunded',
    page: ['finished.paid', 'finished.refunded'],
    ledger: ['first captured 2000', 'first refunded 2000'],
    refunds: ['succeeded 2000 null'],
    webhooks: withRefund,
  }),
  'refund-fails': refunded('refund-fails', { ...paid, refunds: ['failed 2000 null'], webhooks: withRefund }),
}; // prettier-ignore

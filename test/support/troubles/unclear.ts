// Troubles after which nobody knows whether money was taken, until somebody asks: everything waits for that, and goes on from there.
import { call } from '../merchant';
import { saidMeanwhile, truth } from './meanwhile';
import type { Told } from './told';
import { DEAF, failed, HEARS, paid, type Trouble, type Troubles } from './trouble';

const found: Told = { ...paid, path: ['processing', 'unresolved', 'processing approved by inquiry', 'succeeded'] };
const closed = ['unresolved', 'processing not_charged'];
/** A card that gets into trouble before its charge does so everywhere: all are asked in turn, and each is closed first. */
const nobodyCharged: Told = {
  ...failed,
  page: ['failure.not-charged'],
  attempts: ['failed not-charged'],
  asked: ['0 first failed not_charged', '0 second failed not_charged', '1 first failed not_charged', '1 second failed not_charged'],
  path: ['processing', ...closed, ...closed, ...closed, ...closed, 'failed'],
  charges: ['0 first canceled', '0 second canceled', '1 first canceled', '1 second canceled'],
};

/** The first processor cannot be asked while the buyer looks at his page; then it can. */
const unclear = (card: string, ends: Told): Trouble => ({
  processors: { first: DEAF, second: {} },
  async play(scene) {
    const sale = await scene.session();
    const pressed = sale.press(card);
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved'));
    await scene.turns('first', HEARS);
    await pressed;
    return sale;
  },
  ends,
});

/** Held for longer than a call may take: it is our own time-out that ends it, long after the buyer was answered. */
const patient = (card: string, ends: Told): Trouble => ({
  processors: { first: { ...DEAF, hang_ms: 60_000 }, second: {} },
  async play(scene) {
    const sale = await scene.session({ tiers: 1 });
    const pressed = sale.press(card);
    expect(await saidMeanwhile(sale, 'processing')).toEqual(truth('processing'));
    expect(await pressed).toMatchObject({ status: 202, body: { attempt: { state: 'processing' } } });
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved'));
    await scene.turns('first', HEARS);
    return sale;
  },
  ends,
});

/** The first processor takes its time, the others do not. */
const slow = (card: string, ends: Told): Trouble => ({
  processors: { first: { slow_ms: 5_000 }, second: { slow_ms: 0 } },
  async play(scene) {
    const sale = await scene.session();
    const pressed = sale.press(card);
    expect(await saidMeanwhile(sale, 'processing')).toEqual(truth('processing'));
    await pressed;
    return sale;
  },
  ends,
});

/** Known not to have been charged, by each that was asked: nothing is ever in doubt. */
const busy = (card: string, why: string): Trouble => ({
  async play(scene) {
    const sale = await scene.session();
    await sale.press(card);
    return sale;
  },
  ends: {
    ...failed,
    page: ['failure.payment-not-possible'],
    attempts: [`failed no-processor-available${why === 'not_sent' ? '' : `: ${why}`}`],
    asked: ['0 first failed', '0 second failed', '1 first failed', '1 second failed'].map((row) => `${row} ${why}`),
    charges: ['0 first failed', '0 second failed', '1 first failed', '1 second failed'],
  },
});

/** The first processor is out of order, and the second is paid in the same press. */
const outOfOrder = (first: object, role = 'first'): Trouble => ({
  processors: { [role]: first, second: {} },
  async play(scene) {
    const sale = await scene.session();
    await sale.press('visa');
    return sale;
  },
  ends: {
    ...paid,
    asked: [`0 ${role} failed not_sent`, '0 second succeeded'],
    charges: [`0 ${role} failed`, '0 second succeeded'],
    ledger: ['second captured 2000'],
  },
});

/** The buyer's process gives up asking; the worker finds the decline, and goes on with the card that was kept. */
const lostDecline: Trouble = {
  processors: { first: { ...DEAF, lost_answers_on: ['confirm'], always: 'processing_error' }, second: {} },
  async play(scene) {
    const sale = await scene.session();
    expect(await sale.press('visa')).toMatchObject({ status: 202, body: { attempt: { state: 'unresolved' } } });
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved'));
    await scene.turns('first', HEARS);
    return sale;
  },
  ends: {
    ...paid,
    asked: ['0 first failed processing_error', '0 second succeeded'],
    path: ['processing', 'unresolved', 'processing declined by inquiry', 'succeeded'],
    charges: ['0 first failed', '0 second succeeded'],
    ledger: ['second captured 2000'],
  },
};

/** The buyer came back from his bank, and the answer to that is lost. */
const lostAfterChallenge: Trouble = {
  processors: { first: DEAF, second: {} },
  async play(scene) {
    const sale = await scene.session({ more: { card_checkout_settings: { three_ds_mode: 'first_3ds_wins' } } });
    await sale.press('3ds-lost-answer');
    const { attempt } = await sale.look();
    if (!attempt?.action) throw new Error('no challenge was shown');
    await call(attempt.action.url, 'POST', { body: { result: 'approve' } });
    const finished = sale.buyer.finish(attempt);
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved'));
    await scene.turns('first', HEARS);
    await finished;
    return sale;
  },
  ends: { ...paid, path: ['processing', 'requires_action', 'processing', 'unresolved', 'processing approved by inquiry', 'succeeded'] },
};

/** The merchant ends a session while a payment of it is in doubt: what is in doubt ends first, and nobody else is asked. */
const expiredInDoubt = (card: string, ends: Told): Trouble => ({
  processors: { first: DEAF, second: {} },
  async play(scene) {
    const sale = await scene.session();
    const pressed = sale.press(card);
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved'));
    expect(await sale.expire()).toBe(200);
    expect(await saidMeanwhile(sale, 'unresolved')).toEqual(truth('unresolved', '400 session-closing'));
    await scene.turns('first', HEARS);
    await pressed;
    return sale;
  },
  ends,
});

/** Those that wait longest come first. */
export const unclearTroubles: Troubles = {
  'a decline whose answer is lost': lostDecline,
  'hang-before, until our own time-out': patient('hang-before', {
    ...nobodyCharged,
    asked: nobodyCharged.asked.slice(0, 2),
    path: ['processing', ...closed, ...closed, 'failed'],
    charges: nobodyCharged.charges.slice(0, 2),
  }),
  'hang-after, until our own time-out': patient('hang-after', found),
  'drop-before': unclear('drop-before', nobodyCharged),
  'drop-after': unclear('drop-after', found),
  'error-before': unclear('error-before', nobodyCharged),
  'error-after': unclear('error-after', found),
  'garbage-after': unclear('garbage-after', found),
  'hang-before': unclear('hang-before', nobodyCharged),
  'hang-after': unclear('hang-after', found),
  slow: slow('slow', paid),
  'slow-decline': slow('slow-decline', {
    ...failed,
    page: ['failure.card-declined'],
    attempts: ['failed declined: do_not_honor'],
    asked: ['0 first failed', '0 second failed', '1 first failed', '1 second failed'].map((row) => `${row} do_not_honor`),
    charges: ['0 first failed', '0 second failed', '1 first failed', '1 second failed'],
  }),
  '3ds-lost-answer': lostAfterChallenge,
  'rate-limited': busy('rate-limited', 'not_sent'),
  'not-processed': busy('not-processed', 'not_sent'),
  'merchant-not-enabled': busy('merchant-not-enabled', 'merchant_not_enabled'),
  'currency-not-enabled': busy('currency-not-enabled', 'currency_not_enabled'),
  'a processor that refuses everything': outOfOrder({ outage: 'refuse' }),
  'a processor that fails at everything': outOfOrder({ outage: 'error' }),
  'a processor that answers nothing': outOfOrder({ outage: 'hang' }),
  'a processor that limits its calls': outOfOrder({ rate_limit: { requests: 0, per_ms: 60_000 } }),
  'a processor that nobody reaches': outOfOrder({}, 'nobody'),
  'drop-after, expired meanwhile': expiredInDoubt('drop-after', found),
  'drop-before, expired meanwhile': expiredInDoubt('drop-before', {
    ...failed,
    session: 'expired none',
    page: ['expired.title', 'expired.body'],
    attempts: ['failed not-charged'],
    asked: ['0 first failed not_charged'],
    path: ['processing', ...closed, 'failed'],
    charges: ['0 first canceled'],
    webhooks: ['created', 'updated', 'payment_failed', 'expired', 'payment_intent.failed'],
  }),
};

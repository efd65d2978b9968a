// The reactor as the backstop of what a session owes: the process that appended its events died right after the append.
import { checkoutSession, type CheckoutSessionEvent } from '@tillstream/checkout';
import { accept, type Decider, Executor, type Resource, StreamReader } from '@tillstream/event-sourcing';
import { paymentMethod } from '@tillstream/payments';
import { subscription } from '@tillstream/subscriptions';
import { DeliverySender, WebhookSettings } from '@tillstream/webhooks';
import { attemptStarted, item, monthly, sessionCreated, setupAttempted } from '../../../../libs/checkout/src/testing';
import { createWorker, type Worker } from '../create-worker';
import { contextOf, InMemoryWorld } from '../testing/in-memory-worker';
import { tillstreamDomain } from '../tillstream-domain';

const [SESSION, ATTEMPT, SUBSCRIPTION] = ['S', 'A', 'U'].map((letter) => letter.repeat(20)) as [string, string, string];

/** Appends what it is told, as if whoever decided it had died right after. */
const told: Decider<unknown, readonly CheckoutSessionEvent[], CheckoutSessionEvent, never> = {
  category: checkoutSession.category,
  initial: {},
  decide: (events) => accept(...events),
  evolve: (state) => state,
};

const trial = sessionCreated([item('club', { terms: monthly({ trialDays: 7 }) })]);
const completedTrial: readonly CheckoutSessionEvent[] = [
  trial,
  attemptStarted({ attemptKey: ATTEMPT, kind: 'setup' }),
  setupAttempted({ attemptKey: ATTEMPT }),
  {
    type: 'SessionCompleted',
    data: {
      how: 'no_payment_required', tier: 0, attemptKey: ATTEMPT, chargeKey: null, customerKey: 'ada', subscriptionKeys: [SUBSCRIPTION],
      amounts: trial.data.amounts, at: 1_000_000,
    },
  },
  setupAttempted({ attemptKey: ATTEMPT, processorKey: 'beta' }),
]; // prettier-ignore

class Nobody extends DeliverySender {
  send(): Promise<never> {
    return Promise.reject(new Error('nobody is told'));
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('what a session owes', () => {
  const world = new InMemoryWorld();
  let worker: Worker;
  beforeAll(async () => {
    worker = await createWorker(world, {
      roles: ['projector', 'reactor'],
      domain: tillstreamDomain(world, 'http://pay.test'),
      webhooks: { settings: new WebhookSettings({}), sender: new Nobody() },
      openJobs: (handlers) => world.openJobs(handlers),
    });
    await worker.start();
    await world.clock.advance(10);
    await worker.app.get(Executor, { strict: false }).run(told, { key: SESSION, context: contextOf() }, completedTrial);
    await world.clock.advance(5_000);
  });
  afterAll(async () => {
    const stopped = worker.stop();
    await world.clock.advance(1_000);
    await stopped;
  });

  const reader = () => worker.app.get(StreamReader, { strict: false });
  const fieldsOf = <State>({ state }: Resource<State>) => state;

  it('is the card that was saved, at every processor that saved it', async () =>
    expect(fieldsOf(await reader().current(paymentMethod, ATTEMPT))).toMatchObject({
      status: 'present',
      fields: { customerKey: 'ada', references: { alpha: { token: 'encrypted' }, beta: { token: 'encrypted' } } },
    }));

  it('is the subscription, with the card that it is charged to later', async () =>
    expect(fieldsOf(await reader().current(subscription, SUBSCRIPTION))).toMatchObject({
      paymentMethodKey: ATTEMPT,
      processorKey: 'alpha',
      sessionKey: SESSION,
    }));
});

// The contract, asked of the Stripe adapter and the stand-in for Stripe.
import { Keyring } from '@tillstream/event-sourcing';
import { ConnectedAdapters, CredentialBox } from '@tillstream/payments';
import { eventually } from '../../support/eventually';
import type { SignedEvent } from '../../support/stripe-stand-in/notices';
import { StripeStandIn } from '../../support/stripe-stand-in/stand-in';
import { describeProcessorAdapter } from './processor-adapter.contract';

jest.setTimeout(60_000);
let standIn: StripeStandIn | undefined;

afterAll(async () => {
  await standIn?.stop();
  expect(standIn?.faults).toEqual([]);
});

/** By which Stripe's units are more than our atoms; written down once more, so that the adapter's table is held against it. */
const UNITS_AN_ATOM: Readonly<Record<string, number>> = { isk: 100, ugx: 100, mga: 1 / 100 };

/** Events in the middle of a charge are of no interest. */
const isOutcome = ({ type }: SignedEvent): boolean => !/\.(created|requires_action)$/.test(type) || type === 'refund.created';

describeProcessorAdapter('stripe', async () => {
  const stripe = (standIn = await StripeStandIn.start());
  const box = new CredentialBox(new Keyring(Buffer.alloc(32, 1)));
  const credentials = box.close(stripe.credentials);
  const fields = { name: 'Stripe', provider: 'stripe' as const, credentials, currencies: [], minimumAtom: 0, enabled: true };
  const atoms = (reference: string, kind: 'captured' | 'refunded') =>
    stripe.world.ledger
      .filter((entry) => entry.kind === kind && entry.merchantReference === reference)
      .map(({ amount, currency }) => amount / (UNITS_AN_ATOM[currency] ?? 1));
  const taken = new Set<SignedEvent>();
  const isAbout = ({ body }: SignedEvent, reference: string) =>
    body.includes(`"${reference}"`) ||
    stripe.world.ledger.some((entry) => entry.merchantReference === reference && body.includes(`"${entry.intent}"`));
  return {
    adapter: new ConnectedAdapters(box).for({ key: 'stripe', fields }),
    captures: (reference) => Promise.resolve(atoms(reference, 'captured')),
    refundedAtom: (reference) => Promise.resolve(atoms(reference, 'refunded').reduce((sum, one) => sum + one, 0)),
    noticeOf: async (reference) => {
      const next = () => stripe.events.find((one) => isOutcome(one) && isAbout(one, reference) && !taken.has(one));
      const event = await eventually(next, { timeoutMs: 10_000, describe: `a notice about ${reference}` });
      taken.add(event);
      return { headers: event.headers, body: Buffer.from(event.body), now: Date.now() };
    },
    answerChallenge: async (url, result) => {
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' });
      return answer.headers.get('location');
    },
    loseRefundAnswers: (isLost) => {
      if (isLost) stripe.troubles.plan({ method: 'POST', at: /\/refunds$/, when: 'after', what: 'drop' });
      else stripe.troubles.clear();
      return Promise.resolve();
    },
    cards: {
      approved: '4242424242424242',
      declined: '4000000000000002',
      insufficient: '4000000000009995',
      droppedAfterCharging: '4000009990000039',
      droppedBeforeCharging: '4000009990000021',
      refundsFailLater: '4000009990000013',
      refundsSucceedLater: '4000000000007726',
      challenged: '4000002760003184',
      challengedThenLost: '4000009990000062',
    },
  };
});

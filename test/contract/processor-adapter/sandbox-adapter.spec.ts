import { Keyring } from '@tillstream/event-sourcing';
import { ConnectedAdapters, CredentialBox } from '@tillstream/payments';
import path from 'node:path';
import { buildOnce } from '../../support/build';
import { type RunningProcess, startProcess } from '../../support/processes';
import { eventually } from '../../support/eventually';
import { type Delivery, WebhookReceiver } from '../../support/webhook-receiver';
import { describeProcessorAdapter } from './processor-adapter.contract';

jest.setTimeout(60_000);
const NOTICE_SECRET = 'secret of the notices';
let sandbox: RunningProcess | undefined;
let notices: WebhookReceiver | undefined;

afterAll(() => Promise.all([sandbox?.stop(), notices?.stop()]));

describeProcessorAdapter('sandbox', async () => {
  sandbox = await startProcess({
    name: 'sandbox-processors',
    command: 'node',
    args: [path.join(await buildOnce(), 'apps/sandbox-processors/src/main.js'), '--port', '0'],
  });
  const url = `http://127.0.0.1:${(sandbox.ready as { readonly port: number }).port}`;
  const box = new CredentialBox(new Keyring(Buffer.alloc(32, 1)));
  const credentials = box.close({ url: `${url}/alpha`, api_key: 'sandbox_alpha', notice_secret: NOTICE_SECRET });
  const fields = { name: 'Alpha', provider: 'sandbox' as const, credentials, currencies: [], minimumAtom: 0, enabled: true };
  const entries = async (reference: string) => {
    const answer = await fetch(`${url}/_control/ledger?merchant_reference=${reference}`);
    return ((await answer.json()) as { readonly entries: readonly { readonly kind: string; readonly amount_atom: number }[] }).entries;
  };
  const configure = async (settings: object): Promise<void> => {
    const body = JSON.stringify(settings);
    await fetch(`${url}/_control/processors/alpha`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  };
  const heard = (notices = await WebhookReceiver.start());
  await configure({ refund_settle_ms: 200, hang_ms: 300, notice_url: heard.url, notice_secret: NOTICE_SECRET });
  const taken = new Set<Delivery>();
  const nextAbout = (reference: string) => heard.deliveries.find((one) => one.raw.includes(`"${reference}"`) && !taken.has(one));
  return {
    adapter: new ConnectedAdapters(box).for({ key: 'alpha', fields }),
    captures: async (reference) => (await entries(reference)).filter(({ kind }) => kind === 'captured').map((entry) => entry.amount_atom),
    refundedAtom: async (reference) =>
      (await entries(reference)).filter((entry) => entry.kind === 'refunded').reduce((sum, entry) => sum + entry.amount_atom, 0),
    noticeOf: async (reference) => {
      const delivery = await eventually(() => nextAbout(reference), { timeoutMs: 10_000, describe: `a notice about ${reference}` });
      taken.add(delivery);
      const headers = Object.fromEntries(Object.entries(delivery.headers).map(([name, value]) => [name, String(value)]));
      return { headers, body: Buffer.from(delivery.raw), now: Date.now() };
    },
    loseRefundAnswers: (isLost) => configure({ lost_answers_on: isLost ? ['refund'] : [] }),
    cards: {
      approved: '4242424242424242',
      declined: '4000000000000002',
      insufficient: '4000000000009995',
      droppedAfterCharging: '4000009910000051',
      droppedBeforeCharging: '4000009910000044',
      refundsFailLater: '4000000000005126',
      refundsSucceedLater: '4000000000007726',
      challenged: '4000002760003184',
      challengedThenLost: '4000009912000042',
    },
    answerChallenge: async (challenge, result) => {
      const body = JSON.stringify({ result });
      await fetch(challenge, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return new URL(challenge).searchParams.get('return_url');
    },
  };
});

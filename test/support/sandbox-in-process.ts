// The sandbox processors in this process, and a buyer who pays at them over the in-memory API as a browser would.
import type { AddressInfo } from 'node:net';
import { CardVault } from '@tillstream/payments';
import { encryptCard } from '@tillstream/payments/browser';
import type { KernelPorts } from '@tillstream/runtime';
import { buildApp } from '../../apps/sandbox-processors/src/app';
import { Sandbox } from '../../apps/sandbox-processors/src/sandbox';
import { call } from './merchant';

export interface RunningSandbox {
  readonly url: string;
  close(): Promise<void>;
}

export async function startSandbox(): Promise<RunningSandbox> {
  const fail = (fault: unknown): never => {
    throw fault;
  };
  const sandbox = await Sandbox.open(null, fail);
  const app = buildApp(sandbox, { publicUrl: null, onFault: fail });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await app.close();
      await sandbox.close();
    },
  };
}

export interface ToPay {
  readonly id: string;
  readonly secure_token: string;
  readonly offer_id: string | null;
}

/** Presses "Pay" once with a card that is approved; answers the text of what came back. The buyer's calls are not documented. */
export async function pay(baseUrl: string, session: ToPay, { keyring, clock }: KernelPorts): Promise<string> {
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada Lovelace', session_id: session.id };
  const body = {
    number: 1,
    card_jwe: await encryptCard(card, new CardVault(keyring, clock).publicKey()),
    customer: { email: 'ada@example.com', name: 'Ada Lovelace', country: 'GB', postal_code: 'W1S 1AA' },
    offer_id: session.offer_id,
    accepted_tiers: [0],
    save_card: true,
  };
  const answer = await call(`${baseUrl}/api/checkout/${session.secure_token}/attempts`, 'POST', { body });
  if (answer.status !== 200) throw new Error(`paying was answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return JSON.stringify(answer.body);
}

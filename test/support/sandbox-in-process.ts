// The sandbox processors in this process, and a buyer who pays at them over the in-memory API as a browser would.
import type { AddressInfo } from 'node:net';
import type { FakeClock } from '@tillstream/event-sourcing/in-memory';
import type { BuyerSession } from '@tillstream/checkout';
import { CardVault } from '@tillstream/payments';
import { encryptCard } from '@tillstream/payments/browser';
import type { KernelPorts } from '@tillstream/runtime';
import { mandateOf, tierAt } from '../../apps/checkout-page/src/model/offer';
import { buildApp } from '../../apps/sandbox-processors/src/app';
import { Sandbox } from '../../apps/sandbox-processors/src/sandbox';
import { eventually } from './eventually';
import { call } from './merchant';

export interface RunningSandbox {
  readonly url: string;
  close(): Promise<void>;
}

/** @param clock by which its notices are dated; absent: the real time */
export async function startSandbox(clock?: FakeClock): Promise<RunningSandbox> {
  const fail = (fault: unknown): never => {
    throw fault;
  };
  const sandbox = await Sandbox.open(null, fail);
  if (clock) sandbox.now = () => clock.now();
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

/** How one of its processors behaves from now on. */
export const configure = ({ url }: Pick<RunningSandbox, 'url'>, processor: string, settings: object) =>
  call(`${url}/_control/processors/${processor}`, 'PUT', { body: settings });

/** What `press` comes to while nobody can ask `alpha` about a charge, nor close one. Time passes for whoever asks again and again. */
export async function whileSilent<T>(sandbox: RunningSandbox, clock: FakeClock, press: () => Promise<T>): Promise<T> {
  await configure(sandbox, 'alpha', { outage: 'error', outage_on: ['inquire', 'close'] });
  const pressed = await asTimePasses(clock, press);
  await configure(sandbox, 'alpha', { outage: 'none' });
  return pressed;
}

/** For presses that ask again and again before they are answered. */
export async function asTimePasses<T>(clock: FakeClock, press: () => Promise<T>): Promise<T> {
  const pressing = { isDone: false };
  const pressed = press().finally(() => (pressing.isDone = true));
  const passed = async (): Promise<boolean> => {
    if (!pressing.isDone) await clock.advance(500);
    return pressing.isDone;
  };
  await eventually(passed, { timeoutMs: 10_000, describe: 'the press is answered' });
  return pressed;
}

export interface ToPay {
  readonly id: string;
  readonly secure_token: string;
  readonly offer_id: string | null;
}

/** Presses "Pay" once with a card that is approved; answers the text of what came back. The buyer's calls are not documented. */
export async function pay(baseUrl: string, session: ToPay, { keyring, clock }: KernelPorts): Promise<string> {
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada Lovelace', session_id: session.id };
  const { body: page } = await call<BuyerSession>(`${baseUrl}/api/checkout/${session.secure_token}`, 'GET', {});
  const body = {
    number: 1,
    card_jwe: await encryptCard(card, new CardVault(keyring, clock).publicKey()),
    customer: { email: 'ada@example.com', name: 'Ada Lovelace', country: 'GB', postal_code: 'W1S 1AA' },
    offer_id: session.offer_id,
    accepted_tiers: [0],
    save_card: true,
    mandate_text_id: mandateOf(page, tierAt(page, 0), true),
  };
  const answer = await call(`${baseUrl}/api/checkout/${session.secure_token}/attempts`, 'POST', { body });
  if (answer.status !== 200) throw new Error(`paying was answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return JSON.stringify(answer.body);
}

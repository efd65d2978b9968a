// Speaks to a running sandbox as a merchant and as a test would.
import { request } from 'undici';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body; throws if it is none. */
  json(): Body;
}

export interface Body {
  readonly [field: string]: unknown;
}

export interface LedgerAnswer {
  readonly entries: readonly { kind: string; processor: string; merchant_reference: string; amount_atom: number }[];
  readonly charges: readonly { merchant_reference: string; captured_count: number; captured_atom: number; net_atom: number }[];
  readonly totals: readonly { currency: string; captured_count: number; captured_atom: number; refunded_atom: number; net_atom: number }[];
}

export class SandboxClient {
  constructor(private readonly url: string) {}

  /** Rejects with an error that has a `code` when the connection breaks. */
  async call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    sent: { body?: object; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const processor = path.split('/')[1] ?? '';
    const headers = {
      authorization: `Bearer sandbox_${processor}`,
      ...(sent.body && { 'content-type': 'application/json' }),
      ...sent.headers,
    };
    const body = sent.body && JSON.stringify(sent.body);
    const answer = await request(`${this.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) as Body };
  }

  async open(processor: string, merchantReference: string, amountAtom = 4_900): Promise<string> {
    const body = { merchant_reference: merchantReference, amount_atom: amountAtom, currency: 'usd' };
    const answer = await this.call('POST', `/${processor}/charges`, { body });
    return String(answer.json().reference);
  }

  /** `sent`: the number of a card, or the whole body. */
  confirm(processor: string, reference: string, sent: string | object): Promise<Answer> {
    const body = typeof sent === 'string' ? { card: card(sent) } : sent;
    return this.call('POST', `/${processor}/charges/${reference}/confirm`, { body });
  }

  /** After a challenge: no card is sent again. */
  finish(processor: string, reference: string): Promise<Answer> {
    return this.confirm(processor, reference, { three_ds: { authentication: 'completed' } });
  }

  close(processor: string, reference: string): Promise<Answer> {
    return this.call('POST', `/${processor}/charges/${reference}/close`);
  }

  async inquire(processor: string, reference: string): Promise<Body> {
    return (await this.call('GET', `/${processor}/charges/${reference}`)).json();
  }

  async configure(processor: string, settings: object): Promise<void> {
    const answer = await this.call('PUT', `/_control/processors/${processor}`, { body: settings });
    if (answer.status !== 200) throw new Error(answer.text);
  }

  async ledger(query = ''): Promise<LedgerAnswer> {
    return JSON.parse((await this.call('GET', `/_control/ledger${query}`)).text) as LedgerAnswer;
  }
}

/** A card's details as typed: right in all but what its number says. */
export const card = (number: string): object => ({
  number,
  exp_month: 12,
  exp_year: 2040,
  cvc: number.startsWith('3782') ? '3782' : '123',
});

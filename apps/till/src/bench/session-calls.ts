// The calls that benchmarks make of the API, over connections of their own.
import { Pool } from 'undici';
import type { BenchStack } from './bench-stack';
import { CONCURRENT } from './measure';

export class SessionCalls {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly authorization: string;

  constructor(private readonly stack: BenchStack) {
    const { api, account } = stack;
    this.pool = new Pool(api.baseUrl, { connections: CONCURRENT, pipelining: 1 });
    this.path = `/api/${account.account_id}/checkout-sessions/`;
    this.authorization = `Bearer ${account.secret_token}`;
  }

  /** What a merchant sends: both prices of the demo account; without the customer where the session's e-mail would be in the way. */
  body({ withCustomer = true } = {}): string {
    const { account } = this.stack;
    return JSON.stringify({
      success_url: 'https://example.com/thanks?session={CHECKOUT_SESSION_ID}',
      return_url: 'https://example.com/cart',
      ...(withCustomer ? { customer_id: account.customer_id } : {}),
      line_items: account.price_ids.map((id) => ({ price_id: id })),
    });
  }

  async create<Answer extends { readonly id: string } = { readonly id: string }>(body = this.body()): Promise<Answer> {
    return JSON.parse(await this.call('POST', this.path, body)) as Answer;
  }

  /** The answer's text. */
  get(id: string): Promise<string> {
    return this.call('GET', this.path + id);
  }

  /** How many sessions the lists know. */
  async listed(): Promise<number> {
    const { total } = JSON.parse(await this.call('GET', `${this.path}?limit=1`)) as { readonly total: number };
    return total;
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  /** The answer's text; throws for any but a success. */
  async call(method: 'GET' | 'POST', path: string, body?: string): Promise<string> {
    const headers = { authorization: this.authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await this.pool.request({ method, path, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${method} ${path} was answered with ${answer.statusCode}: ${text}`);
    return text;
  }
}

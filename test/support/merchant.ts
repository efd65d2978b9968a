// A merchant of a running system: an account with a token, processors and prices, and a buyer who pays as the page would.
import type { AttemptAnswer, BuyerAttempt, BuyerSession } from '@tillstream/checkout';
import { encryptCard, type VaultPublicKey } from '@tillstream/payments/browser';
import { mandateOf, tierAt } from '../../apps/checkout-page/src/model/offer';

export interface Answer<Body = Readonly<Record<string, unknown>>> {
  readonly status: number;
  readonly headers: Headers;
  /** What a route answers is checked by the test that asks for it. */
  readonly body: Body;
}

export class Merchant {
  private constructor(
    readonly apiUrl: string,
    readonly accountId: string,
    readonly token: string,
  ) {}

  static async open(apiUrl: string, operatorToken: string): Promise<Merchant> {
    const account = await call(`${apiUrl}/api/accounts/`, 'POST', {
      token: operatorToken,
      body: { name: 'Acme', organization_id: 'org_1' },
    });
    const accountId = String(account.body.id);
    const issued = await call(`${apiUrl}/api/accounts/${accountId}/api-tokens`, 'POST', {
      token: operatorToken,
      body: { name: 'test', scopes: ['read', 'write', 'audit'] },
    });
    return new Merchant(apiUrl, accountId, String(issued.body.token));
  }

  call(method: string, path: string, { body, headers = {} }: Omit<CallOptions, 'token'> = {}): Promise<Answer> {
    return call(`${this.apiUrl}/api/${this.accountId}${path}`, method, { token: this.token, headers, ...(body ? { body } : {}) });
  }

  /** The body of a call that must succeed. */
  async must<T = Record<string, string>>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.call(method, path, body ? { body } : {});
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  async connect(sandboxUrl: string, name: string): Promise<string> {
    const credentials = { url: `${sandboxUrl}/${name}`, api_key: `sandbox_${name}`, notice_secret: `sandbox_${name}_notice` };
    return (await this.must('POST', '/processors/', { name, provider: 'sandbox', credentials })).id ?? '';
  }

  async price(terms: object = { pricing_type: 'one_time', unit_amount_atom: 2_000 }): Promise<string> {
    const product = await this.must('POST', '/products/', { name: 'Mug' });
    return (
      (await this.must('POST', '/prices/', { product_id: product.id, currency: 'usd', billing_scheme: 'per_unit', ...terms })).id ?? ''
    );
  }

  session<T = Record<string, string>>(priceId: string, more: object = {}): Promise<T> {
    return this.must('POST', '/checkout-sessions/', {
      success_url: 'http://127.0.0.1/thanks?session={CHECKOUT_SESSION_ID}',
      return_url: 'http://127.0.0.1/cart',
      line_items: [{ price_id: priceId, quantity: 1 }],
      ...more,
    });
  }

  /** @param apiUrl of the process that he calls, where there are several */
  buyer(secureToken: string, apiUrl: string = this.apiUrl): Buyer {
    return new Buyer(apiUrl, secureToken);
  }
}

/** Whoever holds the link: does what the hosted page does, without a browser. */
export class Buyer {
  constructor(
    private readonly apiUrl: string,
    private readonly secureToken: string,
  ) {}

  async look(): Promise<BuyerSession> {
    return (await call<BuyerSession>(`${this.apiUrl}/api/checkout/${this.secureToken}`, 'GET', {})).body;
  }

  /** @param more fields of the request in place of the usual ones */
  async pay(number: number, cardNumber = '4242424242424242', more: object = {}): Promise<Answer> {
    const session = await this.look();
    const cvc = cardNumber.length === 15 ? '1234' : '123';
    const card = { number: cardNumber, exp_month: 12, exp_year: 2044, cvc, name: 'Ada Lovelace', session_id: session.id };
    const body = {
      number,
      card_jwe: await encryptCard(card, await vaultKeyOn(`${this.apiUrl}/checkout/${this.secureToken}`)),
      customer: { email: 'ada@example.com', name: 'Ada Lovelace', country: 'GB', postal_code: 'W1S 1AA' },
      offer_id: session.offer_id,
      first_tier: 0,
      accepted_tiers: [0],
      locale: 'en',
      mandate_text_id: mandateOf(session, tierAt(session, 0), 'save_card' in more && more.save_card === true),
      ...more,
    };
    return call(`${this.apiUrl}/api/checkout/${this.secureToken}/attempts`, 'POST', { body });
  }

  /** The end of the challenge that is shown. */
  async finish({ id, action }: BuyerAttempt, outcome: 'returned' | 'abandoned' = 'returned'): Promise<Answer<AttemptAnswer>> {
    const body = { outcome, number: action?.number ?? 1 };
    return call(`${this.apiUrl}/api/checkout/${this.secureToken}/attempts/${id}/action-finished`, 'POST', { body });
  }

  async attempt(id: string): Promise<AttemptAnswer> {
    return (await call<AttemptAnswer>(`${this.apiUrl}/api/checkout/${this.secureToken}/attempts/${id}`, 'GET', {})).body;
  }
}

/** As the page has it: from the page. */
export async function vaultKeyOn(pageUrl: string): Promise<VaultPublicKey> {
  const page = await (await fetch(pageUrl, { signal: AbortSignal.timeout(30_000) })).text();
  const found = /"vaultKey":(\{"kid":"\d+","jwk":\{[^}]*\}\})/.exec(page)?.[1];
  if (found === undefined) throw new Error('the page holds no key of the vault');
  return JSON.parse(found) as VaultPublicKey;
}

interface CallOptions {
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function call<Body = Answer['body']>(
  url: string,
  method: string,
  { token, body, headers = {} }: CallOptions,
): Promise<Answer<Body>> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
}

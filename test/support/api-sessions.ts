// Sessions of a tenant of the in-memory API, and what they sell.
import type { ApiClient } from './api-client';
import type { Tenant } from './api-tenant';

type Body = Record<string, unknown> & { readonly id: string };

export const made = async (client: ApiClient, path: string, body: object): Promise<Body> => {
  const answer = await client.post<Body>(path, body);
  if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return answer.body;
};

const oneTime = { currency: 'usd', pricing_type: 'one_time', billing_scheme: 'per_unit', unit_amount_atom: 2_000 };

/** The id of a price of a product of its own. */
export async function priceOf({ client, base }: Tenant, terms: object = {}): Promise<string> {
  const product = await made(client, `${base}/products/`, { name: 'Mug' });
  return (await made(client, `${base}/prices/`, { product_id: product.id, ...oneTime, ...terms })).id;
}

/** The id of a connected processor; nobody is asked until somebody pays. */
export const processorOf = async ({ client, base }: Tenant, terms: object = {}): Promise<string> => {
  const credentials = { url: 'http://127.0.0.1:1/alpha', api_key: 'k' };
  return (await made(client, `${base}/processors/`, { name: 'Alpha', provider: 'sandbox', credentials, ...terms })).id;
};

export async function routeOf({ client, base }: Tenant, processorId: string): Promise<string> {
  return (await made(client, `${base}/processor-routes/`, { name: 'Own', processors: [{ processor_id: processorId }] })).id;
}

export interface SessionBody extends Body {
  readonly secure_token: string;
  readonly line_items: readonly {
    readonly id: string;
    readonly product_id: string;
    readonly price_id: string;
    readonly quantity: number;
  }[];
  readonly revision: number;
}

export const plainSession = { success_url: 'https://shop.example/thanks', return_url: 'https://shop.example/cart' };

export const sessionWith = async ({ client, base }: Tenant, body: object = {}): Promise<SessionBody> =>
  (await made(client, `${base}/checkout-sessions/`, { ...plainSession, ...body })) as SessionBody;

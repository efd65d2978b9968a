// Sends a call and takes nothing but what its model allows. It keeps in mind which documented calls succeeded.
import type { z } from 'zod';
import type { ApiClient, Sent } from '../api-client';

interface StrictCall extends Sent {
  readonly method: string;
  /** Below the account (`/products/`), or whole (`/api/accounts/`). */
  readonly path: string;
}

export class StrictCaller {
  /** `GET /api/{account_id}/products`, as the document names them. */
  readonly succeeded = new Set<string>();

  constructor(
    private readonly client: ApiClient,
    readonly accountId: string,
  ) {}

  withToken(token: string): StrictCaller {
    return new StrictCaller(this.client.withToken(token), this.accountId);
  }

  get = <Model extends z.ZodType>(model: Model, path: string) => this.call(model, { method: 'GET', path });
  post = <Model extends z.ZodType>(model: Model, path: string, body?: object) => this.call(model, { method: 'POST', path, body });
  put = <Model extends z.ZodType>(model: Model, path: string, body?: object) => this.call(model, { method: 'PUT', path, body });
  patch = <Model extends z.ZodType>(model: Model, path: string, body?: object) => this.call(model, { method: 'PATCH', path, body });
  delete = <Model extends z.ZodType>(model: Model, path: string, body?: object) => this.call(model, { method: 'DELETE', path, body });

  async call<Model extends z.ZodType>(model: Model, { method, path, ...sent }: StrictCall): Promise<z.output<Model>> {
    const whole = path.startsWith('/api/') || path.startsWith('/health') ? path : `/api/${this.accountId}${path}`;
    const { status, body, text } = await this.client.send<unknown>(method, whole, sent);
    if (status >= 300) throw new Error(`${method} ${whole} answered ${status}: ${text}`);
    const read = model.safeParse(body);
    if (!read.success) throw new Error(`${method} ${whole} breaks its contract: ${read.error.message}\n${text}`);
    const documented = this.client.judge.callOf(method, whole);
    this.succeeded.add(documented ? `${documented.method} ${documented.path}` : `${method} ${whole} (undocumented)`);
    return read.data;
  }
}

/** `?filter=…` and the like. */
export const query = (parameters: Readonly<Record<string, string | number | boolean | object>>): string =>
  `?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value))}`)
    .join('&')}`;

// An HTTP client for specs that checks every answer against the served OpenAPI document.
import { type DocumentedCall, OpenApiJudge } from './openapi';

export interface Sent {
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  /** Sent as multipart/form-data, in place of `body`. */
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token than the client's; null: none. */
  readonly token?: string | null;
}

export interface Received<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly request_id: string;
  readonly detail: unknown;
}

export interface Fault {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

export class ApiClient {
  private constructor(
    readonly baseUrl: string,
    readonly judge: OpenApiJudge,
    private readonly token: string | null,
  ) {}

  /** Reads the document that is served at `baseUrl`. */
  static async of(baseUrl: string, token: string | null = null): Promise<ApiClient> {
    const response = await fetch(`${baseUrl}/openapi.json`);
    return new ApiClient(baseUrl, new OpenApiJudge((await response.json()) as Record<string, unknown>), token);
  }

  withToken(token: string | null): ApiClient {
    return new ApiClient(this.baseUrl, this.judge, token);
  }

  get<Body = Record<string, unknown>>(path: string, sent: Sent = {}): Promise<Received<Body>> {
    return this.send('GET', path, sent);
  }

  post<Body = Record<string, unknown>>(path: string, body?: unknown, sent: Sent = {}): Promise<Received<Body>> {
    return this.send('POST', path, { body, ...sent });
  }

  put<Body = Record<string, unknown>>(path: string, body?: unknown, sent: Sent = {}): Promise<Received<Body>> {
    return this.send('PUT', path, { body, ...sent });
  }

  patch<Body = Record<string, unknown>>(path: string, body?: unknown, sent: Sent = {}): Promise<Received<Body>> {
    return this.send('PATCH', path, { body, ...sent });
  }

  delete<Body = Record<string, unknown>>(path: string, sent: Sent = {}): Promise<Received<Body>> {
    return this.send('DELETE', path, sent);
  }

  /** Throws when the document does not allow the answer, or knows the call not at all and the answer is no problem. */
  async send<Body = Record<string, unknown>>(method: string, path: string, sent: Sent): Promise<Received<Body>> {
    const url = new URL(`${this.baseUrl}${path}`); // resolves dot segments, as whoever sends it does
    const response = await fetch(url, { method, ...this.payload(sent), redirect: 'manual' });
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    const body: unknown = text === '' ? undefined : /json/.test(contentType) ? JSON.parse(text) : text;
    const call = this.judge.callOf(method, url.pathname);
    const faults = call ? this.judge.faultsOf(call, { status: response.status, contentType, body }) : faultsOfUnknown(contentType);
    if (faults.length > 0)
      throw new Error(
        `${describe(method, path, call)} answered ${response.status}, which its document does not allow:\n${faults.join('\n')}\n${text}`,
      );
    return { status: response.status, headers: response.headers, text, body: body as Body };
  }

  private payload({ body, raw, form, headers, token }: Sent): RequestInit {
    const bearer = token === undefined ? this.token : token;
    const sent = form ?? raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return {
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(sent === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    };
  }
}

const describe = (method: string, path: string, call: DocumentedCall | undefined): string =>
  `${method} ${path} (${call?.path ?? 'undocumented'})`;

const faultsOfUnknown = (contentType: string): readonly string[] =>
  contentType.startsWith('application/problem+json') ? [] : [`content type ${contentType} where only a problem may be`];

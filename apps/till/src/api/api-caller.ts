// The API as this command line calls it: the same HTTP as everybody's.

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: unknown;
}

/** The API said no. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  constructor(
    call: string,
    readonly problem: Problem,
  ) {
    super(`${call} answered ${problem.status} ${problem.code}: ${JSON.stringify(problem.detail)}`);
  }
}

export interface Sending {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

const WITHIN_MS = 30_000;

export class ApiCaller {
  /** @param token null: calls that need none. */
  constructor(
    readonly baseUrl: string,
    private readonly token: string | null = null,
  ) {}

  withToken(token: string): ApiCaller {
    return new ApiCaller(this.baseUrl, token);
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.send('GET', path, {});
  }

  post<Answer>(path: string, body: unknown, idempotencyKey?: string): Promise<Answer> {
    return this.send('POST', path, { body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
  }

  patch<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, { body });
  }

  delete<Answer>(path: string): Promise<Answer> {
    return this.send('DELETE', path, {});
  }

  /** Throws ApiRefusal for every answer that is no success. */
  private async send<Answer>(method: string, path: string, { body, idempotencyKey }: Sending): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
    throw new ApiRefusal(`${method} ${path}`, problemOf(response.status, text));
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const { code, detail } = JSON.parse(text) as { readonly code?: string; readonly detail?: unknown };
    return { status, code: code ?? '', detail: detail ?? null };
  } catch {
    return { status, code: '', detail: text.slice(0, 500) };
  }
}

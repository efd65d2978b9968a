// What every suite over the in-memory API begins with: the API, an account of its own, and a look at its log at the end.
import { afterAll, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import { ApiClient, type Fault, type ProblemBody, type Received } from './api-client';
import { type InMemoryApi, startInMemoryApi } from './api-in-memory';
import { newTenant, type Tenant } from './api-tenant';

// Starting the API takes seconds where several suites share two cores.
jest.setTimeout(60_000);

export interface ApiSuite {
  readonly api: InMemoryApi;
  /** Without a token. */
  readonly anonymous: ApiClient;
  readonly tenant: Tenant;
}

/** Call inside a describe or at the top of a file; the suite is there once the tests run. */
export function apiSuite(start: () => Promise<InMemoryApi> = startInMemoryApi): () => ApiSuite {
  let suite: ApiSuite | undefined;
  let api: InMemoryApi | undefined;
  beforeAll(async () => {
    api = await start();
    const anonymous = await ApiClient.of(api.baseUrl);
    suite = { api, anonymous, tenant: await newTenant(anonymous) };
  });
  // What one test did to its processors keeps nobody from them in the next.
  beforeEach(() => api?.ports.breakers.wipe());
  afterAll(async () => {
    await api?.close();
    expect(api?.ports.log.errors).toEqual([]); // a bug was answered with 500, or a runner gave up
  });
  return () => {
    if (!suite) throw new Error('the suite is there once its tests run');
    return suite;
  };
}

/** The faults of a 422, as `place type`. */
export function faultsOf({ status, body }: Pick<Received<unknown>, 'status' | 'body'>): readonly string[] {
  expect(status).toBe(422);
  return ((body as ProblemBody).detail as readonly Fault[]).map(({ loc, type }) => `${loc.join('.')} ${type}`);
}

/** Status and code of a problem. */
export const problemOf = ({ status, body }: Pick<Received<unknown>, 'status' | 'body'>): string =>
  `${status} ${(body as ProblemBody).code}`;

// How requests reach Stripe: once each. The library repeats a request by itself when a connection closes, whatever it is told about retries;
// here a request is sent once, on a connection of its own, and what is known of its fate is told.
import type Stripe from 'stripe';
import { request } from 'undici';
import { neverConnected } from '../never-connected';

type Transport = Stripe.HttpClient;
type Answer = Awaited<ReturnType<Transport['makeRequest']>>;
type Request = Parameters<Transport['makeRequest']>;

export class TransportFault extends Error {
  constructor(
    /** `lost`: sent, and no whole answer came back; anything may have happened. */
    readonly kind: 'not-sent' | 'lost',
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : 'the connection failed', { cause });
  }
}

export class StripeTransport implements Transport {
  getClientName(): string {
    return 'undici';
  }

  /** The time-out is for all of it, connecting and reading included. */
  async makeRequest(...[host, port, path, method, headers, body, protocol, timeoutMs]: Request): Promise<Answer> {
    try {
      const answer = await request(`${protocol}://${host}:${port}${path}`, {
        method: method as 'GET' | 'POST' | 'DELETE',
        headers: { ...textual(headers), connection: 'close' },
        signal: AbortSignal.timeout(timeoutMs),
        ...(method === 'POST' ? { body } : {}),
      });
      return answerOf(answer.statusCode, textual(answer.headers), await answer.body.text());
    } catch (error) {
      throw new TransportFault(neverConnected(error) ? 'not-sent' : 'lost', error);
    }
  }
}

const answerOf = (status: number, headers: Record<string, string>, body: string): Answer => ({
  getStatusCode: () => status,
  getHeaders: () => headers,
  getRawResponse: () => ({}),
  toStream: () => body,
  toJSON: () => Promise.resolve().then((): unknown => JSON.parse(body)),
});

type Headers = Readonly<Record<string, string | number | readonly string[] | undefined>>;

const textual = (headers: Headers): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toString()]])));

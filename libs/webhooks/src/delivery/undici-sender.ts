// Sends deliveries over HTTPS: 15 s in all, no redirect, no proxy, and only the first 2 kB of the answer are ever taken in.
import { Agent, request } from 'undici';
import { type ConnectRules, guardedConnector } from './guarded-connect';
import { type DeliveryAnswer, type DeliveryRequest, DeliverySender } from './delivery-sender';

const ANSWER_BYTES = 2_048;
const IDLE_MS = 4_000;

export interface SenderOptions {
  readonly connect: ConnectRules;
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
}

export class UndiciSender extends DeliverySender {
  private readonly agent: Agent;

  constructor(private readonly options: SenderOptions) {
    super();
    this.agent = new Agent({
      connect: guardedConnector(options.connect),
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
    });
  }

  async send({ url, headers, body }: DeliveryRequest): Promise<DeliveryAnswer> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    try {
      const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: this.agent });
      const retryAfter = answer.headers['retry-after'];
      // The status decides; an answer that breaks off after it changes nothing.
      const text = await beginningOf(answer.body).catch(() => '');
      return { kind: 'answered', status: answer.statusCode, answer: text, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
    } catch (error) {
      return { kind: 'unanswered', error: signal.aborted ? `no answer within ${this.options.timeoutMs} ms` : describe(error) };
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

/** Reads no further than it keeps: an endless answer is cut, and its connection closed. */
async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const cause = error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
  return `${code}: ${cause}`.slice(0, 300);
}

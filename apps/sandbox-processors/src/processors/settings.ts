// How one simulated processor behaves. The shape is that of PUT /_control/processors/:p, kept as sent.
import { type DeclineCode, declineCodes } from '../cards/decline-codes';

export const operations = ['open', 'confirm', 'inquire', 'close', 'refund', 'save'] as const;
export type Operation = (typeof operations)[number];

export interface Settings {
  /** Every call takes at least this long; the jitter is drawn anew for each call. */
  readonly latency_ms: number;
  readonly latency_jitter_ms: number;
  /** Lower-case codes; null: every currency. */
  readonly currencies: readonly string[] | null;
  readonly minimum_atom: number;
  /** refuse: 503 declared not processed; error: 500; hang: no answer. None of them does anything with the request. */
  readonly outage: 'none' | 'refuse' | 'error' | 'hang';
  readonly outage_on: readonly Operation[];
  /** These are done, and then the connection is dropped instead of an answer. */
  readonly lost_answers_on: readonly Operation[];
  readonly rate_limit: { readonly requests: number; readonly per_ms: number } | null;
  /** Every confirmation is declined with this code, whatever the card. */
  readonly always: DeclineCode | null;
  readonly slow_ms: number;
  /** How long a connection is held before it is dropped. */
  readonly hang_ms: number;
  readonly late_challenge_ms: number;
  readonly refund_settle_ms: number;
  readonly notice_url: string | null;
  readonly notice_secret: string;
  readonly notices: 'none' | 'normal' | 'late' | 'duplicate';
  readonly notice_delay_ms: number;
}

export const initialSettings = (processor: string): Settings => ({
  latency_ms: 0,
  latency_jitter_ms: 0,
  currencies: null,
  minimum_atom: 0,
  outage: 'none',
  outage_on: operations,
  lost_answers_on: [],
  rate_limit: null,
  always: null,
  slow_ms: 3_000,
  hang_ms: 60_000,
  late_challenge_ms: 11 * 60_000,
  refund_settle_ms: 2_000,
  notice_url: null,
  notice_secret: `sandbox_${processor}_notice`,
  notices: 'normal',
  notice_delay_ms: 30_000,
});

const duration = { type: 'integer', minimum: 0, maximum: 86_400_000 } as const;
const someOperations = { type: 'array', items: { enum: operations }, uniqueItems: true } as const;
const rateLimit = {
  type: 'object',
  nullable: true,
  required: ['requests', 'per_ms'],
  properties: { requests: { type: 'integer', minimum: 0 }, per_ms: { type: 'integer', minimum: 1 } },
  additionalProperties: false,
} as const;

const settingShapes: Record<keyof Settings, object> = {
  latency_ms: duration,
  latency_jitter_ms: duration,
  currencies: { type: 'array', nullable: true, items: { type: 'string', pattern: '^[a-z]{3}$' } },
  minimum_atom: { type: 'integer', minimum: 0 },
  outage: { enum: ['none', 'refuse', 'error', 'hang'] },
  outage_on: someOperations,
  lost_answers_on: someOperations,
  rate_limit: rateLimit,
  always: { enum: [...Object.keys(declineCodes), null] },
  slow_ms: duration,
  hang_ms: duration,
  late_challenge_ms: duration,
  refund_settle_ms: duration,
  notice_url: { type: 'string', nullable: true, pattern: '^https?://' },
  notice_secret: { type: 'string', minLength: 1 },
  notices: { enum: ['none', 'normal', 'late', 'duplicate'] },
  notice_delay_ms: duration,
};

/** JSON schema of a change: only the named settings change. */
export const settingsChange = { type: 'object', properties: settingShapes, additionalProperties: false } as const;

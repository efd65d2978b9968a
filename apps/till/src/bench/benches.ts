// All benchmarks by name; each is loaded when it is asked for.
import type { Bench } from './bench';

interface Described {
  /** One line of the help. */
  readonly about: string;
  readonly hasTwoApis?: true;
  load(): Promise<Bench>;
}

export const benches: Readonly<Record<string, Described>> = {
  create: {
    about: 'sessions created over HTTP ÷ bare appends of equal events (≥ 0.35); CPU ÷ that of a bare Nest + Fastify POST (≤ 3)',
    load: async () => (await import('./create.bench.js')).benchCreate,
  },
  get: {
    about: 'a session by id ÷ a bare Nest + Fastify GET that does one Redis GET (≥ 0.7)',
    load: async () => (await import('./get.bench.js')).benchGet,
  },
  attempt: {
    about: 'an attempt with one approved charge, request to answer ÷ two bare appends and three bare HTTP calls (≤ 2)',
    load: async () => (await import('./attempt.bench.js')).benchAttempt,
  },
  scale: {
    about: 'create and get at --sessions ÷ the same at a tenth of them, 10,000 at most (≥ 0.9)',
    load: async () => (await import('./scale.bench.js')).benchScale,
  },
  memory: {
    about: 'bytes in Redis per open session, all keys and jobs counted (≤ 2,500), over --sessions of them',
    load: async () => (await import('./memory.bench.js')).benchMemory,
  },
  coupon: {
    about: '1,000 at once on a coupon with a limit, two API processes: exactly the limit ÷ the same without a coupon (≥ 0.3)',
    hasTwoApis: true,
    load: async () => (await import('./coupon.bench.js')).benchCoupon,
  },
};

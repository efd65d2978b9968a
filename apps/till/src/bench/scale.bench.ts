// Row 10: creating and reading when there are many sessions, beside the same when there were few. The bare POST and GET run at both
// times: what they lost or won in between is the machine's doing and is taken out.
import type { Bench, BenchOptions } from './bench';
import type { BenchStack } from './bench-stack';
import { fillUpTo } from './fill';
import { inTurns, type Measured, medianOf, shown } from './measure';
import { ReferenceServer } from './reference/reference-server';
import { SessionCalls } from './session-calls';

const FEW = 10_000;

interface Rates {
  readonly sessions: number;
  /** Creations ÷ bare POSTs, reads ÷ bare GETs. */
  readonly create: number;
  readonly get: number;
  readonly rounds: readonly Readonly<Record<'create' | 'post' | 'get' | 'bare', Measured>>[];
}

const heading = ['sessions', 'round', 'create/s', 'p50 ms', 'µs api', 'POST/s', 'p50 ms', 'get/s', 'p50 ms', 'µs api', 'bare/s', 'p50 ms'];

export const benchScale: Bench = async (stack, options) => {
  const few = Math.min(FEW, Math.ceil(options.sessions / 10));
  const before = await ratesAt(stack, few, options);
  const after = await ratesAt(stack, options.sessions, options);
  const [create, get] = [after.create / before.create, after.get / before.get].map((ratio) => Number(ratio.toFixed(3)));
  return {
    table: [heading, ...rowsOf(before), ...rowsOf(after)],
    verdicts: [
      `creating with ${options.sessions} sessions ÷ with ${few}: ${create} (reach 0.9)`,
      `reading with ${options.sessions} sessions ÷ with ${few}: ${get} (reach 0.9)`,
    ],
    figures: { create, get, before, after },
  };
};

async function ratesAt(stack: BenchStack, sessions: number, options: BenchOptions): Promise<Rates> {
  const ids = await fillUpTo(stack, sessions, options.tell);
  const calls = new SessionCalls(stack);
  const anyOf = () => ids[Math.floor(Math.random() * ids.length)] ?? '';
  const answer = await calls.get(anyOf());
  const rounds = await ReferenceServer.beside({ answer, redisUrl: stack.ports.redisUrl }, (reference) =>
    inTurns(
      { ...options, pids: { ...stack.pids, reference: reference.pid } },
      {
        create: () => calls.create(),
        post: () => reference.post(calls.body()),
        get: () => calls.get(anyOf()),
        bare: () => reference.get(),
      },
    ),
  ).finally(() => calls.close());
  return {
    sessions,
    create: medianOf(rounds, (round) => round.create.perSecond / round.post.perSecond),
    get: medianOf(rounds, (round) => round.get.perSecond / round.bare.perSecond),
    rounds,
  };
}

const rowsOf = ({ sessions, rounds }: Rates): readonly (readonly string[])[] =>
  rounds.map(({ create, post, get, bare }, index) => [
    String(sessions),
    String(index + 1),
    ...shown(create, 'api'),
    ...shown(post),
    ...shown(get, 'api'),
    ...shown(bare),
  ]);

// Row 3: a session by id, beside a bare Nest + Fastify GET that does one Redis GET of an answer as long.
import type { Bench } from './bench';
import { cpuRatio, inTurns, medianOf, shown } from './measure';
import { ReferenceServer } from './reference/reference-server';
import { SessionCalls } from './session-calls';

/** Enough that no cache of one answer could help. */
const SESSIONS = 200;

const heading = ['round', 'get/s', 'p50 ms', 'µs api', 'bare/s', 'p50 ms', 'µs', 'rate ÷ bare', 'CPU ÷ bare'];

export const benchGet: Bench = async (stack, options) => {
  const calls = new SessionCalls(stack);
  const ids = await Promise.all(Array.from({ length: SESSIONS }, async () => (await calls.create()).id));
  const answer = await calls.get(ids[0] ?? '');
  let turn = 0;
  const rounds = await ReferenceServer.beside({ answer, redisUrl: stack.ports.redisUrl }, (reference) =>
    inTurns(
      { ...options, pids: { ...stack.pids, reference: reference.pid } },
      { get: () => calls.get(ids[turn++ % ids.length] ?? ''), bare: () => reference.get() },
    ),
  ).finally(() => calls.close());
  const rated = rounds.map((round) => ({
    ...round,
    rate: round.get.perSecond / round.bare.perSecond,
    cpu: cpuRatio(round.get, 'api', round.bare),
  }));
  const [rate, cpu] = [medianOf(rated, (round) => round.rate), medianOf(rated, (round) => round.cpu)];
  return {
    table: [
      heading,
      ...rated.map(({ get, bare, ...round }, index) => [
        String(index + 1),
        ...shown(get, 'api'),
        ...shown(bare, 'reference'),
        round.rate.toFixed(3),
        round.cpu.toFixed(2),
      ]),
    ],
    verdicts: [`median: reads ÷ bare reads = ${rate.toFixed(3)} (reach 0.7); CPU ÷ bare = ${cpu.toFixed(2)}`],
    figures: { rate, cpu, bytesPerAnswer: answer.length, rounds: rated },
  };
};

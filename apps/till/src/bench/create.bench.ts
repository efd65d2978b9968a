// Rows 1 and 2: sessions created over HTTP, beside bare appends of equal events to the same store, and beside a bare Nest + Fastify
// POST with a DTO and an answer of the same size.
import { randomBytes, randomUUID } from 'node:crypto';
import type { ProposedEvent } from '@tillstream/event-sourcing';
import type { Bench } from './bench';
import type { BenchStack } from './bench-stack';
import { cpuRatio, inTurns, medianOf, shown } from './measure';
import { ReferenceServer } from './reference/reference-server';
import { SessionCalls } from './session-calls';

const heading = [
  'round', 'create/s', 'p50 ms', 'µs api', 'µs store', 'µs redis', 'µs worker',
  'append/s', 'p50 ms', 'µs store', 'POST/s', 'p50 ms', 'µs', 'rate ÷ append', 'CPU ÷ POST',
]; // prettier-ignore

export const benchCreate: Bench = async (stack, options) => {
  const calls = new SessionCalls(stack);
  const { id } = await calls.create();
  const answer = await calls.get(id);
  const events = await eventsOf(stack, id);
  const rounds = await ReferenceServer.beside({ answer, redisUrl: stack.ports.redisUrl }, (reference) =>
    inTurns(
      { ...options, pids: { ...stack.pids, reference: reference.pid } },
      { create: () => calls.create(), append: () => appendBare(stack, events), post: () => reference.post(calls.body()) },
    ),
  ).finally(() => calls.close());
  const rated = rounds.map((round) => ({
    ...round,
    rate: round.create.perSecond / round.append.perSecond,
    cpu: cpuRatio(round.create, 'api', round.post),
  }));
  const [rate, cpu] = [medianOf(rated, (round) => round.rate), medianOf(rated, (round) => round.cpu)];
  return {
    table: [
      heading,
      ...rated.map(({ create, append, post, ...round }, index) => [
        String(index + 1),
        ...shown(create, 'api', 'event store', 'redis', 'worker'),
        ...shown(append, 'event store'),
        ...shown(post, 'reference'),
        round.rate.toFixed(3),
        round.cpu.toFixed(2),
      ]),
    ],
    verdicts: [
      `median: creations ÷ bare appends = ${rate.toFixed(3)} (reach 0.35, then 0.5)`,
      `median: CPU of a creation in the API ÷ CPU of a bare POST = ${cpu.toFixed(2)} (reach 3)`,
    ],
    figures: {
      rate,
      cpu,
      bytesPerAppend: JSON.stringify(events.map(({ data, metadata }) => [data, metadata])).length,
      bytesPerAnswer: answer.length,
      rounds: rated,
    },
  };
};

/** What the API appended for it: the bare appends write the same. */
async function eventsOf({ ports }: BenchStack, sessionId: string): Promise<readonly ProposedEvent[]> {
  const key = sessionId.slice(sessionId.lastIndexOf('_') + 1);
  const events = await ports.eventStore.read(`checkoutSession-${key}`);
  return events.map(({ type, data, metadata }) => ({ id: randomUUID(), type, data, metadata }));
}

/** To streams that no projector asks for. */
async function appendBare({ ports }: BenchStack, events: readonly ProposedEvent[]): Promise<void> {
  const stream = `bench-${randomBytes(10).toString('hex')}`;
  const result = await ports.eventStore.append(
    stream,
    -1,
    events.map((event) => ({ ...event, id: randomUUID() })),
  );
  if (result.kind !== 'appended') throw new Error(`a bare append to ${stream} met a conflict`);
}

// What stands before every operation of a processor: the key, the limits, the latency, the outage of the moment; and after it,
// the answer that gets lost. Nothing has happened to the request when the first of these turns it away.
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operation, Settings } from '../processors/settings';
import type { Sandbox } from '../sandbox';
import { drop, misbehave, tooMany } from './socket';

export interface ProcessorParams {
  readonly processor: string;
}

type ProcessorRequest = FastifyRequest<{ Params: ProcessorParams }>;

const processorName = /^[a-z][a-z0-9-]{0,39}$/;

export const isProcessorName = (name: string): boolean => processorName.test(name);

export function gate(sandbox: Sandbox, operation: Operation) {
  return {
    onRequest: (request: ProcessorRequest, reply: FastifyReply): Promise<FastifyReply | undefined> =>
      enter(sandbox, operation, { request, reply }),
    onSend: async (request: ProcessorRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
      await sandbox.durable(); // also for those who only ask: what they read must hold
      if (reply.statusCode < 300 && sandbox.network.settings(request.params.processor).lost_answers_on.includes(operation)) drop(reply);
      return payload;
    },
  };
}

async function enter(sandbox: Sandbox, operation: Operation, call: { request: ProcessorRequest; reply: FastifyReply }) {
  const { request, reply } = call;
  const { processor } = request.params;
  if (!isProcessorName(processor)) return reply.code(404).send({ code: 'no_such_route' });
  if (request.headers.authorization !== `Bearer sandbox_${processor}`) return reply.code(401).send({ code: 'bad_credentials' });

  const settings = sandbox.network.settings(processor);
  const taken = sandbox.rates.take(processor, settings.rate_limit, sandbox.now());
  if (taken !== 'taken') return tooMany(reply, taken);
  const ms = settings.latency_ms + Math.random() * settings.latency_jitter_ms;
  if (ms > 0) await pause(ms);
  return outage(settings, operation, reply);
}

function outage(settings: Settings, operation: Operation, reply: FastifyReply): FastifyReply | undefined {
  if (!settings.outage_on.includes(operation)) return undefined;
  switch (settings.outage) {
    case 'none':
      return undefined;
    case 'refuse':
      return misbehave(reply, 'not_processed', settings.hang_ms);
    case 'error':
      return misbehave(reply, 'error', settings.hang_ms);
    case 'hang':
      return misbehave(reply, 'hang', settings.hang_ms);
  }
}

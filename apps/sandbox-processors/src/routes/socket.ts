// Answers that are none: held and dropped connections, errors, garbage. Stopping the process ends the held ones at once.
import type { FastifyReply } from 'fastify';
import type { Trouble } from '../cards/test-card';

/** A reset, not a polite end, so that no client takes it for an empty answer. */
export function drop(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
}

/** Says nothing for `ms`, then drops; ends earlier if the caller does. */
export function hang(reply: FastifyReply, ms: number): void {
  reply.hijack();
  const { socket } = reply.raw;
  const timer = setTimeout(() => socket?.resetAndDestroy(), ms);
  socket?.once('close', () => clearTimeout(timer));
}

export function misbehave(reply: FastifyReply, what: Trouble['what'], hangMs: number): FastifyReply {
  switch (what) {
    case 'hang':
      hang(reply, hangMs);
      return reply;
    case 'drop':
      drop(reply);
      return reply;
    case 'error':
      return reply.code(500).send({ code: 'internal_error' });
    case 'garbage':
      return reply.code(200).type('application/json').send('{"reference":"ch_');
    case 'rate_limited':
      return tooMany(reply, 1_000);
    case 'not_processed':
      return reply.code(503).send({ code: 'not_processed' });
  }
}

export function tooMany(reply: FastifyReply, afterMs: number): FastifyReply {
  const seconds = Math.max(1, Math.ceil(afterMs / 1_000));
  return reply.code(429).header('retry-after', seconds).send({ code: 'rate_limited', retry_after_seconds: seconds });
}

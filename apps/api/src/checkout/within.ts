// Waiting for an attempt that goes on whether or not it is waited for, and how it is answered then.
import type { AttemptAnswer } from '@tillstream/checkout';
import type { Clock } from '@tillstream/event-sourcing';
import type { FastifyReply } from 'fastify';

/** Nobody reads it, and a reason of the platform's own would be an error with its stack. */
const ENOUGH = 'answered in time';

/** How long the answer to a buyer's press may wait for the outcome; the attempt goes on beyond it. */
export const ANSWER_WITHIN_MS = 10_000;

/** What `work` resolves to, or null when it takes longer than `ms`. A failure of `work` is the caller's, in time. */
export async function within<T>(work: Promise<T>, ms: number, clock: Clock): Promise<T | null> {
  const enough = new AbortController();
  try {
    return await Promise.race([work, clock.sleep(ms, enough.signal).then(() => null)]);
  } finally {
    enough.abort(ENOUGH);
    work.catch(() => undefined); // told and finished elsewhere: the session's timer takes over what fails from here on
  }
}

const GOING_ON: ReadonlySet<AttemptAnswer['attempt']['state']> = new Set(['created', 'processing', 'unresolved']);

/** What 202 says of an attempt. */
export const STILL_GOING_ON = 'The attempt goes on by itself: its outcome is not known yet, and the page listens for it.';

/** 202 while it goes on by itself; a challenge is the buyer's turn. */
export function answered(answer: AttemptAnswer, reply: FastifyReply): AttemptAnswer {
  if (GOING_ON.has(answer.attempt.state)) reply.code(202);
  return answer;
}

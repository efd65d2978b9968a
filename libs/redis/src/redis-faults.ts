// Whatever ioredis throws leaves this lib as a Fault.
import { Fault, type FaultKind } from '@tillstream/event-sourcing';
import type { ChainableCommander } from 'ioredis';

/** Replies that no repeat changes: a wrong command or script, a key of another kind. All others (loading, out of memory, read only) pass. */
const FINAL_REPLIES = /^(ERR|WRONGTYPE|CROSSSLOT|EXECABORT)\b/;

function kindOf(error: Error): FaultKind {
  if (error.message === 'Command timed out') return 'timeout';
  return error.name === 'ReplyError' && FINAL_REPLIES.test(error.message) ? 'refused' : 'unavailable';
}

const faultOf = (error: Error): Fault => new Fault(kindOf(error), `redis: ${error.message}`, { cause: error });

/** The answer of one command. */
export async function answerOf<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw error instanceof Error ? faultOf(error) : error;
  }
}

/** The answers of a pipeline, in order; the first command that failed decides. The others were carried out all the same. */
export async function answersOf(pipeline: ChainableCommander): Promise<readonly unknown[]> {
  const answers = (await answerOf(pipeline.exec())) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw faultOf(error);
    return answer;
  });
}

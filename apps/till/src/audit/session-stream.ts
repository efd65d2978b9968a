// From a session's id, as people have it, to the stream of its events.
import { checkoutSession } from '@tillstream/checkout';
import { Ids, streamName } from '@tillstream/event-sourcing';
import type { OpenPorts } from '@tillstream/runtime';
import { CommandFailure, ExitCode } from '../exit-codes';

/** Throws for what is no id of a session of this installation. */
export function streamOf({ environment, keyring }: OpenPorts, sessionId: string): string {
  const key = new Ids(environment, keyring).parse('cs', sessionId);
  if (key === null) throw unknownSession(sessionId);
  return streamName(checkoutSession.category, key);
}

export const unknownSession = (id: string) => new CommandFailure(ExitCode.usage, `There is no session ${id} here.`);

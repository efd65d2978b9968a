// Many sessions in little time: what one creation appended, again and again to new streams, and the projector makes their views.
import { setTimeout as pause } from 'node:timers/promises';
import { eventHash, Ids, type ProposedEvent, uuidV5 } from '@tillstream/event-sourcing';
import type { BenchStack } from './bench-stack';
import { CONCURRENT } from './measure';
import { SessionCalls } from './session-calls';

const LOOK_AGAIN_MS = 250;
const TELL_EVERY = 50_000;
const LEAST = 1_000;

/** Until at least `total` sessions are in the lists. Answers the ids of all that it made: some, also where others made enough before. */
export async function fillUpTo(stack: BenchStack, total: number, tell: (sentence: string) => void): Promise<readonly string[]> {
  const calls = new SessionCalls(stack);
  const ids = new Ids('dev', stack.ports.keyring);
  try {
    // Without a customer: his sealed e-mail opens in its own stream only.
    const { id } = await calls.create(calls.body({ withCustomer: false }));
    const template = await eventsOf(stack, id);
    const there = await listed(calls);
    const wanted = Math.max(total - there, LEAST);
    const made: string[] = [];
    const writer = async () => {
      while (made.length < wanted) {
        const key = ids.randomKey();
        made.push(key);
        await appendAs(stack, `checkoutSession-${key}`, template);
        if (made.length % TELL_EVERY === 0) tell(`${made.length} of ${wanted} sessions appended`);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT }, writer));
    while ((await listed(calls)) < there + wanted) await pause(LOOK_AGAIN_MS);
    return made.map((key) => ids.format('cs', key));
  } finally {
    await calls.close();
  }
}

/** While views are being made a list may be late or refused: it is asked again. */
const listed = (calls: SessionCalls): Promise<number> => calls.listed().catch(() => -1);

async function eventsOf({ ports }: BenchStack, sessionId: string): Promise<readonly ProposedEvent[]> {
  return ports.eventStore.read(`checkoutSession-${sessionId.slice(sessionId.lastIndexOf('_') + 1)}`);
}

async function appendAs({ ports }: BenchStack, stream: string, template: readonly ProposedEvent[]): Promise<void> {
  let prevHash: string | null = null;
  const events: ProposedEvent[] = [];
  for (const [revision, { type, data, metadata }] of template.entries()) {
    const { hash: _, ...unhashed } = { ...metadata, prevHash };
    const hash = eventHash({ stream, revision, type, data, metadata: unhashed });
    events.push({ id: uuidV5(hash), type, data, metadata: { ...unhashed, hash } });
    prevHash = hash;
  }
  const result = await ports.eventStore.append(stream, -1, events);
  if (result.kind !== 'appended') throw new Error(`${stream} was there already`);
}

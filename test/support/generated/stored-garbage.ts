// What must not be found in the event store, whatever was sent: texts that JSON cannot carry, card numbers, names that JavaScript treats
// as its own, numbers that are not exact; or a chain that does not hold.
import { type EventStore, type RecordedEvent, verifyChain } from '@tillstream/event-sourcing';
import { looksLikeCardNumber } from '../../../apps/api/src/http/text-inspection';

export async function storedGarbage(store: EventStore, categories: readonly string[]): Promise<readonly string[]> {
  const byStream = new Map<string, RecordedEvent[]>();
  for await (const event of store.readAll(categories.map((category) => `${category}-`))) {
    byStream.set(event.stream, [...(byStream.get(event.stream) ?? []), event]);
  }
  return [...byStream].flatMap(([stream, events]) => [
    ...verifyChain(events).map(({ revision, problem }) => `${stream}@${revision}: ${problem}`),
    ...events.flatMap((event) => garbageIn(event.data, `${stream}@${event.revision} ${event.type}`)),
  ]);
}

function garbageIn(value: unknown, place: string): readonly string[] {
  if (typeof value === 'string') return textGarbage(value).map((fault) => `${place}: ${fault}`);
  if (typeof value === 'number') return isExact(value) ? [] : [`${place}: the number ${value}`];
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${place}: undefined`] : [];
  return Object.entries(value).flatMap(([name, part]) => [
    ...(name === '__proto__' ? [`${place}: the name __proto__`] : []),
    ...textGarbage(name).map((fault) => `${place}: ${fault} as a name`),
    ...garbageIn(part, `${place}.${name}`),
  ]);
}

const isExact = (value: number): boolean => (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value));

const textGarbage = (text: string): readonly string[] => [
  ...(text.isWellFormed() ? [] : ['half of a surrogate pair']),
  ...(text.includes('\0') ? ['the character NUL'] : []),
  ...(looksLikeCardNumber(text) ? ['a card number'] : []),
];

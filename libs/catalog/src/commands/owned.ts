// A key from outside may name another account's stream: for this account there is nothing there.
import type { Folded } from '@tillstream/event-sourcing';

export const isOwned = ({ revision, accountId }: Folded, owner: string): boolean => revision >= 0 && accountId === owner;

export const notFound = <State>(resource: Folded<State>) => ({ kind: 'rejected', reasons: [{ code: 'not-found' }], resource }) as const;

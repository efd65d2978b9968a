// `If-Match` of a session: its ETag is its revision, so what the header lists are the revisions that a write may meet.
import { checkoutSession } from '@tillstream/checkout';
import { type CommandContext, streamName } from '@tillstream/event-sourcing';

const ETAG = /^"(\d{1,9})"$/;

export const etagOf = (revision: number): string => `"${revision}"`;

/** The executor checks it at the append, so that nothing slips in between. Weak and strange tags match nothing. */
export function withPrecondition(context: CommandContext, sessionKey: string, ifMatch: string | undefined): CommandContext {
  if (ifMatch === undefined || ifMatch.trim() === '*') return context;
  const revisions = ifMatch.split(',').flatMap((tag) => ETAG.exec(tag.trim())?.[1] ?? []);
  return { ...context, precondition: { stream: streamName(checkoutSession.category, sessionKey), revisions: revisions.map(Number) } };
}

// From the id of an attempt, a charge or a refund to the session that holds it; and lists of attempts, each with its session. The session is
// never read older than the part that led to it.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ListOf, type ListQuery, type PartState, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import type { AttemptOfSession } from './attempt.render';
import { type AttemptFacts, type SessionPart, sessionPart } from './session-parts.view';

/** Null: the account has no such thing. While the views are being rebuilt nobody knows: throws ViewsRebuilding. */
export class FindSessionOfQuery extends Query<Resource<CheckoutSessionState> | null> {
  constructor(
    readonly accountId: string,
    readonly part: SessionPart,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(FindSessionOfQuery)
export class FindSessionOfHandler implements IQueryHandler<FindSessionOfQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute({ accountId, part, key }: FindSessionOfQuery) {
    const found = await this.reads.part({ accountId, category: sessionPart[part], key });
    return found && ownerOf(this.reads, found);
  }
}

export interface ListOfAttempts extends Omit<ListOf<unknown>, 'items'> {
  readonly items: readonly AttemptOfSession[];
}

export class ListAttemptsQuery extends Query<ListOfAttempts> {
  constructor(
    readonly accountId: string,
    readonly plan: Omit<ListQuery, 'accountId' | 'category'>,
  ) {
    super();
  }
}

@QueryHandler(ListAttemptsQuery)
export class ListAttemptsHandler implements IQueryHandler<ListAttemptsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute({ accountId, plan }: ListAttemptsQuery): Promise<ListOfAttempts> {
    const { items, ...counted } = await this.reads.parts<AttemptFacts>({ accountId, category: sessionPart.attempt, ...plan });
    const found = await Promise.all(items.map(async (part) => attemptIn(await ownerOf(this.reads, part), part.key)));
    return { ...counted, items: found.filter((one) => one !== null) };
  }
}

const ownerOf = (
  reads: ResourceReads,
  { accountId, revision, state }: Resource<PartState>,
): Promise<Resource<CheckoutSessionState> | null> =>
  reads.byKey(checkoutSession, { accountId, key: state.ownerKey, minRevision: revision });

/** The attempt with this key, beside its session. */
export function attemptIn(session: Resource<CheckoutSessionState> | null, key: string): AttemptOfSession | null {
  if (!session || session.state.status === 'absent') return null;
  const { state } = session;
  const attempt = state.attempts.find((one) => one.key === key);
  return attempt ? { session: { ...session, state }, attempt } : null;
}

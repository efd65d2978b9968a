// Reads of sessions: by id, by the key in a buyer's token, and as lists.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import {
  Clock,
  Fault,
  foldUntil,
  type ListQuery,
  type ListOf,
  type Resource,
  ResourceReads,
  streamName,
  StreamReader,
} from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionState } from '../core/checkout-session.state';

export interface SessionMoment {
  /** Never an older state than this: waited for, and a Fault when it does not come. */
  readonly minRevision?: number | undefined;
  /** Digits: a revision; else an ISO time, inclusive. */
  readonly asOf?: string | undefined;
}

export class GetSessionQuery extends Query<Resource<CheckoutSessionState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
    readonly moment: SessionMoment = {},
  ) {
    super();
  }
}

@QueryHandler(GetSessionQuery)
export class GetSessionHandler implements IQueryHandler<GetSessionQuery> {
  constructor(
    private readonly reads: ResourceReads,
    private readonly reader: StreamReader,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, key, moment }: GetSessionQuery) {
    if (moment.asOf !== undefined) return this.asOf(accountId, key, moment.asOf);
    return this.atLeast({ accountId, key }, moment.minRevision ?? 0);
  }

  /** Read from the leader when the views are behind; what is not even there yet is waited for. */
  private async atLeast(at: { readonly accountId: string; readonly key: string }, minRevision: number) {
    const until = this.clock.now() + LONGEST_WAIT_MS;
    for (;;) {
      const found = await this.reads.byKey(checkoutSession, { ...at, minRevision });
      if (!found || found.revision >= minRevision) return found;
      if (this.clock.now() >= until) throw new Fault('unavailable', `nobody has written revision ${minRevision} of the session yet`);
      await this.clock.sleep(PAUSE_MS);
    }
  }

  /** Folded from the first event up to that moment; null before the session existed. */
  private async asOf(accountId: string, key: string, moment: string) {
    const events = await this.reader.events(checkoutSession.category, key);
    const until = foldUntil(checkoutSession, streamName(checkoutSession.category, key), { events, moment });
    return until.revision >= 0 && until.accountId === accountId ? until : null;
  }
}

/**
 * For the buyer's page, whose token names no account: the present state, from the leader; or what this process remembers of it, if it does,
 * for a command that looks for itself whether that is still so.
 */
export class GetSessionByKeyQuery extends Query<Resource<CheckoutSessionState> | null> {
  constructor(
    readonly key: string,
    readonly as: 'present' | 'remembered' = 'present',
  ) {
    super();
  }
}

@QueryHandler(GetSessionByKeyQuery)
export class GetSessionByKeyHandler implements IQueryHandler<GetSessionByKeyQuery> {
  constructor(private readonly reader: StreamReader) {}

  async execute({ key, as }: GetSessionByKeyQuery) {
    const remembered = as === 'remembered' ? this.reader.known(checkoutSession, key) : undefined;
    const found = remembered ?? (await this.reader.current(checkoutSession, key));
    return found.revision >= 0 ? found : null;
  }
}

const LONGEST_WAIT_MS = 5_000;
const PAUSE_MS = 100;

/** One page of a list over one of the sessions' indexes (`sessionIndex`), tested where the index alone does not say. */
export class ListSessionsQuery extends Query<ListOf<CheckoutSessionState>> {
  constructor(
    readonly accountId: string,
    readonly plan: Omit<ListQuery, 'accountId' | 'category'>,
  ) {
    super();
  }
}

@QueryHandler(ListSessionsQuery)
export class ListSessionsHandler implements IQueryHandler<ListSessionsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, plan }: ListSessionsQuery) {
    return this.reads.list(checkoutSession, { accountId, category: checkoutSession.category, ...plan });
  }
}

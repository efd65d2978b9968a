// Plans the lists of sessions: what a call asks for, with the hashes and the time that its filters need.
import { Injectable } from '@nestjs/common';
import { CustomerDirectory } from '@tillstream/catalog';
import { Clock, Ids } from '@tillstream/event-sourcing';
import type { ListPlan } from '../http/list/list-spec';
import { planList } from '../http/list/plan-list';
import { sessionList, type SessionListQuery } from './session-list';

@Injectable()
export class SessionLists {
  constructor(
    private readonly directory: CustomerDirectory,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws Unprocessable for a filter, an order or a search that is none. */
  plan(accountId: string, query: SessionListQuery): ListPlan {
    const emailKey = (email: string) => this.directory.claimKey(accountId, email);
    return planList(query, sessionList({ ids: this.ids, now: this.clock.now(), emailKey }));
  }
}

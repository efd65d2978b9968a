// Causes what events call for: the effects of processes, and the messages to webhook endpoints.
import { Injectable } from '@nestjs/common';
import type { StreamType } from '@tillstream/event-sourcing';
import { Outbox, SettledPosition } from '@tillstream/webhooks';
import { DrainWaker } from '../reactor/drain-waker';
import { Reactions } from '../reactor/reactions';
import { ReactorHandler } from '../reactor/reactor-handler';
import { SettledKeeper } from '../reactor/settled-keeper';
import type { RoleWork } from './role';
import { Subscriptions } from './subscriptions';

@Injectable()
export class ReactorRole implements RoleWork {
  readonly role = 'reactor';

  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly reactions: Reactions,
    private readonly outbox: Outbox,
    private readonly settled: SettledPosition,
    private readonly keeper: SettledKeeper,
    private readonly waker: DrainWaker,
  ) {}

  /** Ends with `signal`, or when another reactor has taken over. */
  async run(signal: AbortSignal): Promise<void> {
    await this.settled.takeOver();
    const types = this.reactions.typesWith(this.outbox.streamTypes);
    let isOurs = true;
    while (isOurs && !signal.aborted) isOurs = await this.follow(types, signal);
  }

  /** Until the pending sets are lost: true; or until there is nothing more to do here. */
  private async follow(types: readonly StreamType[], signal: AbortSignal): Promise<boolean> {
    const { outbox, reactions, waker } = this;
    const handler = new ReactorHandler({ outbox, reactions, waker, follower: this.subscriptions.follower(types) });
    const prefixes = types.map(({ category }) => `${category}-`);
    const end = new AbortController();
    const either = AbortSignal.any([signal, end.signal]);
    const [, areLost] = await Promise.all([
      this.subscriptions.run({ name: 'reactor', prefixes, handler }, either).finally(() => end.abort()),
      this.keeper.keep(either).finally(() => end.abort()),
    ]);
    return areLost;
  }
}

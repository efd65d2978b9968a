// Rebuilds what is read: the views of all resources, and the index of messages beside them. Both may start at 0 at any time.
import { Injectable } from '@nestjs/common';
import {
  Clock, EventStore, Ids, Log, type PageHandler, ParkedEvents, ProjectionHandler, Projector, SubscriptionRunner, ViewCatalog, ViewStore,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { MessageIndexProjection } from '@tillstream/webhooks';
import type { RoleWork } from './role';

@Injectable()
export class ProjectorRole implements RoleWork {
  readonly role = 'projector';

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewCatalog,
    private readonly projector: Projector,
    private readonly viewStore: ViewStore,
    private readonly messages: MessageIndexProjection,
    private readonly parked: ParkedEvents,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const views = new ProjectionHandler(this.projector, this.viewStore, () => this.ids.randomKey());
    await Promise.all([
      this.runner('projector', this.views.prefixes, views).run(signal),
      this.runner('message-index', this.messages.prefixes, this.messages).run(signal),
    ]);
  }

  private runner(name: string, prefixes: readonly string[], handler: PageHandler): SubscriptionRunner {
    return new SubscriptionRunner({ name, prefixes, handler, store: this.store, parked: this.parked, clock: this.clock, log: this.log });
  }
}

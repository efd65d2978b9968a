// Rebuilds what is read: the views of all resources, and the index of messages beside them. Both may start at 0 at any time.
import { Injectable } from '@nestjs/common';
import { Ids, ProjectionHandler, Projector, ViewCatalog, ViewStore } from '@tillstream/event-sourcing';
import { MessageIndexProjection } from '@tillstream/webhooks';
import type { RoleWork } from './role';
import { Subscriptions } from './subscriptions';

@Injectable()
export class ProjectorRole implements RoleWork {
  readonly role = 'projector';

  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly views: ViewCatalog,
    private readonly projector: Projector,
    private readonly viewStore: ViewStore,
    private readonly messages: MessageIndexProjection,
    private readonly ids: Ids,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const views = new ProjectionHandler(this.projector, this.viewStore, () => this.ids.randomKey());
    const { prefixes } = this.messages;
    await Promise.all([
      this.subscriptions.runWatched({ name: 'projector', prefixes: this.views.prefixes, handler: views }, signal),
      this.subscriptions.runWatched({ name: 'message-index', prefixes, handler: this.messages }, signal),
    ]);
  }
}

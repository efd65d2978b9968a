// May this process be given work? Only the event store is needed for that: without Redis, and while the lists are rebuilt, commands
// succeed and reads by id work.
import { Injectable } from '@nestjs/common';
import { EventStore, ViewStore } from '@tillstream/event-sourcing';
import { Health } from '@tillstream/platform';
import type { ReadyAnswer } from './operations.dto';

@Injectable()
export class Readiness {
  private readonly needed: Health;
  private readonly wanted: Health;

  constructor(eventStore: EventStore, views: ViewStore) {
    this.needed = new Health().add('event_store', () => eventStore.head());
    this.wanted = new Health().add('redis', () => views.now()).add('lists', () => listsAreComplete(views));
  }

  async report(): Promise<ReadyAnswer> {
    const [needed, wanted] = await Promise.all([this.needed.report(), this.wanted.report()]);
    const status = needed.status === 'failing' ? 'failing' : wanted.status === 'failing' ? 'degraded' : 'ok';
    const checks = Object.entries({ ...needed.checks, ...wanted.checks }).map(([name, check]) => [name, { ...check }] as const);
    return { status, checks: Object.fromEntries(checks) };
  }
}

async function listsAreComplete(views: ViewStore): Promise<void> {
  const checkpoint = await views.checkpoint();
  if (!checkpoint?.complete) throw new Error('the lists are being rebuilt from the events');
}

// What a replay is given, tells while it runs, and comes to.
import type { Clock, EventStore, Resource, ViewCatalog, ViewStore } from '@tillstream/event-sourcing';
import type { Difference } from '../core/difference';

export interface ReplayParts {
  readonly eventStore: EventStore;
  readonly viewStore: ViewStore;
  readonly views: ViewCatalog;
  readonly clock: Clock;
  /** Nothing much happens to it any more: it is compared and let go early. Wrong guesses only cost another read. */
  readonly isAtRest: (resource: Resource) => boolean;
  /** How long a projector that is still working may take to catch up before a view counts as behind, in milliseconds: 10,000. */
  readonly patienceMs?: number;
  /** How many states are held at most: 10,000. */
  readonly capacity?: number;
}

export interface ReplayListener {
  /** Both count positions of the log, so that the share is right without counting events first. */
  progress(at: { readonly done: number; readonly total: number }): void;
  difference(found: Difference): void;
}

export interface ReplayReport {
  readonly events: number;
  readonly streams: number;
  readonly differences: number;
}

// The projector's place in the log. It is kept with the views, moves by compare-and-set, and is lost exactly when they are:
// absent or different means "start at 0".
import type { Position, RecordedEvent } from './event';
import { Fault } from './faults';
import type { ViewCheckpoint, ViewStore } from './ports/view-store';
import type { Projector } from './projector';
import type { PageHandler } from './subscription-runner';

export class ProjectionHandler implements PageHandler {
  private held: ViewCheckpoint | null = null;

  constructor(
    private readonly projector: Projector,
    private readonly views: ViewStore,
    private readonly newGeneration: () => string,
  ) {}

  handle(events: readonly RecordedEvent[]): Promise<void> {
    return this.projector.project(events);
  }

  async position(): Promise<Position | null> {
    this.held = await this.views.checkpoint();
    if (!this.held) {
      const fresh = { generation: this.newGeneration(), position: null, complete: false };
      await this.views.moveCheckpoint(null, fresh); // false: another was quicker, its generation is as good
      this.held = await this.views.checkpoint();
    }
    return this.held?.position ?? null;
  }

  /** The store was emptied (or is another generation's) since the place was taken: with no event to come, nothing else would show it. */
  async isLost(): Promise<boolean> {
    return this.held !== null && (await this.views.checkpoint())?.generation !== this.held.generation;
  }

  async advance(position: Position | null, caughtUp: boolean): Promise<void> {
    const from = this.held;
    if (!from) throw new Fault('unavailable', 'the view checkpoint was lost; starting over');
    const to = { generation: from.generation, position, complete: from.complete || caughtUp };
    // The store was emptied, or another projector took over: break off, ask for the position again.
    if (!(await this.views.moveCheckpoint(from, to)))
      throw new Fault('unavailable', 'the view checkpoint was moved or lost; starting over');
    this.held = to;
  }
}

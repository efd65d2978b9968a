// The processes, and the commands that their effects become.
import { Inject, Injectable } from '@nestjs/common';
import {
  categoryOf,
  type Process,
  reactionsTo,
  type RecordedEvent,
  type Resource,
  type StreamType,
  ViewCatalog,
} from '@tillstream/event-sourcing';
import { PROCESSES } from '../worker-domain';
import { EffectDispatcher } from './effects';

@Injectable()
export class Reactions {
  constructor(
    @Inject(PROCESSES) private readonly processes: readonly Process[],
    private readonly effects: EffectDispatcher,
    private readonly views: ViewCatalog,
  ) {}

  /** What has to be followed, `others` included, each category once. Throws when nobody knows how one folds. */
  typesWith(others: readonly StreamType[]): readonly StreamType[] {
    const types = new Map(others.map((type) => [type.category, type]));
    for (const { category } of this.processes) {
      const type = types.get(category) ?? this.views.get(category)?.type;
      if (!type) throw new Error(`a process reacts to ${category}, of which nobody knows how it folds`);
      types.set(category, type);
    }
    return [...types.values()];
  }

  /** Throws a Fault when the world failed; repeating sends the same commands. */
  async react(event: RecordedEvent, after: Resource): Promise<void> {
    for (const process of this.processes.filter(({ category }) => category === categoryOf(event.stream))) {
      for (const { effect, context } of reactionsTo(process, event, after)) await this.effects.dispatch(effect, context);
    }
  }
}

// Parked events by runner, each once.
import { type ParkedEvent, ParkedEvents } from '../ports/small-ports';

export class InMemoryParkedEvents extends ParkedEvents {
  private parked: readonly ParkedEvent[] = [];

  async park(parked: ParkedEvent): Promise<void> {
    await this.remove(parked);
    this.parked = [...this.parked, parked].sort(byPlace);
  }

  list(runner: string): Promise<readonly ParkedEvent[]> {
    return Promise.resolve(this.parked.filter((parked) => parked.runner === runner));
  }

  remove({ runner, stream, revision }: Pick<ParkedEvent, 'runner' | 'stream' | 'revision'>): Promise<void> {
    this.parked = this.parked.filter((parked) => parked.runner !== runner || parked.stream !== stream || parked.revision !== revision);
    return Promise.resolve();
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.parked = [];
  }
}

const byPlace = (left: ParkedEvent, right: ParkedEvent): number =>
  left.stream === right.stream ? left.revision - right.revision : left.stream < right.stream ? -1 : 1;

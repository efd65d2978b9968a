// Folded states by stream, bounded, least recently used out first. Only an accept with events may rest on one.
import type { Folded } from './resource';

export class StateCache {
  private readonly entries = new Map<string, Folded>();

  constructor(private readonly capacity: number) {}

  get(stream: string): Folded | undefined {
    const entry = this.entries.get(stream);
    if (!entry) return undefined;
    this.entries.delete(stream);
    this.entries.set(stream, entry);
    return entry;
  }

  /** Keeps the newer of what it has and what it is given. */
  put(stream: string, folded: Folded): void {
    const present = this.entries.get(stream);
    if (present && present.revision > folded.revision) return;
    this.entries.delete(stream);
    this.entries.set(stream, folded);
    if (this.entries.size <= this.capacity) return;
    const oldest = this.entries.keys().next();
    if (!oldest.done) this.entries.delete(oldest.value);
  }

  drop(stream: string): void {
    this.entries.delete(stream);
  }
}

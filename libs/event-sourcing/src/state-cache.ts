// Folded states by stream, bounded. Only an accept with events may rest on one.
import type { Folded } from './resource';

/**
 * Two halves: what is used goes to the younger one, and when that is full the older one is forgotten. Whatever was among the last
 * `capacity / 2` streams used is there. Looking at a state that is young already moves nothing: hot ones are looked at many times a request.
 */
export class StateCache {
  private young = new Map<string, Folded>();
  private old: ReadonlyMap<string, Folded> = new Map();

  constructor(private readonly capacity: number) {}

  get(stream: string): Folded | undefined {
    const young = this.young.get(stream);
    if (young) return young;
    const old = this.old.get(stream);
    if (old) this.keep(stream, old);
    return old;
  }

  /** Keeps the newer of what it has and what it is given. */
  put(stream: string, folded: Folded): void {
    const present = this.get(stream);
    if (!present || present.revision <= folded.revision) this.keep(stream, folded);
  }

  drop(stream: string): void {
    this.young.delete(stream);
    if (this.old.has(stream)) this.old = new Map([...this.old].filter(([name]) => name !== stream)); // rare: a store that was put back
  }

  private keep(stream: string, folded: Folded): void {
    if (this.young.size >= this.capacity / 2 && !this.young.has(stream)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(stream, folded);
  }
}

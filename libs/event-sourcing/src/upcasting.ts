// Old event shapes become present ones at one point, when they are read; nobody else knows that they ever existed.
import { categoryOf, type RecordedEvent } from './event';

export interface Upcaster {
  readonly category: string;
  readonly type: string;
  /** Reads version `from`, answers version `from + 1`; `type` may be given a new name. */
  readonly from: number;
  up(data: object): { readonly type?: string; readonly data: object };
}

export class Upcasting {
  private readonly steps = new Map<string, Upcaster>();

  constructor(upcasters: readonly Upcaster[]) {
    for (const upcaster of upcasters) {
      const name = this.name(upcaster.category, upcaster.type, upcaster.from);
      if (this.steps.has(name)) throw new Error(`two upcasters for ${name}`);
      this.steps.set(name, upcaster);
    }
  }

  upcast(event: RecordedEvent): RecordedEvent {
    if (event.stored) return event; // was here before
    const category = categoryOf(event.stream);
    let { type, data } = event;
    let version = event.metadata.v;
    for (let step = this.steps.get(this.name(category, type, version)); step; step = this.steps.get(this.name(category, type, version))) {
      const next = step.up(data);
      type = next.type ?? type;
      data = next.data;
      version += 1;
    }
    return version === event.metadata.v ? event : { ...event, type, data, stored: { type: event.type, data: event.data } };
  }

  private name(category: string, type: string, from: number): string {
    return `${category}/${type}/${from}`;
  }
}

// What may go wrong, and what did. Every moment of a process has a name; a story is retold with some of its faults left out by their names.
import type { Instant } from '@tillstream/event-sourcing';
import type { Chance } from '../time/chance';
import type { SimClock } from '../time/sim-clock';

/** How often each of these happens, of one moment. */
export interface Climate {
  readonly dies: number;
  readonly freezes: number;
  /** Of an append: it does not arrive, and likewise its answer. */
  readonly storeFails: number;
  /** Of a call to a processor, and likewise its answer. */
  readonly callIsLost: number;
  readonly callIsLate: number;
  /** A call arrives twice. */
  readonly callIsDoubled: number;
  readonly redisFails: number;
  /** What a processor tells never leaves it, or comes long after. */
  readonly noticeIsLost: number;
  readonly noticeIsLate: number;
}

export interface Told {
  readonly at: Instant;
  readonly text: string;
}

export interface WeatherParts {
  readonly chance: Chance;
  readonly clock: SimClock;
  readonly climate: Climate;
  /** From then on nothing goes wrong any more: so that every story ends. */
  readonly calmAt: Instant;
  /** Null: whatever chance decides. Otherwise only these faults strike. */
  readonly only: ReadonlySet<string> | null;
}

export class Weather {
  /** Names of the faults that struck, in order. */
  readonly faults: string[] = [];
  readonly told: Told[] = [];

  readonly chance: Chance;
  readonly clock: SimClock;

  constructor(private readonly parts: WeatherParts) {
    this.chance = parts.chance;
    this.clock = parts.clock;
  }

  get isCalm(): boolean {
    return this.clock.now() >= this.parts.calmAt;
  }

  /** Whether the fault of this kind strikes at this moment. */
  strikes(kind: keyof Climate, moment: string): boolean {
    if (this.isCalm) return false;
    const probability = this.parts.climate[kind];
    if (probability === 0) return false;
    const name = `${moment} ${kind}`;
    if (!this.chance.happens(name, probability) || this.parts.only?.has(name) === false) return false;
    this.faults.push(name);
    this.tell(name);
    return true;
  }

  tell(text: string): void {
    this.told.push({ at: this.clock.now(), text });
  }
}

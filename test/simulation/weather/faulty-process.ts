// One life of one process: everything that it does goes through `step`, where it may die, or freeze for longer than any window and wake up.
import type { Weather } from './weather';

/** From a short stop to one that outlasts a call's time-out, the recovery's delay, an attempt's budget and a slot's memory together. */
const FREEZES_MS = [45_000, 3 * 60_000, 20 * 60_000, 40 * 60_000] as const;
const MOMENT_MS = 5;

export class FaultyProcess {
  private isDead = false;
  private frozenUntil = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    /** Host and life: `api-1/2`. */
    readonly name: string,
    readonly weather: Weather,
    private readonly died: () => void = () => undefined,
  ) {}

  get dead(): boolean {
    return this.isDead;
  }

  get frozen(): boolean {
    return this.weather.clock.now() < this.frozenUntil;
  }

  /** @param doing what it is about, so that the moment has a name of its own */
  async step<T>(doing: string, work: (moment: string) => Promise<T> | T): Promise<T> {
    const moment = this.momentOf(doing);
    const { chance, clock } = this.weather;
    if (this.isDead) return nothing();
    await clock.sleep(chance.below(moment, MOMENT_MS));
    await this.struck(`before ${moment}`);
    const done = await work(moment);
    await this.struck(`after ${moment}`);
    return done;
  }

  momentOf(doing: string): string {
    const nth = (this.counts.get(doing) ?? 0) + 1;
    this.counts.set(doing, nth);
    return `${this.name} ${doing} #${nth}`;
  }

  private async struck(moment: string): Promise<void> {
    const { weather } = this;
    if (!this.isDead && weather.strikes('dies', moment)) {
      this.isDead = true;
      this.died();
    }
    if (this.isDead) return nothing();
    if (weather.strikes('freezes', moment)) this.frozenUntil = weather.clock.now() + weather.chance.oneOf(`${moment} for`, FREEZES_MS);
    if (this.frozen) await this.thaw();
  }

  private async thaw(): Promise<void> {
    await this.weather.clock.sleep(this.frozenUntil - this.weather.clock.now());
    return this.isDead ? nothing() : undefined;
  }
}

/** Never resolves. A new one each time: one that all share would keep everybody who ever waited for it. */
const nothing = (): Promise<never> => new Promise(() => undefined);

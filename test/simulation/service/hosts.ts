// The machines of the service: two take requests, two do the work in the background. A process that died is started again after a while,
// with empty caches.
import { isFault } from '@tillstream/event-sourcing';
import { FaultyProcess } from '../weather/faulty-process';
import type { Weather } from '../weather/weather';
import { type Life, lifeOf, type Shared } from './lives';

const STARTS_WITHIN_MS = 30_000;

class Host {
  private lives = 0;
  private current: Life | null = null;

  constructor(
    private readonly name: string,
    private readonly weather: Weather,
    private readonly shared: Shared,
  ) {
    this.start();
  }

  /** Null while nobody answers: it is down. A frozen one is there, and does not answer. */
  get life(): Life | null {
    return this.current;
  }

  private start(): void {
    const name = `${this.name}/${++this.lives}`;
    this.current = lifeOf(new FaultyProcess(name, this.weather, () => this.died(name)), this.shared);
  }

  private died(name: string): void {
    this.current = null;
    const { clock, chance } = this.weather;
    clock.callAt(clock.now() + chance.below(`${name} is started again`, STARTS_WITHIN_MS), () => this.start());
  }
}

export class Hosts {
  /** What no process may throw: a bug, whatever the weather. */
  readonly bugs: string[] = [];
  private readonly apis: readonly [Host, Host];
  private readonly workers: readonly [Host, Host];

  constructor(
    private readonly weather: Weather,
    shared: Shared,
  ) {
    const host = (name: string) => new Host(name, weather, shared);
    this.apis = [host('api-1'), host('api-2')];
    this.workers = [host('worker-1'), host('worker-2')];
  }

  /** Null: the connection was refused or dropped, the answer was an error, or there is none within `withinMs`. The work may go on all the same. */
  async request<T>(name: string, work: (life: Life) => Promise<T>, withinMs = 40_000): Promise<T | null> {
    return this.give(this.pick(this.apis, name), { name, work, withinMs });
  }

  /** The first that is neither down nor frozen; null when there is none. */
  worker(name: string): Life | null {
    const [first, second] = this.workers;
    const isFine = ({ life }: Host) => life !== null && !life.process.frozen;
    const order = this.weather.chance.happens(`${name} goes to the other worker`, 0.2) ? [second, first] : [first, second];
    return order.find(isFine)?.life ?? null;
  }

  async give<T>(
    life: Life | null,
    { name, work, withinMs }: { readonly name: string; readonly work: (life: Life) => Promise<T>; readonly withinMs: number },
  ): Promise<T | null> {
    if (!life) return null;
    const answer = work(life).catch((error: unknown) => {
      if (!isFault(error)) this.bugs.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return null;
    });
    return Promise.race([answer, this.weather.clock.sleep(withinMs).then(() => null)]);
  }

  private pick(hosts: readonly [Host, Host], name: string): Life | null {
    const { chance } = this.weather;
    const [first, second] = chance.happens(`${name} goes to the second`, 0.5) ? [hosts[1], hosts[0]] : hosts;
    return first.life ?? second.life;
  }
}

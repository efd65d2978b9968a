// A process that stands still for a while, as under SIGSTOP: in one call of its ports, and with that in everything else that it is about
// to do. Then it goes on and believes what it knew. What it waited for longer than its patience has timed out, although it was done.
import { Clock, Fault, type Instant, type JobHandlers } from '@tillstream/event-sourcing';
import type { KernelPorts } from '@tillstream/runtime';
import { type DeliveryAnswer, type DeliveryRequest, DeliverySender } from '@tillstream/webhooks';
import type { InMemoryWorld } from './in-memory-worker';

export interface StandstillPlan {
  /** Which of its calls, counted from 0 and from `begin` on. */
  readonly nth: number;
  /** Only calls of this name count: `pending.claim`, `send`. */
  readonly of?: string;
  readonly ms: number;
  /** Before it asks, before the answer reaches it, or with the answer in its hands. */
  readonly where: 'before asking' | 'before the answer' | 'with the answer';
}

interface Call<T> {
  readonly name: string;
  readonly patienceMs: number;
  work(): Promise<T>;
}

const REDIS_MS = 2_000;
const STORE_MS = 5_000;
const RECEIVER_MS = 15_000;
/** After so long the queue gives what it runs to others. */
const STALLED_AFTER_MS = 20_000;

export class Standstill {
  /** The call in which it stood still; null before. */
  struck: string | null = null;
  goesOnAt: Instant = -Infinity;
  private calls = 0;
  private isCounting = false;
  private handlers: JobHandlers | null = null;

  constructor(
    private readonly world: InMemoryWorld,
    private readonly plan: StandstillPlan,
  ) {}

  begin(): void {
    this.isCounting = true;
  }

  /** What reactor and jobs use, through this; views are nobody's business here. */
  get ports(): KernelPorts {
    const { world } = this;
    const { environment, keyring, log, viewStore, secrets, limits, breakers, announcements, parked } = world;
    const { pending, deliveryLog, messageIndex } = world.webhooks;
    return {
      environment, keyring, log, viewStore, secrets, limits, breakers, announcements, parked,
      clock: new StandingClock(world.clock, () => this.pass()),
      eventStore: this.through('store', world.eventStore, STORE_MS),
      lease: this.through('lease', world.lease, REDIS_MS),
      jobs: this.through('jobs', world.jobs, REDIS_MS),
      webhooks: { pending: this.through('pending', pending, REDIS_MS), deliveryLog: this.through('log', deliveryLog, REDIS_MS), messageIndex },
    }; // prettier-ignore
  }

  sender(receiver: DeliverySender): DeliverySender {
    return new StandingSender((request) => this.call({ name: 'send', patienceMs: RECEIVER_MS, work: () => receiver.send(request) }));
  }

  openJobs(handlers: JobHandlers) {
    this.handlers = handlers;
    return this.world.openJobs(handlers, this.ports.clock);
  }

  private through<T extends object>(port: string, target: T, patienceMs: number): T {
    return new Proxy(target, {
      get: (held, key) => {
        const member: unknown = Reflect.get(held, key);
        if (typeof member !== 'function') return member;
        const work = (args: readonly unknown[]): unknown => Reflect.apply(member, held, args);
        if (key === 'subscribe' || key === 'readAll') return (...args: unknown[]) => this.pages(work(args) as AsyncIterable<unknown>);
        const name = `${port}.${String(key)}`;
        return (...args: unknown[]) => this.call({ name, patienceMs, work: () => Promise.resolve(work(args)) });
      },
    });
  }

  private async *pages(source: AsyncIterable<unknown>): AsyncGenerator {
    for await (const page of source) yield await this.call({ name: 'page', patienceMs: Infinity, work: () => Promise.resolve(page) });
  }

  private async call<T>({ name, patienceMs, work }: Call<T>): Promise<T> {
    const { clock } = this.world;
    const where = this.isNext(name) ? this.plan.where : null;
    if (where === 'before asking') this.stand(name);
    await this.pass();
    const askedAt = clock.now();
    const answer = await work();
    const answeredAt = clock.now();
    if (where === 'before the answer' || where === 'with the answer') this.stand(name);
    await this.pass();
    const waitedMs = (where === 'with the answer' ? answeredAt : clock.now()) - askedAt;
    if (waitedMs >= patienceMs) throw new Fault('timeout', `${name} timed out`);
    return answer;
  }

  private isNext(name: string): boolean {
    const { nth, of = name } = this.plan;
    return this.isCounting && of === name && this.calls++ === nth;
  }

  private stand(name: string): void {
    const { clock, jobs } = this.world;
    this.struck = name;
    this.goesOnAt = clock.now() + this.plan.ms;
    if (this.plan.ms > STALLED_AFTER_MS) void clock.sleep(STALLED_AFTER_MS).then(() => this.handlers && jobs.stall(this.handlers));
  }

  private async pass(): Promise<void> {
    const { clock } = this.world;
    while (clock.now() < this.goesOnAt) await clock.sleep(this.goesOnAt - clock.now());
  }
}

class StandingClock extends Clock {
  constructor(
    private readonly clock: Clock,
    private readonly pass: () => Promise<void>,
  ) {
    super();
  }

  now(): Instant {
    return this.clock.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.clock.sleep(ms, signal);
    await this.pass();
  }
}

class StandingSender extends DeliverySender {
  constructor(private readonly through: (request: DeliveryRequest) => Promise<DeliveryAnswer>) {
    super();
  }

  send(request: DeliveryRequest): Promise<DeliveryAnswer> {
    return this.through(request).catch((error: unknown) => ({ kind: 'unanswered', error: String(error) }));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

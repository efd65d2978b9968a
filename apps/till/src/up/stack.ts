// Everything that one installation consists of, as children of this process: brought up in the order in which they need each other,
// ended in the opposite one, the event store last.
import { existsSync, mkdirSync } from 'node:fs';
import { given } from '@tillstream/platform';
import type { DataFolder } from '../installation/data-folder';
import { embeddedRedis } from '../installation/project';
import type { Secrets } from '../installation/secrets';
import { LogFile } from '../processes/log-file';
import { RefusesToStart, Service, type ServicePlan } from '../processes/service';
import { WardenPipe } from '../processes/warden-pipe';
import {
  type Addresses, apiPlan, embeddedRedisPlan, eventStorePlan, redisServerPlan, sandboxPlan, workerPlan,
} from './plans'; // prettier-ignore
import type { Ports } from './ports';

export interface StackOptions {
  readonly data: DataFolder;
  readonly secrets: Secrets;
  readonly ports: Ports;
  /** A sentence for whoever watches. */
  readonly tell: (sentence: string) => void;
  /** Is given every line of every child. */
  readonly show?: ((line: string) => void) | undefined;
  /** A service was started in vain too often. */
  readonly onGivenUp: (service: string) => void;
  /** One of them was started again, as another process. */
  readonly onRestart?: () => void;
  readonly withWorker?: boolean;
  /** Settings of its processes, beside those that follow from the above. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The processors keep nothing, for what is measured without their disk. */
  readonly isSandboxForgetful?: boolean;
  /** For what is measured across two API processes. */
  readonly secondApiPort?: number;
}

const SECOND_API = 'second api';
const ADVICE = 'apt install redis-server, or set REDIS_URL';

export class Stack {
  private readonly services: Service[] = [];
  readonly addresses: Addresses;
  private readonly warden = new WardenPipe();
  private isStopping = false;

  constructor(private readonly options: StackOptions) {
    const at = (port: number) => `127.0.0.1:${port}`;
    const { ports } = options;
    this.addresses = {
      eventStore: given('EVENTSTORE_URL') ?? `esdb://${at(ports.eventStore)}?tls=false`,
      redis: given('REDIS_URL') ?? `redis://${at(ports.redis)}`,
      sandbox: `http://${at(ports.sandbox)}`,
      publicUrl: given('PUBLIC_URL') ?? `http://${at(ports.api)}`,
    };
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.options.ports.api}`;
  }

  get running(): readonly { readonly name: string; readonly pid: number }[] {
    return this.services.flatMap(({ pid, plan }) => (pid === null ? [] : [{ name: plan.name, pid }]));
  }

  /** Throws RefusesToStart; what was started by then is still there, to be stopped. */
  async start(): Promise<void> {
    const { data, ports, secrets, withWorker = true, secondApiPort, settings: more = {} } = this.options;
    await this.startAll([
      ...(given('EVENTSTORE_URL')
        ? []
        : [() => this.startOne(eventStorePlan({ port: ports.eventStore, folder: data.file('event-store') }))]),
      ...(given('REDIS_URL') ? [] : [() => this.startRedis()]),
      () => this.startOne(sandboxPlan({ port: ports.sandbox, folder: this.options.isSandboxForgetful ? null : data.file('sandbox') })),
    ]);
    const input = { addresses: this.addresses, secrets, more };
    await this.startAll([
      ...(withWorker ? [() => this.startOne(workerPlan({ ...input, port: 0 }))] : []),
      () => this.startOne(apiPlan({ ...input, port: ports.api })),
      ...(secondApiPort === undefined ? [] : [() => this.startOne({ ...apiPlan({ ...input, port: secondApiPort }), name: SECOND_API })]),
    ]);
  }

  /** The event store last, so that nobody loses what he is about to write; each within a bound. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const names of [['api', SECOND_API], ['worker'], ['sandbox processors', 'redis'], ['event store']]) {
      await Promise.all(this.services.filter(({ plan }) => names.includes(plan.name)).map((service) => service.stop()));
    }
    await this.warden.close();
  }

  private async startOne(plan: ServicePlan): Promise<void> {
    const { data, tell, show, onGivenUp, onRestart } = this.options;
    const fileName = plan.name.replaceAll(' ', '-');
    const log = new LogFile(data.file('logs', `${fileName}.log`), show && ((line) => show(`${fileName} | ${line}`)));
    if (this.isStopping) throw new Error(`${plan.name} is not wanted any more`);
    const service = new Service(plan, {
      warden: this.warden,
      log,
      tell,
      ...(onRestart ? { onRestart } : {}),
      giveUp: () => onGivenUp(plan.name),
    });
    this.services.push(service);
    await service.start();
  }

  private async startRedis(): Promise<void> {
    const place = { port: this.options.ports.redis, folder: this.options.data.file('redis') };
    mkdirSync(place.folder, { recursive: true });
    try {
      await this.startOne(redisServerPlan(place));
    } catch (error) {
      if (!(error instanceof RefusesToStart) || !error.isUnknownProgram) throw error;
      if (!existsSync(embeddedRedis))
        throw new Error(`There is no redis-server here, and no embedded one either: ${ADVICE}.`, { cause: error });
      this.options.tell(
        `There is no redis-server here: an embedded one takes its place. It is slow and keeps nothing,\nwhich costs nothing but speed. Better: ${ADVICE}.`,
      );
      await this.startOne(embeddedRedisPlan(place));
    }
  }

  /** Waits for all, also when one fails: what was begun must be known when it is stopped. */
  private async startAll(starts: readonly (() => Promise<void>)[]): Promise<void> {
    const results = await Promise.allSettled(starts.map((start) => start()));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

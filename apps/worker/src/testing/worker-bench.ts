// Workers, a receiver that answers as told, and the things that are told about; all under one clock.
import { CommandBus } from '@nestjs/cqrs';
import { Executor } from '@tillstream/event-sourcing';
import {
  CreateWebhookEndpointCommand, type DeliveryAnswer, type DeliveryRequest, DeliverySender, type MessageBody, WebhookSettings,
} from '@tillstream/webhooks'; // prettier-ignore
import { createWorker, type Worker } from '../create-worker';
import type { Role } from '../roles/role';
import { contextOf, happen, InMemoryWorld, thingDomain } from './in-memory-worker';
import type { Standstill } from './standstill';

export const FINE: DeliveryAnswer = { kind: 'answered', status: 200, answer: 'ok', retryAfter: null };
export const status = (code: number, retryAfter: string | null = null): DeliveryAnswer => ({
  kind: 'answered',
  status: code,
  answer: 'no',
  retryAfter,
});

export const URL_A = 'https://a.example/';
export const URL_B = 'https://b.example/';
/** Pauses before each attempt. */
export const SCHEDULE = [0, 100, 1_000, 5_000, 20_000];
/** How long the receiver takes. */
export const ANSWER_MS = 50;

export interface Received extends DeliveryRequest {
  readonly at: number;
  /** Answered with a success. */
  isTaken: boolean;
  readonly message: MessageBody;
}

export class Receiver extends DeliverySender {
  readonly received: Received[] = [];
  mostActive = 0;
  private active = 0;
  answer: (message: MessageBody, url: string) => DeliveryAnswer = () => FINE;

  constructor(private readonly world: InMemoryWorld) {
    super();
  }

  async send(request: DeliveryRequest): Promise<DeliveryAnswer> {
    const message = JSON.parse(request.body) as MessageBody;
    const received: Received = { ...request, at: this.world.clock.now(), isTaken: false, message };
    this.received.push(received);
    this.active += 1;
    this.mostActive = Math.max(this.mostActive, this.active);
    await this.world.clock.sleep(ANSWER_MS);
    this.active -= 1;
    const answer = this.answer(message, request.url);
    received.isTaken = answer === FINE;
    return answer;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** `<type> <first letter of the key><revision>` of what arrived at this url, in order. */
  at(url: string): readonly string[] {
    return this.received.filter((one) => one.url === url).map(nameOf);
  }

  /** The same of what was taken. */
  taken(url: string): readonly string[] {
    return this.received.filter((one) => one.url === url && one.isTaken).map(nameOf);
  }
}

const nameOf = ({ message }: Received): string => `${message.type} ${message.id.slice(9, 10)}${message.revision}`;

export interface StartOptions {
  readonly roles?: readonly Role[];
  readonly webhooks?: Partial<WebhookSettings>;
  readonly domain?: Parameters<typeof thingDomain>[0];
  /** Everything that it does goes through this. */
  readonly standstill?: Standstill;
}

export class WorkerBench {
  readonly world = new InMemoryWorld();
  readonly receiver = new Receiver(this.world);
  private readonly workers: Worker[] = [];

  async start({ roles = ['projector', 'reactor', 'jobs'], webhooks = {}, domain = {}, standstill }: StartOptions = {}): Promise<Worker> {
    const worker = await createWorker(standstill?.ports ?? this.world, {
      roles,
      domain: thingDomain(domain),
      webhooks: {
        settings: new WebhookSettings({ schedule: SCHEDULE, chance: () => 0, ...webhooks }),
        sender: standstill?.sender(this.receiver) ?? this.receiver,
      },
      openJobs: (handlers) => (standstill ?? this.world).openJobs(handlers),
    });
    this.workers.push(worker);
    await worker.start();
    await this.world.clock.advance(10);
    return worker;
  }

  async stop(worker: Worker): Promise<void> {
    this.workers.splice(this.workers.indexOf(worker), 1);
    const stopped = worker.stop();
    await this.world.clock.advance(1_000);
    await stopped;
  }

  async stopAll(): Promise<void> {
    for (const worker of [...this.workers]) await this.stop(worker);
  }

  /** The key of a new endpoint. */
  async endpoint(
    worker: Worker,
    url: string,
    given: { readonly ordered?: boolean; readonly events?: readonly string[] } = {},
  ): Promise<string> {
    const fields = { url, events: ['*'], description: null, ordered: false, ...given };
    const outcome = await worker.app.get(CommandBus).execute(new CreateWebhookEndpointCommand(contextOf(), fields));
    if (outcome.kind === 'rejected') throw new Error(JSON.stringify(outcome.reasons));
    return outcome.resource.key;
  }

  make(worker: Worker, name: string) {
    return happen(worker.app.get(Executor, { strict: false }), name, { type: 'ThingMade', data: { name } });
  }

  rename(worker: Worker, name: string, to: string) {
    return happen(worker.app.get(Executor, { strict: false }), name, { type: 'ThingRenamed', data: { name: to } });
  }
}

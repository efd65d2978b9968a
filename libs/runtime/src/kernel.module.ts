// What every process has in common: the kernel's parts as Nest providers, over real adapters or, in specs, over in-memory ones.
import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import {
  Announcements, type AppendListener, Breakers, Clock, type DeliveryLog, type Environment, EventStore, Executor, Facts, Ids, JobQueue, Keyring, Lease, Log, type MessageIndex, ParkedEvents, type PendingDeliveries, PersonKeys, Projector,
  RateLimits, ResourceReads, ShortLivedSecrets, StateCache, streamName, StreamReader, ViewCatalog, ViewStore,
} from '@tillstream/event-sourcing'; // prettier-ignore

export interface WebhookPorts {
  readonly pending: PendingDeliveries;
  readonly deliveryLog: DeliveryLog;
  readonly messageIndex: MessageIndex;
}

/** The ports, opened; whoever opened them closes them. */
export interface KernelPorts {
  readonly environment: Environment;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly log: Log;
  readonly eventStore: EventStore;
  readonly viewStore: ViewStore;
  readonly lease: Lease;
  readonly secrets: ShortLivedSecrets;
  readonly limits: RateLimits;
  readonly breakers: Breakers;
  readonly announcements: Announcements;
  readonly parked: ParkedEvents;
  readonly jobs: JobQueue;
  readonly webhooks: WebhookPorts;
}

export interface KernelOptions {
  readonly views: ViewCatalog;
  /** Write views right after an append of this process (read your own write); the projector makes them certain either way. */
  readonly writeViewsInline: boolean;
  /** Categories whose changes are told to open pages, on the channel named like the stream. */
  readonly announced?: readonly string[];
}

const CACHED_STATES = 20_000;

@Module({})
export class KernelModule {
  static over(ports: KernelPorts, options: KernelOptions): DynamicModule {
    const providers = kernelProviders(ports, options);
    return { module: KernelModule, global: true, providers, exports: providers };
  }
}

function kernelProviders(ports: KernelPorts, { views, writeViewsInline, announced = [] }: KernelOptions): Provider[] {
  const reader = new StreamReader(ports.eventStore, new StateCache(CACHED_STATES));
  const projector = new Projector(views, ports.eventStore, ports.viewStore);
  const onAppend: AppendListener = async (resource, events) => {
    // Best effort: a view that could not be written here is written by the projector a moment later.
    const complain = (message: string) => (error: unknown) => ports.log.warn({ error: String(error) }, message);
    const written = writeViewsInline ? projector.write(resource).catch(complain('the view was not written at once')) : null;
    const isNew = events[0]?.revision === 0; // nobody listens to what nobody has heard of
    if (announced.includes(resource.category) && !isNew) {
      const channel = streamName(resource.category, resource.key);
      ports.announcements.publish(channel, String(resource.revision)).catch(complain('a change was not announced to open pages'));
    }
    await written;
  };
  const executor = new Executor({
    store: ports.eventStore,
    reader,
    clock: ports.clock,
    log: ports.log,
    onAppend,
  });
  return [
    value(Clock, ports.clock),
    value(Log, ports.log),
    value(Keyring, ports.keyring),
    value(Ids, new Ids(ports.environment, ports.keyring)),
    value(EventStore, ports.eventStore),
    value(ViewStore, ports.viewStore),
    value(Lease, ports.lease),
    value(ShortLivedSecrets, ports.secrets),
    value(RateLimits, ports.limits),
    value(Breakers, ports.breakers),
    value(Announcements, ports.announcements),
    value(ParkedEvents, ports.parked),
    value(JobQueue, ports.jobs),
    value(StreamReader, reader),
    value(Projector, projector),
    value(ViewCatalog, views),
    value(Executor, executor),
    value(Facts, new Facts(reader, ports.clock)),
    value(ResourceReads, new ResourceReads(ports.viewStore, reader)),
    value(PersonKeys, new PersonKeys(ports.eventStore, ports.clock, ports.keyring)),
  ];
}

const value = (provide: InjectionToken, useValue: unknown): Provider => ({ provide, useValue });

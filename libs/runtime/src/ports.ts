// Opens the real adapters behind the ports. Whoever opened them closes them, after the application that uses them.
import {
  type Clock, type Environment, Keyring, type Log, Upcasting,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { EventStoreDb } from '@tillstream/event-store-db';
import { BullJobs } from '@tillstream/jobs';
import {
  RedisAnnouncements, RedisBreakers, RedisConnections, RedisDeliveryLog, RedisLease, RedisMessageIndex, RedisParkedEvents, RedisPendingDeliveries, RedisRateLimits,
  RedisShortLivedSecrets, RedisViewStore,
} from '@tillstream/redis'; // prettier-ignore
import { domainViews, upcasters, VIEWS_VERSION } from './domain';
import type { KernelPorts } from './kernel.module';

export interface PortsConfig {
  readonly environment: Environment;
  readonly eventStoreUrl: string;
  readonly redisUrl: string;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** The latest first. */
  readonly earlierMasterKeys?: readonly Buffer[];
  readonly clock: Clock;
  readonly log: Log;
  /** A projector that writes whole pages is given more than an API. */
  readonly viewsTimeoutMs?: number;
}

export interface OpenPorts extends KernelPorts {
  readonly redisUrl: string;
  /** Ends all connections; resolves within seconds whatever the other side does. */
  close(): Promise<void>;
}

const STARTING_PATIENCE_MS = 2_000;

/** Resolves also when Redis does not answer yet: a process works without it, and connects by itself once it is there. */
export async function openPorts(config: PortsConfig): Promise<OpenPorts> {
  const { environment, clock, log, redisUrl, viewsTimeoutMs } = config;
  const redis = new RedisConnections({ url: redisUrl, log, ...(viewsTimeoutMs === undefined ? {} : { viewsTimeoutMs }) });
  const eventStore = new EventStoreDb({ url: config.eventStoreUrl, upcasting: new Upcasting(upcasters), log });
  const jobs = new BullJobs({ redisUrl, clock, log });
  await redis.ready(STARTING_PATIENCE_MS);
  return {
    environment,
    keyring: new Keyring(config.masterKey, config.earlierMasterKeys),
    clock,
    log,
    eventStore,
    viewStore: new RedisViewStore(redis, VIEWS_VERSION, domainViews().typicalStates),
    lease: new RedisLease(redis),
    secrets: new RedisShortLivedSecrets(redis),
    limits: new RedisRateLimits(redis),
    breakers: new RedisBreakers(redis),
    announcements: new RedisAnnouncements(redis),
    parked: new RedisParkedEvents(redis),
    jobs,
    webhooks: {
      pending: new RedisPendingDeliveries(redis),
      deliveryLog: new RedisDeliveryLog(redis),
      messageIndex: new RedisMessageIndex(redis, VIEWS_VERSION, () => clock.now()),
    },
    redisUrl,
    close: async () => {
      await jobs.close();
      await redis.close();
      await eventStore.close();
    },
  };
}

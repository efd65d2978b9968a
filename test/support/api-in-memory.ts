// The whole API in this process over in-memory ports, behind a real socket.
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Clock, Keyring, Log } from '@tillstream/event-sourcing';
import {
  FakeClock, InMemoryAnnouncements, InMemoryDeliveryLog, InMemoryEventStore, InMemoryJobQueue, InMemoryLease, InMemoryMessageIndex,
  InMemoryBreakers, InMemoryParkedEvents, InMemoryPendingDeliveries, InMemoryRateLimits, InMemoryShortLivedSecrets, InMemoryViewStore,
} from '@tillstream/event-sourcing/in-memory'; // prettier-ignore
import type { KernelPorts } from '@tillstream/runtime';
import type { ApiConfig } from '../../apps/api/src/api.config';
import type { ApiLimits } from '../../apps/api/src/api-limits';
import { createApi } from '../../apps/api/src/create-api';

export const OPERATOR_TOKEN = 'operator-token-for-tests-only';

const lineOf = (fields: object, message: string): string => `${message} ${JSON.stringify(fields)}`;

/** Keeps what the API would wake somebody up for: a spec fails on it. */
export class RecordedLog extends Log {
  readonly errors: string[] = [];
  /** All that was logged, of every level. */
  readonly lines: string[] = [];
  info(fields: object, message: string): void {
    this.lines.push(lineOf(fields, message));
  }
  /** Also of faults that specs provoke. */
  warn(fields: object, message: string): void {
    this.lines.push(lineOf(fields, message));
  }
  error(fields: object, message: string): void {
    this.lines.push(lineOf(fields, message));
    this.errors.push(lineOf(fields, message));
  }
}

export interface InMemoryPorts extends KernelPorts {
  readonly log: RecordedLog;
  readonly clock: FakeClock;
  readonly eventStore: InMemoryEventStore;
  readonly viewStore: InMemoryViewStore;
  readonly limits: InMemoryRateLimits;
  readonly breakers: InMemoryBreakers;
}

export interface InMemoryApi {
  readonly baseUrl: string;
  readonly app: NestFastifyApplication;
  readonly ports: InMemoryPorts;
  close(): Promise<void>;
}

export function inMemoryPorts(): InMemoryPorts {
  const clock = new FakeClock();
  return { ...simplePorts(clock), clock, eventStore: new InMemoryEventStore({ clock }), viewStore: new InMemoryViewStore(clock) };
}

function simplePorts(clock: Clock) {
  return {
    environment: 'dev' as const,
    keyring: new Keyring(Buffer.alloc(32, 7)),
    log: new RecordedLog(),
    lease: new InMemoryLease(clock),
    secrets: new InMemoryShortLivedSecrets(clock),
    limits: new InMemoryRateLimits(clock),
    breakers: new InMemoryBreakers(clock),
    announcements: new InMemoryAnnouncements(),
    parked: new InMemoryParkedEvents(),
    jobs: new InMemoryJobQueue(clock),
    webhooks: {
      pending: new InMemoryPendingDeliveries(),
      deliveryLog: new InMemoryDeliveryLog(),
      messageIndex: new InMemoryMessageIndex(),
    },
  };
}

/** Specs press, create and try the same cards from one address, all day. Those that are about limits set their own. */
const noLimits: Required<ApiLimits> = {
  attemptsPerMinute: 0, attemptsPerHour: 0, attemptsPerSession: 0, cardsPerSession: 0, schemeTries: false, creationsPerMinute: 0,
}; // prettier-ignore

/** Listens on a free port of the loopback interface; its lists answer at once, as if a projector had caught up. */
export async function startInMemoryApi(
  ports: InMemoryPorts = inMemoryPorts(),
  config: Partial<Pick<ApiConfig, 'limits' | 'trustedProxies'>> = {},
): Promise<InMemoryApi> {
  const caughtUp = { generation: 'test', position: null, complete: true };
  await ports.viewStore.moveCheckpoint(null, caughtUp);
  await ports.webhooks.messageIndex.write(null, caughtUp, []);
  const app = await createApi(ports, {
    publicUrl: 'http://pay.test',
    operatorToken: OPERATOR_TOKEN,
    version: 'test',
    limits: noLimits,
    ...config,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, app, ports, close: () => app.close() };
}

// Which program each service is, and what it is told: the one place that knows the children's arguments and variables.
import { embeddedRedis, programOf } from '../installation/project';
import type { Secrets } from '../installation/secrets';
import { answersPing } from '../processes/ask-redis';
import type { ServicePlan } from '../processes/service';

export interface Place {
  readonly port: number;
  /** Where it keeps its data. */
  readonly folder: string;
}

const HOST = '127.0.0.1';
const node = (program: string, ...args: readonly string[]) => ({ command: process.execPath, args: [program, ...args] });

export const eventStorePlan = ({ port, folder }: Place): ServicePlan => ({
  name: 'event store',
  ...node(programOf('event-store'), '--data', folder, '--port', String(port)),
});

/** @param folder null: it keeps nothing, and its answers wait for no disk */
export const sandboxPlan = ({ port, folder }: Pick<Place, 'port'> & { readonly folder: string | null }): ServicePlan => ({
  name: 'sandbox processors',
  ...node(programOf('sandbox-processors'), ...(folder === null ? [] : ['--data', folder]), '--port', String(port)),
});

/** Nothing is written to the disk: all of it comes back from the events. */
export const redisServerPlan = ({ port, folder }: Place): ServicePlan => ({
  name: 'redis',
  command: 'redis-server',
  args: ['--bind', HOST, '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no'],
  answers: () => answersPing(HOST, port),
});

export const embeddedRedisPlan = ({ port }: Pick<Place, 'port'>): ServicePlan => ({
  name: 'redis',
  ...node(embeddedRedis, '--port', String(port)),
  answers: () => answersPing(HOST, port),
  stopSignal: 'SIGKILL', // it does not end while somebody is connected, and has nothing to save
});

export interface Addresses {
  readonly eventStore: string;
  readonly redis: string;
  readonly sandbox: string;
  readonly publicUrl: string;
}

export interface ProcessPlanInput {
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  /** 0: any free one. */
  readonly port: number;
  /** What it is told beside that. */
  readonly more?: Readonly<Record<string, string>>;
}

export const apiPlan = (input: ProcessPlanInput): ServicePlan => ({ name: 'api', ...node(programOf('api')), env: variables(input) });
export const workerPlan = (input: ProcessPlanInput): ServicePlan => ({
  name: 'worker',
  ...node(programOf('worker')),
  env: variables(input),
});

const variables = ({ addresses, secrets, port, more }: ProcessPlanInput): Readonly<Record<string, string>> => ({
  HOST,
  PORT: String(port),
  PUBLIC_URL: addresses.publicUrl,
  EVENTSTORE_URL: addresses.eventStore,
  REDIS_URL: addresses.redis,
  SANDBOX_PROCESSORS_URL: addresses.sandbox,
  MASTER_KEY: secrets.masterKey,
  OPERATOR_TOKEN: secrets.operatorToken,
  ALLOW_INSECURE_WEBHOOKS: 'true',
  ...more,
});

// Every setting there is: name, default, unit, one sentence. `.env.example` is made from this; each process picks what it needs.
import { addressWith, anyText, bytes, listOf, oneOf, type Parse, port, token, webAddress, yesOrNo } from './parse';

export interface Setting<T> {
  /** What it is for. */
  readonly sentence: string;
  readonly unit?: string;
  /** As it would be written; without one, `absent` says what it means that nothing is set. */
  readonly default?: string;
  /** Never shown. */
  readonly isSecret?: true;
  readonly parse: Parse<T>;
  /** The value when nothing is set and there is no default; without it the setting is required. */
  readonly absent?: { readonly value: T };
}

const setting = <T>(parse: Parse<T>, rest: Omit<Setting<T>, 'parse'>): Setting<T> => ({ ...rest, parse });
const optional = <T>(parse: Parse<T>, rest: Omit<Setting<T>, 'parse' | 'absent'>): Setting<T | undefined> => ({
  ...rest,
  parse,
  absent: { value: undefined },
});

export const settings = {
  ENVIRONMENT: setting(oneOf('prod', 'stg', 'dev'), { default: 'dev', sentence: 'Part of every id and token: keeps installations apart.' }),
  PORT: setting(port, { default: '3000', unit: 'TCP port', sentence: 'Where the process listens; 0 takes any free one.' }),
  HOST: setting(anyText, { default: '0.0.0.0', unit: 'IP address', sentence: 'The network interface it listens on.' }),
  PUBLIC_URL: setting(webAddress, {
    default: 'http://localhost:3000',
    sentence: 'How buyers reach the API: begins the links to hosted pages.',
  }),
  EVENTSTORE_URL: setting(addressWith('esdb', 'esdb+discover', 'http', 'https'), {
    default: 'esdb://127.0.0.1:2113?tls=false',
    sentence: 'The event store, the only truth: a connection string of EventStoreDB, or the address of one node.',
  }),
  REDIS_URL: setting(addressWith('redis', 'rediss'), {
    default: 'redis://127.0.0.1:6379',
    sentence: 'Views, timers and queues: all of it comes back from the events.',
  }),
  MASTER_KEY: setting(bytes(32), {
    unit: '32 bytes in base64',
    isSecret: true,
    sentence: 'Every other key is derived from it. Who loses it loses all sealed values; make one with `openssl rand -base64 32`.',
  }),
  ROLES: setting(listOf('projector', 'reactor', 'jobs'), {
    default: 'projector,reactor,jobs',
    unit: 'list, with commas',
    sentence: 'What a worker does; of projector and reactor one process each is active, the others stand by.',
  }),
  LOG_LEVEL: setting(oneOf('debug', 'info', 'warn', 'error', 'silent'), { default: 'info', sentence: 'What is worth a line on stderr.' }),
  SANDBOX_PROCESSORS_URL: optional(webAddress, { sentence: 'Simulated card processors for development; without it there are none.' }),
  ALLOW_INSECURE_WEBHOOKS: setting(yesOrNo, {
    default: 'false',
    unit: 'true or false',
    sentence: 'Lets webhook endpoints be http addresses of this machine, for development; never in prod.',
  }),
  OPERATOR_TOKEN: optional(token(32), {
    unit: '32 characters or more',
    isSecret: true,
    sentence: 'A bearer token with scope `operator`, to make the first account and token with; without it nobody is operator.',
  }),
  VIEWS_INLINE: setting(yesOrNo, {
    default: 'true',
    unit: 'true or false',
    sentence: 'Whether the API writes a view right after its append, so that a client reads its own write at once.',
  }),
} as const;

export type Settings = typeof settings;
export type SettingName = keyof Settings;

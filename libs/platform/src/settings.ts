// Every setting of the installation: name, default, and a sentence. `.env.example` is generated from this table.
export interface Setting<T> {
  readonly name: string;
  /** Text, as it would stand in the environment; undefined: must be given where it is needed. */
  readonly fallback: string | undefined;
  /** One sentence, with the unit where there is one. */
  readonly about: string;
  readonly isSecret?: true;
  /** Throws an Error that says what is expected. */
  readonly read: (text: string) => T;
}

const expected = (what: string): Error => new Error(`must be ${what}`);

const text = (value: string): string => value;

const addressWith =
  (...schemes: readonly string[]) =>
  (value: string): string => {
    const [scheme = '', host] = value.split('://');
    if (!host || !schemes.includes(scheme))
      throw expected(`an address that begins with ${schemes.map((each) => `${each}://`).join(' or ')}`);
    return value.replace(/\/+$/, '');
  };

const port = (value: string): number => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw expected('a port from 0 to 65535; 0 takes a free one');
  return number;
};

const count = (value: string): number => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 1_000_000) throw expected('a whole number from 0 to 1000000; 0 sets no limit');
  return number;
};

const flag = (value: string): boolean => {
  if (value !== 'true' && value !== 'false') throw expected('true or false');
  return value === 'true';
};

const oneOf =
  <T extends string>(...choices: readonly T[]) =>
  (value: string): T => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw expected(`one of ${choices.join(', ')}`);
    return found;
  };

const someOf =
  <T extends string>(...choices: readonly T[]) =>
  (value: string): readonly T[] => [...new Set(value.split(',').map((part) => oneOf(...choices)(part.trim())))];

const listOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const key = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'base64');
  // Node skips what is not base64: a mistyped key must not become another key.
  if (bytes.length !== 32 || bytes.toString('base64').replace(/=+$/, '') !== value.replace(/=+$/, ''))
    throw expected('the base64 form of 32 bytes');
  return bytes;
};

const longEnough = (value: string): string => {
  if (value.length < 32 || /\s/.test(value)) throw expected('at least 32 characters long, without spaces');
  return value;
};

export const settings = {
  environment: { name: 'ENVIRONMENT', fallback: 'dev', about: 'prod, stg or dev; part of every id.', read: oneOf('prod', 'stg', 'dev') },
  host: { name: 'HOST', fallback: '127.0.0.1', about: 'The address that servers listen on.', read: text },
  port: { name: 'PORT', fallback: '3000', about: 'The port that this process listens on; 0 takes a free one.', read: port },
  publicUrl: {
    name: 'PUBLIC_URL',
    fallback: 'http://127.0.0.1:3000',
    about: 'Where clients and buyers reach this installation.',
    read: addressWith('http', 'https'),
  },
  eventStoreUrl: {
    name: 'EVENTSTORE_URL',
    fallback: undefined,
    about: 'The event store, such as esdb://host:2113?tls=false.',
    read: addressWith('esdb', 'esdb+discover', 'http', 'https'),
  },
  redisUrl: { name: 'REDIS_URL', fallback: undefined, about: 'Redis, such as redis://host:6379.', read: addressWith('redis', 'rediss') },
  masterKey: {
    name: 'MASTER_KEY',
    fallback: undefined,
    about: '32 random bytes in base64; every other secret follows from it, and without it nothing personal can be read again.',
    isSecret: true,
    read: key,
  },
  earlierMasterKeys: {
    name: 'EARLIER_MASTER_KEYS',
    fallback: '',
    about: 'Master keys before the present one, the latest first, separated by commas; none may ever be left out.',
    isSecret: true,
    read: (value: string): readonly Buffer[] => listOf(value).map(key),
  },
  operatorToken: {
    name: 'OPERATOR_TOKEN',
    fallback: undefined,
    about: 'Accepted for what operators do, such as creating accounts; at least 32 characters; nobody is an operator without it.',
    isSecret: true,
    read: longEnough,
  },
  roles: {
    name: 'ROLES',
    fallback: 'projector,reactor,jobs',
    about: 'What a worker does.',
    read: someOf('projector', 'reactor', 'jobs'),
  },
  logLevel: { name: 'LOG_LEVEL', fallback: 'info', about: 'debug, info, warn or error.', read: oneOf('debug', 'info', 'warn', 'error') },
  allowInsecureWebhooks: {
    name: 'ALLOW_INSECURE_WEBHOOKS',
    fallback: 'false',
    about: 'true lets webhooks go to http and to this machine; for development only.',
    read: flag,
  },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    fallback: '',
    about:
      'Addresses of proxies whose X-Forwarded-For is believed, separated by commas; without them all buyers behind a proxy count as one address.',
    read: listOf,
  },
  viewsInline: {
    name: 'VIEWS_INLINE',
    fallback: 'true',
    about: 'Whether an API process writes views right after its own appends.',
    read: flag,
  },
  attemptsPerMinute: {
    name: 'LIMIT_ATTEMPTS_PER_MINUTE',
    fallback: '6',
    about: 'How often "Pay" may be pressed in a minute from one address (IPv6: one /64); 0 sets no limit.',
    read: count,
  },
  attemptsPerHour: {
    name: 'LIMIT_ATTEMPTS_PER_HOUR',
    fallback: '20',
    about: 'How often "Pay" may be pressed in an hour from one address (IPv6: one /64); 0 sets no limit.',
    read: count,
  },
  attemptsPerSession: {
    name: 'LIMIT_ATTEMPTS_PER_SESSION',
    fallback: '10',
    about: 'How often "Pay" may be pressed on one session; 0 sets no limit.',
    read: count,
  },
  cardsPerSession: {
    name: 'LIMIT_CARDS_PER_SESSION',
    fallback: '5',
    about: 'How many different cards may be tried on one session; 0 sets no limit.',
    read: count,
  },
  schemeTries: {
    name: 'LIMIT_TRIES_PER_CARD',
    fallback: 'true',
    about: 'Whether the limits of Visa and Mastercard on tries of one card are kept; off only where no scheme is behind the processors.',
    read: flag,
  },
  creationsPerMinute: {
    name: 'LIMIT_CREATIONS_PER_MINUTE',
    fallback: '6000',
    about: 'How many sessions may be created in a minute with one API token; 0 sets no limit.',
    read: count,
  },
  sandboxProcessorsUrl: {
    name: 'SANDBOX_PROCESSORS_URL',
    fallback: undefined,
    about: 'Simulated card processors, such as http://127.0.0.1:4000; for development only.',
    read: addressWith('http', 'https'),
  },
  pagePath: { name: 'CHECKOUT_PAGE', fallback: 'dist/checkout-page', about: 'The folder of the built hosted page.', read: text },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingKey = keyof typeof settings;
export type Value<Key extends SettingKey> = ReturnType<(typeof settings)[Key]['read']>;

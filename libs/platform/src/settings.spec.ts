import { ConfigError, envExample, readConfig, shownConfig } from './config';
import { type SettingKey, settings } from './settings';

const all = Object.keys(settings) as SettingKey[];
const key = Buffer.alloc(32, 7).toString('base64');

function problemsOf(environment: Record<string, string>, wanted: readonly SettingKey[]): readonly string[] {
  try {
    readConfig({ required: wanted }, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
}

describe('settings', () => {
  it('have a value where they have a default, and are null where they have none and need none', () => {
    const values = readConfig({ required: [], optional: all }, {});
    const absent = all.filter((each) => values[each] === null);
    expect(absent).toEqual(all.filter((each) => settings[each].fallback === undefined));
    expect(absent).toContain('masterKey');
    expect(values).toMatchObject({ port: 3000, environment: 'dev', viewsInline: true, allowInsecureWebhooks: false, trustedProxies: [] });
  });

  it('take what is set', () => {
    const given = { MASTER_KEY: key, EVENTSTORE_URL: 'esdb+discover://a', REDIS_URL: 'redis://b:2/', PUBLIC_URL: 'https://pay.example/' };
    const more = { ROLES: 'jobs, reactor,jobs', OPERATOR_TOKEN: 'x'.repeat(32), TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2' };
    expect(readConfig({ required: [], optional: all }, { ...given, ...more })).toMatchObject({
      masterKey: Buffer.alloc(32, 7),
      eventStoreUrl: 'esdb+discover://a',
      redisUrl: 'redis://b:2',
      publicUrl: 'https://pay.example',
      roles: ['jobs', 'reactor'],
      operatorToken: 'x'.repeat(32),
      trustedProxies: ['10.0.0.1', '10.0.0.2'],
    });
  });

  it('are only looked at when asked for', () => {
    expect(readConfig({ required: ['port'] }, { MASTER_KEY: 'broken' })).toEqual({ port: 3000 });
  });

  it('that are empty count as not set', () => {
    const wanted = { required: ['port'], optional: ['operatorToken'] } as const;
    expect(readConfig(wanted, { PORT: '', OPERATOR_TOKEN: ' ' })).toEqual({ port: 3000, operatorToken: null });
  });

  it.each([
    ['port', 'PORT', '65536'],
    ['port', 'PORT', '-1'],
    ['port', 'PORT', '3e3'],
    ['environment', 'ENVIRONMENT', 'production'],
    ['publicUrl', 'PUBLIC_URL', 'pay.example'],
    ['publicUrl', 'PUBLIC_URL', 'ftp://pay.example'],
    ['eventStoreUrl', 'EVENTSTORE_URL', 'host:2113'],
    ['redisUrl', 'REDIS_URL', 'http://host:6379'],
    ['masterKey', 'MASTER_KEY', Buffer.alloc(31).toString('base64')],
    ['masterKey', 'MASTER_KEY', `${'A'.repeat(21)}!${'A'.repeat(22)}`],
    ['operatorToken', 'OPERATOR_TOKEN', 'x'.repeat(31)],
    ['operatorToken', 'OPERATOR_TOKEN', `${'x'.repeat(32)} y`],
    ['viewsInline', 'VIEWS_INLINE', 'yes'],
    ['roles', 'ROLES', 'jobs,cook'],
    ['logLevel', 'LOG_LEVEL', 'loud'],
  ] as const)('refuse: %s, %s=%s', (setting, name, text) => {
    expect(problemsOf({ [name]: text }, [setting])).toEqual([expect.stringContaining(`${name} must be`)]);
  });

  it('are never shown when they are secret, nor are passwords in addresses', () => {
    const wrong = { OPERATOR_TOKEN: 'my-secret', MASTER_KEY: 'my-secret', REDIS_URL: 'http://me:my-secret@host' };
    const problems = problemsOf(wrong, ['operatorToken', 'masterKey', 'redisUrl']);
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('my-secret');
    const right = { MASTER_KEY: key, REDIS_URL: 'redis://me:my-secret@b:2', OPERATOR_TOKEN: 'my-secret'.repeat(4) };
    const shown = shownConfig(readConfig({ required: [], optional: all }, right));
    expect(JSON.stringify(shown)).not.toMatch(/my-secret|BwcH/);
    expect(shown).toMatchObject({
      MASTER_KEY: '***',
      OPERATOR_TOKEN: '***',
      REDIS_URL: 'redis://***@b:2',
      PORT: 3000,
      EVENTSTORE_URL: null,
    });
  });

  it('do not let webhooks be insecure in production', () => {
    const wanted = ['environment', 'allowInsecureWebhooks'] as const;
    expect(problemsOf({ ENVIRONMENT: 'prod', ALLOW_INSECURE_WEBHOOKS: 'true' }, wanted)).toEqual([
      expect.stringContaining('must be false'),
    ]);
    expect(problemsOf({ ENVIRONMENT: 'stg', ALLOW_INSECURE_WEBHOOKS: 'true' }, wanted)).toEqual([]);
  });

  it('stand in .env.example once each, with their default where they have one', () => {
    const lines = envExample().split('\n');
    for (const { name } of Object.values(settings))
      expect(lines.filter((line) => line.replace('# ', '').startsWith(`${name}=`))).toHaveLength(1);
    expect(lines).toEqual(expect.arrayContaining(['# MASTER_KEY=', 'PORT=3000']));
  });
});

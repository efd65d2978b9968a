import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, envExample, readConfig, shownConfig } from './config';

const MASTER_KEY = Buffer.alloc(32, 1).toString('base64');

describe('configuration', () => {
  it('takes what is given and defaults where nothing is', () =>
    expect(readConfig({ required: ['port', 'environment', 'roles'] }, { PORT: '0', ROLES: 'jobs, reactor' })).toEqual({
      port: 0,
      environment: 'dev',
      roles: ['jobs', 'reactor'],
    }));

  it('names everything that is missing or wrong at once', () => {
    const read = () =>
      readConfig(
        { required: ['port', 'eventStoreUrl', 'masterKey', 'environment'] },
        { PORT: '70000', MASTER_KEY: 'short', ENVIRONMENT: 'production' },
      );
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      /PORT must be a port from 0 to 65535; 0 takes a free one, not "70000"\nEVENTSTORE_URL is missing: .*\nMASTER_KEY must be the base64 form of 32 bytes\nENVIRONMENT must be one of prod, stg, dev, not "production"/,
    );
  });

  it('never shows a secret that is wrong', () => {
    const message = (() => {
      try {
        readConfig({ required: ['masterKey'] }, { MASTER_KEY: 'my secret' });
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toContain('MASTER_KEY');
    expect(message).not.toContain('my secret');
  });

  it('answers null for what is optional and absent', () =>
    expect(readConfig({ required: [], optional: ['operatorToken'] }, {})).toEqual({ operatorToken: null }));

  it('shows secrets masked', () => {
    const config = readConfig({ required: ['masterKey', 'port'] }, { MASTER_KEY, PORT: '1' });
    expect(shownConfig(config)).toEqual({ MASTER_KEY: '***', PORT: 1 });
  });

  it('is written down in .env.example', () =>
    expect(readFileSync(path.resolve(__dirname, '../../../.env.example'), 'utf8')).toBe(envExample()));
});

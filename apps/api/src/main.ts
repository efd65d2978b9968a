// The API process: opens the adapters, composes the application over them, and listens.
import { endGracefully, failToStart, listening, PinoLog, readConfig, SystemClock } from '@tillstream/platform';
import { openPorts } from '@tillstream/runtime';
import 'reflect-metadata';
import { ApiLimits } from './api-limits';
import { createApi } from './create-api';
import { loadPageBundle } from './pages/page-bundle';
import { version } from './version';

async function main(): Promise<void> {
  const config = readConfig({
    required: [
      'environment',
      'host',
      'port',
      'publicUrl',
      'eventStoreUrl',
      'redisUrl',
      'masterKey',
      'earlierMasterKeys',
      'logLevel',
      'trustedProxies',
      'pagePath',
      'viewsInline',
      'allowInsecureWebhooks',
      'attemptsPerMinute',
      'attemptsPerHour',
      'attemptsPerSession',
      'cardsPerSession',
      'schemeTries',
      'creationsPerMinute',
    ],
    optional: ['operatorToken'],
  });
  const log = new PinoLog({ process: 'api', level: config.logLevel });
  const ports = await openPorts({ ...config, clock: new SystemClock(), log });
  const api = await createApi(ports, { ...config, limits: limitsOf(config), version, page: loadPageBundle(config.pagePath) });
  endGracefully(async () => {
    await api.close();
    await ports.close();
  }, log);
  await api.listen({ host: config.host, port: config.port });
  const address = api.getHttpServer().address();
  listening({ port: typeof address === 'object' && address !== null ? address.port : config.port, host: config.host });
}

/** Exactly what is a limit: nothing else of the configuration stands beside them. */
const limitsOf = ({
  attemptsPerMinute,
  attemptsPerHour,
  attemptsPerSession,
  cardsPerSession,
  schemeTries,
  creationsPerMinute,
}: ApiLimits) =>
  new ApiLimits({ attemptsPerMinute, attemptsPerHour, attemptsPerSession, cardsPerSession, schemeTries, creationsPerMinute });

main().catch(failToStart);

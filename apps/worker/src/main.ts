// A worker process: opens the adapters, takes up its roles, and says so.
import { PressLimits, SettlementAlarms } from '@tillstream/checkout';
import { JobWorkers } from '@tillstream/jobs';
import { endGracefully, failToStart, listening, PinoLog, readConfig, SystemClock } from '@tillstream/platform';
import { openPorts } from '@tillstream/runtime';
import { WebhookSettings } from '@tillstream/webhooks';
import 'reflect-metadata';
import { createWorker } from './create-worker';
import { serveHealth } from './health/health-server';
import { tillstreamDomain } from './tillstream-domain';

/** A projector writes whole pages at once. */
const VIEWS_TIMEOUT_MS = 5_000;

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
      'roles',
      'allowInsecureWebhooks',
      'schemeTries',
    ],
  });
  const log = new PinoLog({ process: 'worker', level: config.logLevel });
  const ports = await openPorts({ ...config, clock: new SystemClock(), log, viewsTimeoutMs: VIEWS_TIMEOUT_MS });
  const worker = await createWorker(ports, {
    roles: config.roles,
    domain: tillstreamDomain(ports, config.publicUrl, new PressLimits({ schemeTries: config.schemeTries })),
    webhooks: { settings: new WebhookSettings({ allowInsecure: config.allowInsecureWebhooks }) },
    openJobs: (handlers) => new JobWorkers({ redisUrl: config.redisUrl, handlers, log }),
  });
  const health = await serveHealth(config, ports, {
    roles: worker.roles,
    unsettled: (kind) => worker.app.get(SettlementAlarms, { strict: false }).count(kind, ports.clock.now()),
  });
  endGracefully(async () => {
    await worker.stop();
    await health.close();
    await ports.close();
  }, log);
  await worker.start();
  listening({ port: health.port, roles: config.roles });
}

main().catch(failToStart);

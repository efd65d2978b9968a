// A worker over given ports: real ones in main.ts, in-memory ones in specs.
import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { JobHandlers } from '@tillstream/event-sourcing';
import type { KernelPorts } from '@tillstream/runtime';
import { EndpointDrain } from '@tillstream/webhooks';
import { type JobRuntime, JobsRole } from './roles/jobs.role';
import { ProjectorRole } from './roles/projector.role';
import { ReactorRole } from './roles/reactor.role';
import type { Role, RunningRole } from './roles/role';
import { SoleWorker } from './roles/sole-worker';
import type { WorkerDomain } from './worker-domain';
import { type WebhookOptions, WorkerModule } from './worker.module';

export interface WorkerOptions {
  readonly roles: readonly Role[];
  readonly domain: WorkerDomain;
  /** Names this process to the lease; made anew by default. */
  readonly owner?: string;
  readonly webhooks?: WebhookOptions;
  /** Takes jobs from the ports' queue. */
  openJobs(handlers: JobHandlers): JobRuntime;
}

export interface Worker {
  readonly app: INestApplicationContext;
  readonly roles: readonly RunningRole[];
  /** Resolves when each role runs here, or is known to run elsewhere. */
  start(): Promise<void>;
  /** Lets what is under way end, and gives the leases back. The ports are closed by whoever opened them. */
  stop(): Promise<void>;
}

export async function createWorker(ports: KernelPorts, options: WorkerOptions): Promise<Worker> {
  const module = WorkerModule.over(ports, options.domain, options.webhooks ?? {});
  const app = await NestFactory.createApplicationContext(module, { logger: ['warn', 'error'], abortOnError: false });
  const roles = rolesOf(app, ports, options);
  const ending = new AbortController();
  let running: readonly Promise<void>[] = [];
  return {
    app,
    roles,
    start: async () => {
      if (running.length === 0) running = roles.map((role) => role.run(ending.signal));
      await Promise.all(roles.map((role) => role.taken));
    },
    stop: async () => {
      ending.abort();
      await Promise.allSettled(running);
      await app.close();
    },
  };
}

function rolesOf(app: INestApplicationContext, ports: KernelPorts, options: WorkerOptions) {
  const { lease, clock, log } = ports;
  const alone = { lease, clock, log, owner: options.owner ?? randomUUID() };
  const make: Readonly<Record<Role, () => SoleWorker | JobsRole>> = {
    projector: () => new SoleWorker(app.get(ProjectorRole), alone),
    reactor: () => new SoleWorker(app.get(ReactorRole), alone),
    jobs: () => {
      const [timers, drain] = [options.domain.timers(app), app.get(EndpointDrain)];
      const open = (handlers: JobHandlers) => options.openJobs(handlers);
      return new JobsRole({ timers, drain, views: ports.viewStore, queue: ports.jobs, clock, log, open });
    },
  };
  return options.roles.map((role) => make[role]());
}

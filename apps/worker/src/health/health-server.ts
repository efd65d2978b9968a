// The only HTTP of a worker: whether it lives, whether its stores answer, and its numbers.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KernelPorts } from '@tillstream/runtime';
import { Health, Metrics } from '@tillstream/platform';
import type { RunningRole } from '../roles/role';

/** Shown as it stands when it is asked for. */
export interface Watched {
  readonly roles: readonly RunningRole[];
  /** What this process has asked about for five days in vain. */
  readonly unsettled: (kind: 'charge' | 'refund') => number;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function serveHealth(
  { host, port }: { readonly host: string; readonly port: number },
  { eventStore, viewStore }: Pick<KernelPorts, 'eventStore' | 'viewStore'>,
  { roles, unsettled }: Watched,
): Promise<HealthServer> {
  const health = new Health().add('event_store', () => eventStore.head()).add('redis', () => viewStore.now());
  const metrics = new Metrics('worker');
  const active = metrics.gauge({ name: 'tillstream_role_active', help: '1 where this process does the work of a role', labels: ['role'] });
  const waiting = metrics.gauge({
    name: 'tillstream_unsettled_for_days',
    help: 'Charges and refunds that this process has asked about for five days in vain: they need a person.',
    labels: ['kind'],
  });
  const answers: Readonly<Record<string, () => Promise<Answer>>> = {
    '/health/live': () => Promise.resolve(json(200, { status: 'ok' })),
    '/health/ready': async () => {
      const report = await health.report();
      const standing = Object.fromEntries(roles.map((one) => [one.role, one.standing]));
      return json(report.status === 'ok' ? 200 : 503, { ...report, roles: standing });
    },
    '/metrics': async () => {
      for (const one of roles) active.set({ role: one.role }, one.standing === 'active' ? 1 : 0);
      for (const kind of ['charge', 'refund'] as const) waiting.set({ kind }, unsettled(kind));
      return { status: 200, type: metrics.contentType, body: await metrics.text() };
    },
  };
  const server = createServer((request, response) => void answer(answers, request, response));
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, body: object): Answer => ({ status, type: 'application/json', body: JSON.stringify(body) });

async function answer(
  answers: Readonly<Record<string, () => Promise<Answer>>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const known = answers[request.url ?? ''];
  const { status, type, body } = known ? await known() : json(404, { status: 'no such page' });
  response.writeHead(status, { 'content-type': type }).end(body);
}

// How long answers take, by route: the pattern of its path, never the path itself, which may hold a secret.
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '@tillstream/platform';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  const seconds = metrics.histogram({
    name: 'tillstream_http_request_seconds',
    help: 'From the head of a request to the end of its answer.',
    labels: ['method', 'route', 'status'],
    buckets: BUCKETS,
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'unknown' } = request.routeOptions;
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    done();
  });
}

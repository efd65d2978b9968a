// Composes the HTTP server: parsers, routes, and how faults are told. Every 4xx says that this call charged nothing.
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { challengeRoutes } from './routes/challenges.routes';
import { chargeRoutes } from './routes/charges.routes';
import { controlRoutes } from './routes/control.routes';
import { refundRoutes } from './routes/refunds.routes';
import { setupRoutes } from './routes/setups.routes';
import type { Sandbox } from './sandbox';

export interface AppOptions {
  /** Where browsers find the challenge pages; null: where the caller found this server. */
  readonly publicUrl: string | null;
  readonly onFault: (fault: unknown) => void;
}

export function buildApp(sandbox: Sandbox, { publicUrl, onFault }: AppOptions): FastifyInstance {
  const app = fastify({
    forceCloseConnections: true, // also those that are held on purpose
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    routerOptions: { maxParamLength: 300 },
  });
  parsers(app);
  faults(app, onFault);
  chargeRoutes(app, sandbox, publicUrl);
  refundRoutes(app, sandbox);
  setupRoutes(app, sandbox, publicUrl);
  challengeRoutes(app, sandbox);
  app.register(controlRoutes, { prefix: '/_control', sandbox });
  return app;
}

function parsers(app: FastifyInstance): void {
  const json = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined); // an empty body is an absent one
    return json(request, body, done);
  });
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body)));
  });
}

function faults(app: FastifyInstance, onFault: (fault: unknown) => void): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'no_such_route' }));
  app.setErrorHandler<FastifyError>((fault, _request, reply) => {
    const status = fault.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ code: 'bad_request', message: fault.message });
    onFault(fault);
    return reply.code(500).send({ code: 'internal_error' });
  });
}

// The composed application over given ports: real ones in main.ts, in-memory ones in specs.
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Metrics } from '@tillstream/platform';
import type { KernelPorts } from '@tillstream/runtime';
import type { ApiConfig } from './api.config';
import { AppModule } from './app.module';
import { Authentication } from './http/authentication';
import { ProblemFilter } from './http/exception.filter';
import { HttpSettings } from './http/http-settings';
import { OpenApiDocument } from './http/openapi/openapi-document';
import { createServer, type ServerParts } from './http/server';
import { measureRequests } from './operations/request-metrics';

/** Ready to listen; whoever created it closes it, and the ports after it. */
export async function createApi(ports: KernelPorts, config: ApiConfig): Promise<NestFastifyApplication> {
  const parts: ServerParts = { authentication: null, filter: null };
  const settings = new HttpSettings(config.publicUrl, config.operatorToken, config.trustedProxies);
  const server = createServer(settings, parts);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(ports, config), new FastifyAdapter(server), {
    logger: ['warn', 'error'],
    bodyParser: false,
    abortOnError: false,
  });
  const filter = app.get(ProblemFilter);
  Object.assign(parts, { filter, authentication: app.get(Authentication) } satisfies ServerParts);
  app.useGlobalFilters(filter);
  measureRequests(server, app.get(Metrics));
  app.get(OpenApiDocument).make(app, config.version);
  await app.init();
  return app;
}

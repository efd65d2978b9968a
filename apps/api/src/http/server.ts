// The Fastify instance under Nest: routing, request ids, the body parser, and the token check before any body is read.
import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Access } from './access';
import type { Authentication } from './authentication';
import type { ProblemFilter } from './exception.filter';
import type { HttpSettings } from './http-settings';
import { MAX_BODY_BYTES, parseBody } from './parse-body';
import { problemOf } from './problems/problem-catalog';
import { FORM_LIMITS, readForm } from './read-form';

const SANE_ID = /^[\w.:@+-]{1,128}$/;

/** What needs the composed application; filled in before the first request. */
export interface ServerParts {
  authentication: Authentication | null;
  filter: ProblemFilter | null;
}

export function createServer(settings: HttpSettings, parts: ServerParts): FastifyInstance {
  const server = fastify({
    bodyLimit: MAX_BODY_BYTES,
    genReqId: (request) => saneId(request.headers['x-request-id']) ?? randomUUID(),
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // An address that cannot be routed at all: no hook has run yet.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      parts.filter?.answer(error, request, reply);
    },
  });
  server.decorateRequest('principal', null);
  server.decorateRequest('rawBody', null);
  server.decorateRequest('reply', null);
  server.addHook('onRequest', async (request, reply) => {
    request.reply = reply;
    reply.header('x-request-id', request.id);
    if (request.is404 || isEmptyBody(request)) delete request.raw.headers['content-type']; // nothing to parse, whatever it says
    const { access } = request.routeOptions.config;
    if (!access) return;
    reply.header('cache-control', 'no-store');
    request.principal = (await parts.authentication?.authenticate(request, access)) ?? null;
    if (!isEmptyBody(request) && !takesBody(access, request)) throw problemOf('unsupported-media-type');
  });
  server.removeAllContentTypeParsers();
  void server.register(multipart, FORM_LIMITS);
  server.addHook('preValidation', async (request) => {
    if (request.routeOptions.config.access?.body === 'form' && request.isMultipart()) request.body = await readForm(request);
  });
  server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    request.rawBody = bytes;
    try {
      const isUnread = request.is404 || request.routeOptions.config.access?.body === 'raw';
      done(null, isUnread ? undefined : parseBody(bytes, request.headers['content-type']));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  return server;
}

const saneId = (given: string | string[] | undefined): string | null => (typeof given === 'string' && SANE_ID.test(given) ? given : null);

/** A form where one is asked for, and nowhere else: its bytes go to a parser of their own. */
const takesBody = ({ body }: Access, request: FastifyRequest): boolean => isForm(request) === (body === 'form');
const isForm = ({ headers }: FastifyRequest): boolean => /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');

const isEmptyBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] === undefined && (headers['content-length'] === undefined || headers['content-length'] === '0');

// From a request to what travels with its command. With an Idempotency-Key the command's id follows from the request, so that a repeat
// finds the first one's events; without one it is random.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type CommandContext, requestCommandId, requestHash } from '@tillstream/event-sourcing';
import { clientNetwork } from './client-network';

export function commandContextOf(request: FastifyRequest, hashKey: Buffer): CommandContext {
  const { principal } = request;
  const params = (request.params ?? {}) as Readonly<Record<string, string>>;
  const { account_id: named, ...resource } = params;
  const accountId = named ?? principal?.accountId ?? '';
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const key = request.headers['idempotency-key'];
  const isKeyed = typeof key === 'string';
  const commandId = isKeyed
    ? requestCommandId({ accountId: accountId || callerOf(request), route, resource: Object.values(resource).join('/'), key })
    : randomUUID();
  return {
    commandId,
    // Compared with another request under the same key only: a random id has no other.
    requestHash: isKeyed ? requestHash(hashKey, { route, params, query: request.query ?? null, body: request.body ?? null }) : commandId,
    requestId: request.id,
    accountId,
    actor: principal?.actor ?? { kind: 'buyer', id: null },
    correlationId: commandId,
    causationId: commandId,
    net: clientNetwork(request.ip),
    reason: null,
  };
}

/** Where no account is concerned yet, keys are scoped to who is calling. */
const callerOf = (request: FastifyRequest): string => `${request.principal?.actor.kind ?? ''}:${request.principal?.actor.id ?? ''}`;

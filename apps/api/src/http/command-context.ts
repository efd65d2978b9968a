// From a request to what travels with its command. With an Idempotency-Key the command's id follows from the request, so that a repeat
// finds the first one's events; without one it is random.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type CommandContext, requestCommandId, requestHash } from '@tillstream/event-sourcing';
import { clientNetwork } from './client-network';

export function commandContextOf(request: FastifyRequest, hashKey: Buffer): CommandContext {
  const { principal } = request;
  const { account_id: named, ...resource } = (request.params ?? {}) as Readonly<Record<string, string>>;
  const accountId = named ?? principal?.accountId ?? '';
  const identity = identityOf(request, { accountId, resource, hashKey });
  return {
    ...identity,
    requestId: request.id,
    accountId,
    actor: principal?.actor ?? { kind: 'buyer', id: null },
    correlationId: identity.commandId,
    causationId: identity.commandId,
    net: clientNetwork(request.ip),
    reason: null,
  };
}

interface Scope {
  readonly accountId: string;
  readonly resource: Readonly<Record<string, string>>;
  readonly hashKey: Buffer;
}

/** Requests are compared with others under the same key only: a random id has no other. */
function identityOf(request: FastifyRequest, { accountId, resource, hashKey }: Scope): Pick<CommandContext, 'commandId' | 'requestHash'> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') {
    const commandId = randomUUID();
    return { commandId, requestHash: commandId };
  }
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const { params, query, body } = request;
  return {
    commandId: requestCommandId({ accountId: accountId || callerOf(request), route, resource: Object.values(resource).join('/'), key }),
    requestHash: requestHash(hashKey, { route, params: params ?? {}, query: query ?? null, body: body ?? null }),
  };
}

/** Where no account is concerned yet, keys are scoped to who is calling. */
const callerOf = (request: FastifyRequest): string => `${request.principal?.actor.kind ?? ''}:${request.principal?.actor.id ?? ''}`;

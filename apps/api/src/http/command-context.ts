// From a request to what travels with its command. With an Idempotency-Key the command's id follows from the request, so that a repeat
// finds the first one's events; without one it is random.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type CommandContext, requestCommandId, requestHash, type SecretKey } from '@tillstream/event-sourcing';
import { clientNetwork } from './client-network';

/** `acc_…` of the path, else of the token; empty for the operator's configured token. */
export const accountOf = (request: FastifyRequest): string => paramsOf(request)['account_id'] ?? request.principal?.accountId ?? '';

export function commandContextOf(request: FastifyRequest, hashKey: SecretKey): CommandContext {
  const { principal } = request;
  const accountId = accountOf(request);
  return {
    ...identityOf(request, accountId, hashKey),
    requestId: request.id,
    accountId,
    actor: principal?.actor ?? { kind: 'buyer', id: null },
    net: clientNetwork(request.ip),
    reason: null,
  };
}

type Identity = Pick<CommandContext, 'commandId' | 'requestHash' | 'correlationId' | 'causationId'>;

function identityOf(request: FastifyRequest, accountId: string, hashKey: SecretKey): Identity {
  const key = request.headers['idempotency-key'];
  // A hash is compared with that of another request under the same key only: a random id has no other.
  if (typeof key !== 'string') return identified(randomUUID(), '');
  const { account_id: _, ...resource } = paramsOf(request);
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const commandId = requestCommandId({
    accountId: accountId || callerOf(request),
    route,
    resource: Object.values(resource).join('/'),
    key,
  });
  const { params, query = null, body = null } = request;
  return identified(commandId, requestHash(hashKey, { route, params, query, body }));
}

const identified = (commandId: string, hash: string): Identity => ({
  commandId,
  requestHash: hash || commandId,
  correlationId: commandId,
  causationId: commandId,
});

const paramsOf = ({ params }: FastifyRequest): Readonly<Record<string, string>> => (params ?? {}) as Readonly<Record<string, string>>;

/** Where no account is concerned yet, keys are scoped to who is calling. */
const callerOf = (request: FastifyRequest): string => `${request.principal?.actor.kind ?? ''}:${request.principal?.actor.id ?? ''}`;

// Who may make a call, as each route declares it in its Fastify config; and who made it.
import type { FastifyReply } from 'fastify';
import type { Scope } from '@tillstream/accounts';
import type { Actor } from '@tillstream/event-sourcing';

export interface Access {
  /** One of these scopes is enough; empty: nobody is asked for a token. */
  readonly scopes: readonly Scope[];
  /** `raw`: the body is left as bytes, whatever its content type; `form`: it is multipart/form-data. */
  readonly body: 'json' | 'raw' | 'form';
}

export interface Principal {
  readonly actor: Actor;
  readonly scopes: readonly Scope[];
  /** `acc_…`; null for the operator's configured token, which belongs to no account. */
  readonly accountId: string | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
  }
  interface FastifyRequest {
    principal: Principal | null;
    /** The answer in the making, for its headers. */
    reply: FastifyReply | null;
    /** The body's bytes, when there is one. */
    rawBody: Buffer | null;
  }
}

// What every controller does: read the request, send a command or a query, answer. Nothing here knows any resource.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Clock, type CommandContext, type IdPrefix, Ids, Keyring, PersonKeys, type RenderContext, type Resource, type SecretKey,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { Principal } from './access';
import { accountOf, commandContextOf } from './command-context';
import { type AnswerableRejection, problemOf, refusalOf } from './problems/problem-catalog';
import { inRequestOrder } from './located-fault';
import { Unprocessable } from './problems/problem';
import { readRequest, type RequestParts } from './read-request';
import type { RequestShape } from './request-shape';

export type ApiRequest = FastifyRequest;

/** A request that was read: its clean parts, and what answers it. */
export interface Read<
  Path extends object = object,
  Query extends object = object,
  Headers extends object = object,
  Body extends object = object,
> extends RequestParts<Path, Query, Headers, Body> {
  /** Goes with every command that this request causes; made when it is first asked for, since reads cause none. */
  readonly context: CommandContext;
  /** `acc_…` of the path, else of the token; empty for the operator's configured token. */
  readonly accountId: string;
  readonly principal: Principal | null;
  /** The body as it was sent: faults are told in its order. */
  readonly rawBody: unknown;
  header(name: string, value: string): void;
}

/** What a command came to, as far as an answer needs it: every `Outcome` is one. */
export type CommandResult<State, Rejection> =
  | { readonly kind: 'accepted'; readonly resource: Resource<State>; readonly replayed: boolean }
  | { readonly kind: 'rejected'; readonly reasons: readonly Rejection[] };

/** Random keys have 119 bits: none is this one. */
const NO_KEY = '0'.repeat(20);

@Injectable()
export class HttpEdge {
  private readonly hashKey: SecretKey;

  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly personKeys: PersonKeys,
    keyring: Keyring,
  ) {
    this.hashKey = keyring.derive('request-hash/v1');
  }

  /** Of a call whose parts are not read. */
  contextOf(request: ApiRequest): CommandContext {
    return commandContextOf(request, this.hashKey);
  }

  /** Throws Unprocessable with every fault of the request. */
  read<Path extends object, Query extends object, Headers extends object, Body extends object>(
    shape: RequestShape<Path, Query, Headers, Body>,
    request: ApiRequest,
  ): Read<Path, Query, Headers, Body> {
    const { params, query, headers, body } = request;
    const parts = readRequest(shape, { params, query, headers, body });
    const { hashKey } = this;
    let context: CommandContext | undefined;
    return {
      ...parts,
      get context() {
        return (context ??= commandContextOf(request, hashKey));
      },
      accountId: accountOf(request),
      principal: request.principal,
      rawBody: body,
      header: (name, value) => void replyOf(request).header(name, value),
    };
  }

  /** Answers what a command came to. Throws the refusal when it was rejected. */
  async answer<State, Rejection extends AnswerableRejection, Answer>(
    read: Read,
    outcome: CommandResult<State, Rejection>,
    render: (resource: Resource<State>, context: RenderContext) => Answer,
  ): Promise<Answer> {
    const resource = this.accepted(read, outcome);
    return render(resource, await this.renderContext(resource.state));
  }

  /** The resource of an accepted outcome, with the replay header set. Throws the refusal when it was rejected. */
  accepted<State, Rejection extends AnswerableRejection>(
    read: Read,
    outcome: CommandResult<State, Rejection>,
    extra?: Readonly<Record<string, unknown>>,
  ): Resource<State> {
    if (outcome.kind === 'rejected') throw this.refused(read, outcome.reasons, extra);
    if (outcome.replayed) read.header('idempotent-replayed', 'true');
    return outcome.resource;
  }

  /** What to throw for rejections; their places are told in the order of the request. */
  refused(read: Read, reasons: readonly AnswerableRejection[], extra?: Readonly<Record<string, unknown>>): Error {
    const refusal = refusalOf(reasons, extra);
    if (!(refusal instanceof Unprocessable)) return refusal;
    return new Unprocessable(inRequestOrder(refusal.faults, read.rawBody), refusal.code, refusal.extra);
  }

  /** The key of an id in the path; what is no such id names nothing: throws 404. */
  keyOf(prefix: IdPrefix, id: string): string {
    const key = this.ids.parse(prefix, id);
    if (key === null) throw problemOf('not-found');
    return key;
  }

  /** The key of an id in a body; what is no such id becomes a key that names nothing, for the lookup to refuse with its place. */
  reference(prefix: IdPrefix, id: string): string {
    return this.ids.parse(prefix, id) ?? NO_KEY;
  }

  /** Answers what a query found; null is 404. */
  async found<State, Answer>(
    resource: Resource<State> | null,
    render: (resource: Resource<State>, context: RenderContext) => Answer,
  ): Promise<Answer> {
    if (!resource) throw problemOf('not-found');
    return render(resource, await this.renderContext(resource.state));
  }

  /** What renders need; opens everything sealed in `states`, which may be one state or a list. */
  async renderContext(states: unknown): Promise<RenderContext> {
    return { ids: this.ids, open: await this.personKeys.opener(states), now: this.clock.now() };
  }
}

function replyOf(request: ApiRequest): FastifyReply {
  if (!request.reply) throw new Error('this request did not come through the server');
  return request.reply;
}

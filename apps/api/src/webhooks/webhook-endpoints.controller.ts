// The webhook endpoints of an account over HTTP.
import { Controller, Delete, Get, Patch, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Ids, type Resource } from '@tillstream/event-sourcing';
import {
  CreateWebhookEndpointCommand, type EndpointFields, FindWebhookEndpointQuery, ListWebhookEndpointsQuery, MessageTypesQuery, renderWebhookEndpoint,
  RevealWebhookSecretQuery, RollWebhookSecretCommand, SendTestMessageCommand, TurnOffWebhookEndpointCommand, UpdateWebhookEndpointCommand,
  type WebhookEndpointState,
} from '@tillstream/webhooks'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { changesOf } from '../http/changes';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { answerList } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import type { ListSpec } from '../http/list/list-spec';
import { planList } from '../http/list/plan-list';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { testAnswer } from './test-answer';
import {
  CreateWebhookEndpointBody, MessageTypeList, RollSecretBody, TestWebhookAnswer, TestWebhookBody, UpdateWebhookEndpointBody, WebhookEndpointAnswer,
  WebhookEndpointList, WebhookEndpointListQuery, WebhookEndpointPath, WebhookEndpointSecretAnswer,
} from './webhook-endpoint.dto'; // prettier-ignore

const A_DAY_SECONDS = 86_400;
const shapes = {
  create: commandOf({ path: AccountPath, body: CreateWebhookEndpointBody }),
  list: queryOf({ path: AccountPath, query: WebhookEndpointListQuery }),
  types: queryOf({ path: AccountPath }),
  get: queryOf({ path: WebhookEndpointPath }),
  update: commandOf({ path: WebhookEndpointPath, body: UpdateWebhookEndpointBody }),
  turnOff: commandOf({ path: WebhookEndpointPath }),
  roll: commandOf({ path: WebhookEndpointPath, body: RollSecretBody }),
  reveal: commandOf({ path: WebhookEndpointPath }),
  test: commandOf({ path: WebhookEndpointPath, body: TestWebhookBody }),
};
const [read, write] = [['read'] as const, ['write'] as const];

@ApiTags('Webhook endpoints')
@Controller('api/:account_id/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Post()
  @Call({ summary: 'Create a webhook endpoint', scopes: write, request: shapes.create, answer: WebhookEndpointSecretAnswer })
  async create(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.create, request);
    const { url, events, description, ordered } = call.body;
    const fields = { url, events: [...new Set(events)], description: description ?? null, ordered: ordered ?? false };
    const created = this.edge.accepted(call, await this.commands.execute(new CreateWebhookEndpointCommand(call.context, fields)));
    return this.withSecret(call.accountId, created.key, created.revision);
  }

  @Get()
  @Call({ summary: 'List webhook endpoints', scopes: read, request: shapes.list, answer: WebhookEndpointList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = planList(query, this.spec());
    const found = await findPlanned<WebhookEndpointState>(plan, {
      list: (page) => this.queries.execute(new ListWebhookEndpointsQuery(accountId, page)),
      get: (key) => this.queries.execute(new FindWebhookEndpointQuery(accountId, key)),
    });
    return answerList(plan, found, (resource) => this.render(resource));
  }

  @Get('event-types')
  @Call({ summary: 'List the types of messages that endpoints can be sent', scopes: read, request: shapes.types, answer: MessageTypeList })
  async types(@Req() request: ApiRequest) {
    this.edge.read(shapes.types, request);
    const items = await this.queries.execute(new MessageTypesQuery());
    return { items, total: items.length, has_more: false, total_capped: false };
  }

  @Get(':webhook_endpoint_id')
  @Call({ summary: 'Get a webhook endpoint', scopes: read, request: shapes.get, answer: WebhookEndpointAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    const found = await this.queries.execute(new FindWebhookEndpointQuery(accountId, this.keyOf(path.webhook_endpoint_id)));
    if (!found) throw problemOf('webhook-endpoint-not-found');
    return this.render(found);
  }

  @Patch(':webhook_endpoint_id')
  @Call({ summary: 'Change a webhook endpoint', scopes: write, request: shapes.update, answer: WebhookEndpointAnswer })
  async update(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.update, request);
    const command = new UpdateWebhookEndpointCommand(call.context, this.keyOf(call.path.webhook_endpoint_id), endpointChanges(call.body));
    return this.render(this.edge.accepted(call, await this.commands.execute(command)));
  }

  @Delete(':webhook_endpoint_id')
  @Call({ summary: 'Turn a webhook endpoint off', scopes: write, request: shapes.turnOff, answer: WebhookEndpointAnswer })
  async turnOff(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.turnOff, request);
    const command = new TurnOffWebhookEndpointCommand(call.context, this.keyOf(call.path.webhook_endpoint_id));
    return this.render(this.edge.accepted(call, await this.commands.execute(command)));
  }

  @Post(':webhook_endpoint_id/reveal-secret')
  @Call({ summary: 'Show the signing secret', scopes: write, request: shapes.reveal, answer: WebhookEndpointSecretAnswer })
  reveal(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.reveal, request);
    return this.withSecret(accountId, this.keyOf(path.webhook_endpoint_id));
  }

  @Get(':webhook_endpoint_id/reveal-secret')
  @Call({ summary: 'Show the signing secret', scopes: write, request: shapes.get, answer: WebhookEndpointSecretAnswer })
  revealByGet(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    return this.withSecret(accountId, this.keyOf(path.webhook_endpoint_id));
  }

  @Post(':webhook_endpoint_id/roll-secret')
  @Call({
    summary: 'Make a new signing secret; for a while deliveries carry the signatures of both',
    scopes: write,
    request: shapes.roll,
    answer: WebhookEndpointSecretAnswer,
  })
  async roll(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.roll, request);
    const ttlMs = (call.body.ttl_seconds ?? A_DAY_SECONDS) * 1_000;
    const command = new RollWebhookSecretCommand(call.context, this.keyOf(call.path.webhook_endpoint_id), ttlMs);
    const rolled = this.edge.accepted(call, await this.commands.execute(command));
    return this.withSecret(call.accountId, rolled.key, rolled.revision);
  }

  @Post(':webhook_endpoint_id/test')
  @Call({ summary: 'Send a sample now and see what comes of it', scopes: write, request: shapes.test, answer: TestWebhookAnswer })
  async test(@Req() request: ApiRequest): Promise<TestWebhookAnswer> {
    const call = this.edge.read(shapes.test, request);
    const command = new SendTestMessageCommand(call.context, this.keyOf(call.path.webhook_endpoint_id), call.body.type ?? null);
    const outcome = await this.commands.execute(command);
    if (outcome.kind === 'rejected') throw this.edge.refused(call, outcome.reasons);
    return testAnswer(outcome);
  }

  private keyOf(id: string): string {
    const key = this.ids.parse('we', id);
    if (key === null) throw problemOf('webhook-endpoint-not-found');
    return key;
  }

  private async withSecret(accountId: string, key: string, minRevision = 0): Promise<WebhookEndpointSecretAnswer> {
    const revealed = await this.queries.execute(new RevealWebhookSecretQuery(accountId, key, minRevision));
    if (!revealed) throw problemOf('webhook-endpoint-not-found');
    return Object.assign(this.render(revealed.endpoint), { signing_secret: revealed.secret });
  }

  private render(resource: Resource<WebhookEndpointState>): WebhookEndpointAnswer {
    const answer = renderWebhookEndpoint(resource, { ids: this.ids });
    if (!answer) throw problemOf('webhook-endpoint-not-found');
    return answer;
  }

  private spec(): ListSpec<WebhookEndpointState> {
    return {
      index: 'all',
      filters: {
        is_active: { kind: 'boolean', test: ({ state }, value) => state.status === 'present' && String(state.isActive) === value },
      },
      search: (text) => {
        const only = this.ids.parse('we', text);
        return { only, test: ({ key }) => key === only };
      },
    };
  }
}

/** A description is cleared by null; the others have nothing to be cleared to, and are left alone. */
const endpointChanges = ({ url, events, description, ordered, is_active }: UpdateWebhookEndpointBody): Partial<EndpointFields> => ({
  ...changesOf<Pick<EndpointFields, 'description' | 'ordered'>>({ description: [description, null], ordered: [ordered, false] }),
  ...(url == null ? {} : { url }),
  ...(events == null ? {} : { events: [...new Set(events)] }),
  ...(is_active == null ? {} : { isActive: is_active }),
});

// Sends a sample to an endpoint right now and says what came of it. No event tells of it, nothing is retried.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Ids, type JsonObject } from '@tillstream/event-sourcing';
import { unixSeconds } from '../../core/message-body';
import { MessageCatalog } from '../../core/message-catalog';
import { formatMessageId } from '../../core/message-id';
import { WEBHOOK_ENDPOINT_LETTER } from '../../core/webhook-endpoint.events';
import { type DeliveryAnswer, DeliverySender } from '../../delivery/delivery-sender';
import { EndpointSecrets } from '../../delivery/endpoint-secrets';
import { signedHeaders } from '../../delivery/signing';
import { OwnEndpoints } from '../own-endpoints';

export class SendTestMessageCommand extends Command<TestOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    /** One of the catalogue; null: the first there is. */
    readonly type: string | null,
  ) {
    super();
  }
}

export type TestOutcome =
  | { readonly kind: 'sent'; readonly id: string; readonly type: string; readonly latencyMs: number; readonly answer: DeliveryAnswer }
  | { readonly kind: 'rejected'; readonly reasons: readonly TestRejection[] };
export type TestRejection =
  { readonly code: 'webhook-endpoint-not-found' } | { readonly code: 'webhook-type-unknown'; readonly loc: readonly (string | number)[] };

/** Letter of a sample in message ids: no resource has it. */
const SAMPLE = 'z';

@CommandHandler(SendTestMessageCommand)
export class SendTestMessageHandler implements ICommandHandler<SendTestMessageCommand> {
  constructor(
    private readonly endpoints: OwnEndpoints,
    private readonly catalog: MessageCatalog,
    private readonly secrets: EndpointSecrets,
    private readonly sender: DeliverySender,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, key, type }: SendTestMessageCommand): Promise<TestOutcome> {
    const endpoint = await this.endpoints.find(context.accountId, key);
    if (endpoint?.state.status !== 'present') return { kind: 'rejected', reasons: [{ code: 'webhook-endpoint-not-found' }] };
    const sample = this.catalog.types.find((known) => type === null || known.type === type);
    if (!sample) return { kind: 'rejected', reasons: [{ code: 'webhook-type-unknown', loc: ['body', 'type'] }] };
    const at = this.clock.now();
    const id = formatMessageId(this.ids.environment, {
      category: WEBHOOK_ENDPOINT_LETTER,
      key: this.ids.randomKey(),
      revision: 0,
      resource: SAMPLE,
    });
    const body = JSON.stringify(this.body(id, { ...sample, accountId: context.accountId, at }));
    const unsigned = { id, type: sample.type, deliveryId: this.ids.format('del', this.ids.randomKey()), body, at };
    const headers = signedHeaders(unsigned, this.secrets.toSign(key, endpoint.state, at));
    const answer = await this.sender.send({ url: endpoint.state.url, headers, body });
    return { kind: 'sent', id, type: sample.type, latencyMs: this.clock.now() - at, answer };
  }

  private body(id: string, { type, sample, accountId, at }: { type: string; sample: JsonObject; accountId: string; at: number }): object {
    const head = { id, object: 'event', type, created: unixSeconds(at), livemode: this.ids.environment === 'prod', account_id: accountId };
    return { ...head, sequence: 1, revision: 0, is_test: true, data: { object: sample, previous_attributes: null } };
  }
}

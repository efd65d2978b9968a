// One attempt: render, sign, send. A crash after sending repeats it with the same `webhook-id`.
import { Injectable } from '@nestjs/common';
import { Clock, type ClaimedMessage, Ids, isFault, Log, type Resource } from '@tillstream/event-sourcing';
import { formatMessageId, parseMember } from '../core/message-id';
import type { ToldMessage } from '../core/told-messages';
import type { PresentEndpoint } from '../core/webhook-endpoint.state';
import { type DeliveryAnswer, DeliverySender } from './delivery-sender';
import { EndpointSecrets } from './endpoint-secrets';
import { MessageReader } from './message-reader';
import { signedHeaders } from './signing';

export type ActiveEndpoint = Resource<PresentEndpoint>;

export interface Attempt {
  /** Key of the attempt's `del_` id. */
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly answer: DeliveryAnswer;
  /** Null when the message is told no more. */
  readonly told: ToldMessage | null;
}

export const isSuccess = ({ answer }: Attempt): boolean => answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
export const isGone = ({ answer }: Attempt): boolean => answer.kind === 'answered' && answer.status === 410;

@Injectable()
export class MessageDelivery {
  constructor(
    private readonly messages: MessageReader,
    private readonly secrets: EndpointSecrets,
    private readonly sender: DeliverySender,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Throws a Fault when the world around us failed; what the receiver does is in the attempt. */
  async attempt(endpoint: ActiveEndpoint, { message }: ClaimedMessage): Promise<Attempt> {
    const ref = parseMember(message);
    const id = this.ids.randomKey();
    const startedAt = this.clock.now();
    const told = await this.messages.find(ref);
    const made = told && (await this.made(told, message));
    if (!made) return { id, startedAt, endedAt: startedAt, told, answer: { kind: 'unanswered', error: 'the message could not be made' } };
    const unsigned = { id: made.id, type: ref.type, deliveryId: this.ids.format('del', id), body: made.body, at: startedAt };
    const headers = signedHeaders(unsigned, this.secrets.toSign(endpoint.key, endpoint.state, startedAt));
    const answer = await this.sender.send({ url: endpoint.state.url, headers, body: made.body });
    return { id, startedAt, endedAt: this.clock.now(), told, answer };
  }

  /** A message that cannot be rendered is a bug of ours: it is seen in the log and tried again, and never holds up the others. */
  private async made(told: ToldMessage, message: string): Promise<{ readonly id: string; readonly body: string } | null> {
    try {
      return { id: formatMessageId(this.ids.environment, told.ref), body: await this.messages.body(told) };
    } catch (error) {
      if (isFault(error)) throw error;
      this.log.error({ message, error: String(error) }, 'a webhook message could not be rendered');
      return null;
    }
  }
}

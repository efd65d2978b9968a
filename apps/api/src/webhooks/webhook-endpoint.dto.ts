// Webhook endpoints as requests name them and answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { texts } from '../http/fields/compound.fields';
import { choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { listQuery } from '../http/list/list-query.dto';
import { openObject } from './open-object.field';

const described = {
  url: { max: 2_048, description: 'Where messages go: https, on the public internet.', example: 'https://shop.example/webhooks' },
  events: { maxItems: 100, maxLength: 100, description: 'Message types, or "*" for all.', example: ['checkout_session.completed'] },
  description: { max: 500, description: 'For people.', example: 'Orders' },
  ordered: {
    description: 'Whether later messages of a resource wait for one that keeps failing; else it is set aside and they go on.',
    example: false,
  },
  is_active: { description: 'Whether messages are sent. Turned on again it begins at that moment.', example: true },
};

export class WebhookEndpointPath extends AccountPath {
  @identifier('we', { description: 'The endpoint.' })
  webhook_endpoint_id!: string;
}

export class CreateWebhookEndpointBody {
  @text(described.url)
  url!: string;

  @texts({ ...described.events, minItems: 1 })
  events!: string[];

  @text({ ...described.description, optional: true })
  description?: string | null;

  @flag({ ...described.ordered, optional: true })
  ordered?: boolean | null;
}

export class UpdateWebhookEndpointBody {
  @text({ ...described.url, optional: true })
  url?: string | null;

  @texts({ ...described.events, minItems: 1, optional: true })
  events?: string[] | null;

  @text({ ...described.description, optional: true })
  description?: string | null;

  @flag({ ...described.ordered, optional: true })
  ordered?: boolean | null;

  @flag({ ...described.is_active, optional: true })
  is_active?: boolean | null;
}

export class RollSecretBody {
  @integer({
    min: 0,
    max: 604_800,
    optional: true,
    description: 'For how many seconds the old secret signs beside the new one; a day when absent.',
    example: 86_400,
  })
  ttl_seconds?: number | null;
}

export class TestWebhookBody {
  @text({ max: 100, optional: true, description: 'The type of the sample; any when absent.', example: 'checkout_session.completed' })
  type?: string | null;
}

export class WebhookEndpointAnswer {
  @identifier('we', { description: 'Id of the endpoint.' })
  id!: string;

  @choice({ of: ['webhook_endpoint'], description: 'What this is.', example: 'webhook_endpoint' })
  object!: string;

  @identifier('acc', { description: 'The account that it belongs to.' })
  account_id!: string;

  @text(described.url)
  url!: string;

  @texts(described.events)
  events!: readonly string[];

  @text({ ...described.description, nullable: true })
  description!: string | null;

  @flag(described.ordered)
  ordered!: boolean;

  @flag(described.is_active)
  is_active!: boolean;

  @flag({ description: 'Whether it cannot be turned off.', example: false })
  is_protected!: boolean;

  @text({ max: 20, nullable: true, description: 'Why the system stopped sending: gone (410) or failing (five days).', example: 'failing' })
  disabled_reason!: string | null;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class WebhookEndpointSecretAnswer extends WebhookEndpointAnswer {
  @text({ max: 100, description: 'Signs every delivery.', example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' })
  signing_secret!: string;
}

export class MessageTypeAnswer {
  @text({ max: 100, description: 'Name of the type.', example: 'checkout_session.completed' })
  type!: string;

  @text({ max: 500, description: 'When it is sent.', example: 'The session is a success: fulfil the order.' })
  description!: string;

  @openObject({ description: 'JSON schema of data.object.', example: {} })
  schema!: JsonObject;

  @openObject({ description: 'An example of data.object.', example: {} })
  sample!: JsonObject;
}

export class TestWebhookAnswer {
  @text({ max: 100, description: 'Id of the sample.', example: 'evt_dev_w4fGh2KpQ9sTvXyZa1bC3_0_z' })
  id!: string;

  @text({ max: 100, description: 'Its type.', example: 'checkout_session.completed' })
  type!: string;

  @flag({ description: 'Whether the answer was a success (2xx).', example: true })
  delivered!: boolean;

  @integer({ min: 100, max: 999, nullable: true, description: 'HTTP status of the answer.', example: 200 })
  response_status!: number | null;

  @text({ min: 0, max: 2_048, nullable: true, description: 'Beginning of the answer.', example: 'ok' })
  response_body!: string | null;

  @text({ max: 500, nullable: true, description: 'Why there was no answer.', example: 'no answer within 15000 ms' })
  error!: string | null;

  @integer({ min: 0, max: 1_000_000, description: 'How long it took, in milliseconds.', example: 42 })
  latency_ms!: number;
}

export const WebhookEndpointList = listAnswerOf(WebhookEndpointAnswer);
export const MessageTypeList = listAnswerOf(MessageTypeAnswer);
export const WebhookEndpointListQuery = listQuery({
  filters: ['created_at', 'is_active'],
  sorts: ['created_at'],
  search: 'an exact id',
});

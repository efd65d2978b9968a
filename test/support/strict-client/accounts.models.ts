// Accounts, settings, tokens, webhook endpoints, events and deliveries as the contract types them.
import { z } from 'zod';
import { count, id, maybe, object, stamps, text, time } from './words';

export const account = z.object({
  id: id('acc'),
  name: text,
  account_type: text,
  organization_id: text,
  description: maybe(text),
  ...stamps,
});

export const checkoutSettings = z.object({
  session_expiration_minutes: maybe(z.int().positive()),
  create_new_customer_per_session: z.boolean(),
  detach_failed_payment_method: z.boolean(),
  enable_posthog: z.boolean(),
  posthog_api_key: maybe(text),
  posthog_init_keys: maybe(object),
  late_payment: z.enum(['complete', 'refund']),
  allow_promotion_codes: z.boolean(),
  allow_renewal: z.boolean(),
  allowed_redirect_hosts: z.array(text),
  allowed_frame_hosts: z.array(text),
});

export const fraudSettings = z.object({
  enabled: z.boolean(),
  fraud_rules: z.array(
    z.object({
      name: text,
      logic: text,
      enabled: z.boolean(),
      reason: maybe(text),
      conditions: z.array(z.object({ field: text, operator: text, value: z.unknown() })),
    }),
  ),
  custom_message: maybe(text),
});

export const defaultRoute = z.object({ default_processor_route_id: maybe(id('proute')) });
export const defaultProcessor = z.object({ default_processor_id: maybe(id('proc')) });

export const apiToken = z.object({
  id: id('tok'),
  account_id: id('acc'),
  name: maybe(text),
  scopes: z.array(z.enum(['read', 'write', 'audit', 'operator'])).min(1),
  is_active: z.boolean(),
  expires_at: maybe(time),
  ...stamps,
});
export const issuedToken = apiToken.extend({ token: z.string().regex(/^st_(prod|stg|dev)_[0-9A-Za-z]{52}$/) });

export const webhookEndpoint = z.object({
  id: id('we'),
  url: z.url(),
  events: z.array(text).min(1),
  is_active: z.boolean(),
  description: maybe(text),
  ...stamps,
});
export const webhookEndpointWithSecret = webhookEndpoint.extend({ signing_secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/) });

export const event = z.object({
  id: z.string().regex(/^evt_(prod|stg|dev)_[A-Za-z]?[0-9A-Za-z]{20}_\d+_[A-Za-z]$/),
  type: text,
  aggregate_type: text,
  aggregate_id: text,
  data: object,
  previous_data: maybe(object),
  metadata: object,
  correlation_id: maybe(text),
  version: z.int().positive(),
  created: time,
});

export const delivery = z.object({
  id: text,
  event_id: text,
  webhook_endpoint_id: id('we'),
  webhook_endpoint_url: maybe(text),
  status: text,
  attempt_count: count,
  last_attempt_at: maybe(time),
  delivered_at: maybe(time),
  next_retry_at: maybe(time),
  response_status: maybe(z.int()),
  error: maybe(text),
  created: time,
});
export const fullEvent = z.object({ event, deliveries: z.array(delivery) });

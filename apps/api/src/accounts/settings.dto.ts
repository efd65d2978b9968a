// The settings of an account; each group answers itself.
import { LATE_PAYMENT_RULES, type LatePaymentRule } from '@tillstream/accounts';
import type { JsonObject } from '@tillstream/event-sourcing';
import { freeObject, texts } from '../http/fields/compound.fields';
import { choice, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { HOST } from './patterns';

const described = {
  session_expiration_minutes: { description: 'Life of a session that asks for none, in minutes; 24 hours when null.', example: 60 },
  create_new_customer_per_session: { description: 'Never look for a known customer by e-mail.', example: false },
  late_payment: { description: 'What becomes of money that arrives after a session has ended.', example: 'complete' },
  allow_promotion_codes: { description: 'Whether a buyer may type a code where the session does not say.', example: false },
  allow_renewal: { description: 'Whether an expired page offers a fresh session.', example: false },
  allowed_redirect_hosts: { description: 'Hosts that success and return urls may lead to; any when empty.', example: ['shop.example'] },
  allowed_frame_hosts: { description: 'Hosts that may show the page in a frame; none when empty.', example: [] },
  detach_failed_payment_method: { description: 'Stored, not used.', example: false },
  enable_posthog: { description: 'Stored, not used.', example: false },
  posthog_api_key: { description: 'Stored, not used.', example: 'phc_1' },
  posthog_init_keys: { description: 'Stored, not used.', example: {} },
};

export class CheckoutSettingsBody {
  @integer({ ...described.session_expiration_minutes, min: 1, max: 43_200, optional: true })
  session_expiration_minutes?: number | null;

  @flag({ ...described.create_new_customer_per_session, optional: true })
  create_new_customer_per_session?: boolean | null;

  @choice({ ...described.late_payment, of: LATE_PAYMENT_RULES, optional: true })
  late_payment?: LatePaymentRule | null;

  @flag({ ...described.allow_promotion_codes, optional: true })
  allow_promotion_codes?: boolean | null;

  @flag({ ...described.allow_renewal, optional: true })
  allow_renewal?: boolean | null;

  @texts({ ...described.allowed_redirect_hosts, maxItems: 100, maxLength: 260, pattern: HOST, optional: true })
  allowed_redirect_hosts?: string[] | null;

  @texts({ ...described.allowed_frame_hosts, maxItems: 100, maxLength: 260, pattern: HOST, optional: true })
  allowed_frame_hosts?: string[] | null;

  @flag({ ...described.detach_failed_payment_method, optional: true })
  detach_failed_payment_method?: boolean | null;

  @flag({ ...described.enable_posthog, optional: true })
  enable_posthog?: boolean | null;

  @text({ ...described.posthog_api_key, max: 200, optional: true })
  posthog_api_key?: string | null;

  @freeObject({ ...described.posthog_init_keys, optional: true })
  posthog_init_keys?: JsonObject | null;
}

export class CheckoutSettingsAnswer {
  @integer({ ...described.session_expiration_minutes, min: 1, max: 43_200, nullable: true })
  session_expiration_minutes!: number | null;

  @flag(described.create_new_customer_per_session)
  create_new_customer_per_session!: boolean;

  @choice({ ...described.late_payment, of: LATE_PAYMENT_RULES })
  late_payment!: LatePaymentRule;

  @flag(described.allow_promotion_codes)
  allow_promotion_codes!: boolean;

  @flag(described.allow_renewal)
  allow_renewal!: boolean;

  @texts({ ...described.allowed_redirect_hosts, maxItems: 100, maxLength: 260 })
  allowed_redirect_hosts!: string[];

  @texts({ ...described.allowed_frame_hosts, maxItems: 100, maxLength: 260 })
  allowed_frame_hosts!: string[];

  @flag(described.detach_failed_payment_method)
  detach_failed_payment_method!: boolean;

  @flag(described.enable_posthog)
  enable_posthog!: boolean;

  @text({ ...described.posthog_api_key, max: 200, nullable: true })
  posthog_api_key!: string | null;

  @freeObject({ ...described.posthog_init_keys, nullable: true })
  posthog_init_keys!: JsonObject | null;
}

export class DefaultRouteBody {
  @identifier('proute', { optional: true, description: 'The route of sessions that name none; null: none.' })
  default_processor_route_id?: string | null;
}

export class DefaultRouteAnswer {
  @identifier('proute', { nullable: true, description: 'The route of sessions that name none.' })
  default_processor_route_id!: string | null;
}

export class DefaultProcessorBody {
  @identifier('proc', { optional: true, description: 'The first processor where no route says otherwise; null: none.' })
  default_processor_id?: string | null;
}

export class DefaultProcessorAnswer {
  @identifier('proc', { nullable: true, description: 'The first processor where no route says otherwise.' })
  default_processor_id!: string | null;
}

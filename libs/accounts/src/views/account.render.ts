// An account as the API shows it, and its settings, which answer themselves.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { AccountFields, AccountState } from '../core/account.fields';

export type AccountResource = Resource<AccountState>;

export function renderCheckoutSettings(fields: AccountFields) {
  return {
    session_expiration_minutes: fields.sessionExpirationMinutes,
    create_new_customer_per_session: fields.createNewCustomerPerSession,
    late_payment: fields.latePayment,
    allow_promotion_codes: fields.allowPromotionCodes,
    allow_renewal: fields.allowRenewal,
    allowed_redirect_hosts: [...fields.allowedRedirectHosts],
    allowed_frame_hosts: [...fields.allowedFrameHosts],
    detach_failed_payment_method: fields.detachFailedPaymentMethod,
    enable_posthog: fields.enablePosthog,
    posthog_api_key: fields.posthogApiKey,
    posthog_init_keys: fields.posthogInitKeys,
  };
}

export const renderBrandSettings = (fields: AccountFields) => ({
  name: fields.brandName,
  brand_color: fields.brandColor,
  accent_color: fields.accentColor,
});

export const renderDefaultRoute = ({ defaultProcessorRouteKey: key }: AccountFields, { ids }: Pick<RenderContext, 'ids'>) => ({
  default_processor_route_id: key === null ? null : ids.format('proute', key),
});

export const renderDefaultProcessor = ({ defaultProcessorKey: key }: AccountFields, { ids }: Pick<RenderContext, 'ids'>) => ({
  default_processor_id: key === null ? null : ids.format('proc', key),
});

/** What an account decides. Only for one that was found or changed: a stream without a creation is a bug. */
export function accountFieldsOf({ key, state }: AccountResource): AccountFields {
  if (state.status === 'absent') throw new Error(`account ${key} has no creation`);
  return state.fields;
}

export function renderAccount(resource: AccountResource, context: Pick<RenderContext, 'ids'>) {
  const fields = accountFieldsOf(resource);
  return {
    id: context.ids.format('acc', resource.key),
    name: fields.name,
    organization_id: fields.organizationId,
    description: fields.description,
    account_type: fields.accountType,
    ...renderDefaultRoute(fields, context),
    ...renderDefaultProcessor(fields, context),
    settings: { checkout_settings: renderCheckoutSettings(fields), brand_settings: renderBrandSettings(fields) },
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}

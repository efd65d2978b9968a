// An account as the API shows it, and its settings, which answer themselves.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import { type AccountFields, type AccountState, initialSettings } from '../core/account.fields';
import type { BrandFile } from '../core/brand-file';
import type { FraudRule, FraudSettings } from '../core/fraud';

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

/** Where a browser finds a file. */
export type BrandFileUrl = (file: BrandFile) => string;

export const renderBrandSettings = (fields: AccountFields, urlOf: BrandFileUrl) => ({
  name: fields.brandName,
  brand_color: fields.brandColor,
  accent_color: fields.accentColor,
  custom_domain: fields.customDomain,
  legal_name: fields.legalName,
  privacy_policy_url: fields.privacyPolicyUrl,
  terms_of_service_url: fields.termsOfServiceUrl,
  icon_url: fields.icon && urlOf(fields.icon),
  logo_url: fields.logo && urlOf(fields.logo),
});

export const renderFraudSettings = ({ fraudEnabled, fraudRules, fraudMessage }: FraudSettings) => ({
  enabled: fraudEnabled,
  fraud_rules: fraudRules.map(renderFraudRule),
  custom_message: fraudMessage,
});

const renderFraudRule = ({ name, logic, isEnabled, reason, conditions }: FraudRule) => ({
  name,
  logic,
  enabled: isEnabled,
  reason,
  conditions: conditions.map(({ field, operator, value }) => ({
    field,
    operator,
    value: typeof value === 'object' ? [...value] : value,
  })),
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
  return { ...initialSettings, ...state.fields }; // one from before a setting was there has it as it starts
}

export function renderAccount(resource: AccountResource, context: Pick<RenderContext, 'ids'>, urlOf: BrandFileUrl) {
  const fields = accountFieldsOf(resource);
  return {
    id: context.ids.format('acc', resource.key),
    name: fields.name,
    organization_id: fields.organizationId,
    description: fields.description,
    account_type: fields.accountType,
    ...renderDefaultRoute(fields, context),
    ...renderDefaultProcessor(fields, context),
    settings: {
      checkout_settings: renderCheckoutSettings(fields),
      brand_settings: renderBrandSettings(fields, urlOf),
      fraud_settings: renderFraudSettings(fields),
    },
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}

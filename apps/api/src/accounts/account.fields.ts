// From the names of requests to those of the accounts lib. An absent field stays absent; null puts a setting back to its start.
import { type AccountFields, type FraudRule, initialSettings, type NewAccount } from '@tillstream/accounts';
import type { BrandSettingsBody } from './brand-settings.dto';
import type { CreateAccountBody } from './account.dto';
import type { FraudRuleBody, FraudSettingsBody } from './fraud-settings.dto';
import type { CheckoutSettingsBody } from './settings.dto';

export const newAccountOf = (body: CreateAccountBody): NewAccount => ({
  name: body.name,
  organizationId: body.organization_id,
  description: body.description ?? null,
  accountType: body.account_type ?? 'standard',
  ...checkoutSettingsOf(body.settings?.checkout_settings ?? {}),
  ...fraudSettingsOf(body.settings?.fraud_settings ?? {}),
});

type Setting = keyof typeof initialSettings;

const CHECKOUT: Readonly<Record<keyof CheckoutSettingsBody, Setting>> = {
  session_expiration_minutes: 'sessionExpirationMinutes',
  create_new_customer_per_session: 'createNewCustomerPerSession',
  late_payment: 'latePayment',
  allow_promotion_codes: 'allowPromotionCodes',
  allow_renewal: 'allowRenewal',
  allowed_redirect_hosts: 'allowedRedirectHosts',
  allowed_frame_hosts: 'allowedFrameHosts',
  detach_failed_payment_method: 'detachFailedPaymentMethod',
  enable_posthog: 'enablePosthog',
  posthog_api_key: 'posthogApiKey',
  posthog_init_keys: 'posthogInitKeys',
};

export const checkoutSettingsOf = (body: CheckoutSettingsBody): Partial<AccountFields> => changesOf(CHECKOUT, body);

/** Pictures are stored before an account can name them. */
const BRAND: Readonly<Record<Exclude<keyof BrandSettingsBody, 'icon' | 'logo' | 'apple_pay_merchant_key_file'>, Setting>> = {
  name: 'brandName',
  brand_color: 'brandColor',
  accent_color: 'accentColor',
  custom_domain: 'customDomain',
  legal_name: 'legalName',
  privacy_policy_url: 'privacyPolicyUrl',
  terms_of_service_url: 'termsOfServiceUrl',
};

export const brandSettingsOf = (body: BrandSettingsBody): Partial<AccountFields> => changesOf(BRAND, body);

export const fraudSettingsOf = ({ enabled, fraud_rules: rules, custom_message: message }: FraudSettingsBody): Partial<AccountFields> => ({
  ...(enabled === undefined ? {} : { fraudEnabled: enabled ?? initialSettings.fraudEnabled }),
  ...(rules === undefined ? {} : { fraudRules: (rules ?? []).map(fraudRuleOf) }),
  ...(message === undefined ? {} : { fraudMessage: message }),
});

const fraudRuleOf = ({ name, logic, enabled, reason, conditions }: FraudRuleBody): FraudRule => ({
  name,
  logic: logic ?? 'AND',
  isEnabled: enabled ?? true,
  reason: reason ?? null,
  conditions: conditions.map(({ field, operator, value }) => ({ field, operator, value })),
});

function changesOf<Name extends string>(names: Readonly<Record<Name, Setting>>, body: Readonly<Partial<Record<Name, unknown>>>) {
  const sent = (Object.keys(names) as Name[]).filter((name) => body[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [names[name], body[name] ?? initialSettings[names[name]]])) as Partial<AccountFields>;
}

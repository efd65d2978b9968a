// From the names of requests to those of the accounts lib. An absent field stays absent; null puts a setting back to its start.
import { type AccountFields, type CheckoutSettings, initialSettings, type NewAccount } from '@tillstream/accounts';
import type { CreateAccountBody } from './account.dto';
import type { CheckoutSettingsBody } from './settings.dto';

export const newAccountOf = (body: CreateAccountBody): NewAccount => ({
  name: body.name,
  organizationId: body.organization_id,
  description: body.description ?? null,
  accountType: body.account_type ?? 'standard',
  ...checkoutSettingsOf(body.settings?.checkout_settings ?? {}),
});

const NAMES: Readonly<Record<keyof CheckoutSettingsBody, keyof CheckoutSettings>> = {
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

export function checkoutSettingsOf(body: CheckoutSettingsBody): Partial<AccountFields> {
  const outside = Object.keys(NAMES) as (keyof CheckoutSettingsBody)[];
  const sent = outside.filter((name) => body[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [NAMES[name], body[name] ?? initialSettings[NAMES[name]]]));
}

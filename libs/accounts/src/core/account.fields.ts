// What an account is made of, as its events hold it. Flat, so that an update names exactly what it changed.
import type { Json, PlainEvent, PlainState } from '@tillstream/event-sourcing';
import type { BrandFile } from './brand-file';
import type { FraudSettings } from './fraud';

/** What becomes of money that arrives after a session's end. */
export const LATE_PAYMENT_RULES = ['complete', 'refund'] as const;
export type LatePaymentRule = (typeof LATE_PAYMENT_RULES)[number];

export interface CheckoutSettings {
  /** Life of a session that asks for none, in minutes; null: 24 hours. */
  readonly sessionExpirationMinutes: number | null;
  readonly createNewCustomerPerSession: boolean;
  readonly latePayment: LatePaymentRule;
  /** Whether a buyer may type a code where the session does not say. */
  readonly allowPromotionCodes: boolean;
  /** Whether an expired page offers a fresh session. */
  readonly allowRenewal: boolean;
  /** Hosts that success and return urls may lead to; empty: any. */
  readonly allowedRedirectHosts: readonly string[];
  /** Hosts that may show the page in a frame; empty: none. */
  readonly allowedFrameHosts: readonly string[];
  /** Stored and answered, not used. */
  readonly detachFailedPaymentMethod: boolean;
  readonly enablePosthog: boolean;
  readonly posthogApiKey: string | null;
  readonly posthogInitKeys: Readonly<Record<string, Json>> | null;
}

export interface BrandSettings {
  readonly brandName: string | null;
  /** `#rrggbb` */
  readonly brandColor: string | null;
  readonly accentColor: string | null;
  /** Stored and answered, not used: this installation is reached at its own address. */
  readonly customDomain: string | null;
  readonly legalName: string | null;
  readonly privacyPolicyUrl: string | null;
  readonly termsOfServiceUrl: string | null;
  readonly icon: BrandFile | null;
  readonly logo: BrandFile | null;
}

export interface AccountFields extends CheckoutSettings, BrandSettings, FraudSettings {
  readonly name: string;
  /** As given; whose organization that is, is not our business. */
  readonly organizationId: string;
  readonly description: string | null;
  readonly accountType: string;
  readonly defaultProcessorRouteKey: string | null;
  readonly defaultProcessorKey: string | null;
}

export type AccountEvent = PlainEvent<'Account', AccountFields>;
export type AccountState = PlainState<AccountFields>;

export const initialSettings: CheckoutSettings & BrandSettings & FraudSettings = {
  sessionExpirationMinutes: null,
  createNewCustomerPerSession: false,
  latePayment: 'complete',
  allowPromotionCodes: false,
  allowRenewal: false,
  allowedRedirectHosts: [],
  allowedFrameHosts: [],
  detachFailedPaymentMethod: false,
  enablePosthog: false,
  posthogApiKey: null,
  posthogInitKeys: null,
  brandName: null,
  brandColor: null,
  accentColor: null,
  customDomain: null,
  legalName: null,
  privacyPolicyUrl: null,
  termsOfServiceUrl: null,
  icon: null,
  logo: null,
  fraudEnabled: false,
  fraudRules: [],
  fraudMessage: null,
};

// Stripe behind our port: each method is one of its parts.
import type { Abilities } from '../../core/abilities';
import type {
  ArrivedNotice,
  CardToSave,
  ChargeRef,
  ChargeToOpen,
  Confirmation,
  ProcessorAdapter,
  RefundToMake,
} from '../../processor-adapter';
import { StripeCharges } from './stripe-charges';
import { stripeClient } from './stripe-client';
import type { StripeCredentials } from './stripe-credentials';
import { StripeFinder } from './stripe-finder';
import { readStripeNotice } from './stripe-notice';
import { StripeRecovery } from './stripe-recovery';
import { StripeRefunds } from './stripe-refunds';
import { StripeSetups } from './stripe-setups';

const HOUR_MS = 3_600_000;

export class StripeAdapter implements ProcessorAdapter {
  /** Keys are kept for at least a day; a search may be an hour behind. */
  readonly abilities: Abilities = { inquiry: 'byMerchantReference', canClose: true, keyWindowMs: 24 * HOUR_MS, maxLatenessMs: HOUR_MS };
  private readonly charges: StripeCharges;
  private readonly recovery: StripeRecovery;
  private readonly setups: StripeSetups;
  private readonly refunds: StripeRefunds;

  /** @param currency one that the account surely takes, lower case */
  constructor(
    private readonly credentials: StripeCredentials,
    currency: string,
  ) {
    const stripe = stripeClient(credentials);
    const finder = new StripeFinder(stripe);
    this.charges = new StripeCharges(stripe, finder);
    this.recovery = new StripeRecovery(stripe, { finder, charges: this.charges, currency });
    this.setups = new StripeSetups(stripe);
    this.refunds = new StripeRefunds(stripe, finder);
  }

  open(charge: ChargeToOpen) {
    return this.charges.open(charge);
  }

  confirm(confirmation: Confirmation) {
    return this.charges.confirm(confirmation);
  }

  finishAction(charge: ChargeRef) {
    return this.recovery.finishAction(charge);
  }

  inquire(charge: ChargeRef) {
    return this.recovery.inquire(charge);
  }

  close(charge: ChargeRef) {
    return this.recovery.close(charge);
  }

  save(setup: CardToSave) {
    return this.setups.save(setup);
  }

  finishSetup(setup: ChargeRef) {
    return this.setups.finish(setup);
  }

  refund(refund: RefundToMake) {
    return this.refunds.make(refund);
  }

  inquireRefund(refund: RefundToMake) {
    return this.refunds.inquire(refund);
  }

  readNotice(notice: ArrivedNotice) {
    return Promise.resolve(readStripeNotice(notice, this.credentials.webhookSecret));
  }
}

// Stripe behind our port: each method is one of its parts.
import type { Abilities } from '../../core/abilities';
import type { ReadNotice } from '../../core/notice';
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
import { OUR_CHARGE, StripeFinder } from './stripe-finder';
import { readStripeNotice } from './stripe-notice';
import { StripeRecovery } from './stripe-recovery';
import { StripeRefunds } from './stripe-refunds';
import { StripeSetups } from './stripe-setups';

const HOUR_MS = 3_600_000;

export class StripeAdapter implements ProcessorAdapter {
  /** Keys are kept for at least a day; a search may be an hour behind. */
  readonly abilities: Abilities = { inquiry: 'byMerchantReference', canClose: true, keyWindowMs: 24 * HOUR_MS, maxLatenessMs: HOUR_MS };
  private readonly finder: StripeFinder;
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
    const finder = (this.finder = new StripeFinder(stripe));
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

  /** A dispute names only Stripe's payment; what we call that is asked for, once the notice is verified. Without an answer Stripe sends it again. */
  async readNotice(notice: ArrivedNotice): Promise<ReadNotice> {
    const read = readStripeNotice(notice, this.credentials.webhookSecret);
    if (read.kind !== 'dispute' || read.reference === null) return read;
    const found = await this.finder.retrieve(read.reference);
    if (found.kind !== 'found') return { kind: 'refused', why: 'the payment that is disputed could not be asked for' };
    return { ...read, merchantReference: found.intent.metadata[OUR_CHARGE] ?? null };
  }
}

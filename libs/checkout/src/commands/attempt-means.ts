// What a buyer pays with, for whoever goes on with his attempt: a saved card is named by the attempt itself, a new one is kept for a while
// where the attempt may outlive its process' call.
import { Injectable } from '@nestjs/common';
import { KeptCards } from '@tillstream/payments';
import type { Attempt } from '../core/checkout-session.state';
import type { Means } from './means';

/** It has outlived a call: a challenge was asked for, or an outcome was unknown. */
export const mayBeKept = ({ charges, setups }: Attempt): boolean =>
  charges.some(({ outcome, action }) => outcome?.outcome === 'unknown' || outcome?.outcome === 'requires_action' || action !== null) ||
  setups.some(({ outcome }) => outcome === 'requires_action');

@Injectable()
export class AttemptMeans {
  constructor(private readonly cards: KeptCards) {}

  /** Before the append that makes others go on with it. */
  async keep(attemptKey: string, means: Means): Promise<void> {
    if (means.kind === 'card') await this.cards.keep(attemptKey, means.card);
  }

  /** Null: the card details are lost. */
  async of({ key, paymentMethodKey }: Attempt): Promise<Means | null> {
    if (paymentMethodKey !== null) return { kind: 'saved', paymentMethodKey };
    const card = await this.cards.find(key);
    return card && { kind: 'card', card };
  }

  /** Once the attempt is over. */
  async forget({ key, paymentMethodKey }: Attempt): Promise<void> {
    if (paymentMethodKey === null) await this.cards.forget(key);
  }
}

// What a press is held against before any processor is asked: the limits of this installation, the account's rules, and the card's tries.
import { Injectable } from '@nestjs/common';
import { account, accountFieldsOf, accountKeyOf } from '@tillstream/accounts';
import { Clock, Facts } from '@tillstream/event-sourcing';
import { type CardSummary, CardTries } from '@tillstream/payments';
import type { Screening } from '../../core/screening';
import { PressLimits } from '../../press-limits';

@Injectable()
export class ScreeningFacts {
  constructor(
    private readonly facts: Facts,
    private readonly tries: CardTries,
    private readonly limits: PressLimits,
    private readonly clock: Clock,
  ) {}

  async gather(accountId: string, card: CardSummary | null): Promise<Screening> {
    const isCounted = card !== null && this.limits.schemeTries;
    const [found, isCardSpent] = await Promise.all([
      this.facts.get(account, accountKeyOf(accountId), 'recent'),
      isCounted ? this.tries.areSpent(accountId, card, this.clock.now()) : false,
    ]);
    const { fraudEnabled, fraudRules, fraudMessage } = accountFieldsOf(found);
    const { attempts, cards } = this.limits;
    return { limits: { attempts, cards }, fraud: { fraudEnabled, fraudRules, fraudMessage }, isCardSpent };
  }
}

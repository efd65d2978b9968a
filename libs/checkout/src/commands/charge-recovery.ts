// Settles a charge in question by asking its processor, and by closing what is still open: at once by whoever ran it, later by the session's
// timer. Both at the same time are harmless.
import { Injectable } from '@nestjs/common';
import { type CommandContext, StreamReader } from '@tillstream/event-sourcing';
import { chargeToSettle } from '../core/attempt';
import type { ChargeInquired } from '../core/inquiry.events';
import { LastTries } from '../last-tries';
import { ChargeInquiry } from './charge-inquiry';
import { ChargeResults, type Written } from './charge-results';
import { checkoutSession } from './checkout-session.decider';
import type { Means } from './means';

/** `unclear`: nothing is final yet; ask again later. `settled` comes without events where somebody else was quicker. */
export type Recovered = ({ readonly kind: 'settled' } & Written) | { readonly kind: 'unclear' };

const SAID: Readonly<Record<ChargeInquired['found'], string>> = {
  'never-seen': 'the processor has never seen it, and can close nothing',
  open: 'the processor says that it is open, and can close nothing',
};

@Injectable()
export class ChargeRecovery {
  constructor(
    private readonly reader: StreamReader,
    private readonly inquiry: ChargeInquiry,
    private readonly results: ChargeResults,
    private readonly tries: LastTries,
  ) {}

  async recover(
    { sessionKey, chargeKey }: { readonly sessionKey: string; readonly chargeKey: string },
    by: { readonly context: CommandContext; readonly means?: Means },
  ): Promise<Recovered> {
    const session = await this.reader.current(checkoutSession, sessionKey);
    const charge = session.state.status === 'absent' ? null : chargeToSettle(session.state, chargeKey);
    if (!charge) return { kind: 'settled', resource: session, events: [], means: null, told: Promise.resolve() };
    const found = await this.inquiry.find(charge);
    if (found.kind === 'unclear') return this.unclear(chargeKey, found.message);
    const written = await this.results.settle(session, chargeKey, { ...found, ...by });
    const { state } = written.resource;
    return state.status !== 'absent' && chargeToSettle(state, chargeKey)
      ? this.unclear(chargeKey, found.kind === 'inquired' ? SAID[found.found] : 'it was not written down')
      : { kind: 'settled', ...written };
  }

  private unclear(chargeKey: string, said: string): Recovered {
    this.tries.note(chargeKey, said);
    return { kind: 'unclear' };
  }
}

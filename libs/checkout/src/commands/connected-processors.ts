// Asks one processor for one charge: open, then confirm. `ChargeRequested` is stored before this runs. A crash in here leaves a charge
// in question, which the session's timer settles by asking and closing, never by charging.
import { Injectable } from '@nestjs/common';
import { Facts, Ids, Log } from '@tillstream/event-sourcing';
import { type CardDetails, type ChargeOutcome, processor, type ProcessorAdapter, ProcessorAdapters } from '@tillstream/payments';
import type { ChargeRequested } from '../core/checkout-session.events';

/** `closed`: recovery took this charge for dead and closed it; whatever it writes stands. */
export type Asked = ChargeOutcome | { readonly kind: 'closed' };

@Injectable()
export class ConnectedProcessors {
  constructor(
    private readonly adapters: ProcessorAdapters,
    private readonly facts: Facts,
    private readonly ids: Ids,
    private readonly log: Log,
  ) {}

  /** @param recurs something recurs: later charges will come without the buyer, so the card is saved with this one */
  async ask(charge: ChargeRequested, card: CardDetails, recurs: boolean): Promise<Asked> {
    const adapter = await this.adapter(charge);
    if (!adapter) return { kind: 'not_sent', reason: 'configuration', message: 'the processor is not connected' };
    const opened = await adapter.open({
      merchantReference: this.ids.format('pa', charge.chargeKey),
      amountAtom: charge.amountAtom,
      currency: charge.currency,
      description: 'Checkout',
      offSessionLater: recurs,
    });
    if (opened.kind !== 'opened') return opened;
    try {
      return await adapter.confirm({ reference: opened.reference, card, saveCard: recurs });
    } catch (error) {
      // A bug after the confirmation may have left: nobody knows whether money moved, so it is asked about, not retried.
      return { kind: 'unknown', reference: opened.reference, message: String(error) };
    }
  }

  /** A challenge that is not shown is closed, so that nothing can come of it later. */
  async closeUnshown(charge: ChargeRequested, reference: string): Promise<void> {
    const adapter = await this.adapter(charge);
    const answer = await adapter?.close({ merchantReference: this.ids.format('pa', charge.chargeKey), reference });
    if (answer?.kind !== 'closed')
      this.log.warn({ chargeKey: charge.chargeKey, answer: answer?.kind }, 'a challenge that was not shown could not be closed');
  }

  private async adapter({ processorKey }: ChargeRequested): Promise<ProcessorAdapter | null> {
    const { state } = await this.facts.get(processor, processorKey, 'recent');
    return state.status === 'absent' ? null : this.adapters.for({ key: processorKey, fields: state.fields });
  }
}

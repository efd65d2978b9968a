// Asks one processor for one charge: open, then confirm. `ChargeRequested` is stored before this runs. A crash in here leaves a charge
// in question, which the session's timer settles by asking and closing, never by charging.
import { isFault } from '@tillstream/event-sourcing';
import type { CardDetails, ChargeOutcome, ProcessorAdapter } from '@tillstream/payments';

export interface ChargeToAsk {
  readonly chargeId: string;
  readonly amountAtom: number;
  readonly currency: string;
  readonly description: string;
  readonly recurs: boolean;
}

/** `closed`: recovery took this charge for dead and closed it; whatever it writes stands. */
export async function askProcessor(
  adapter: ProcessorAdapter,
  charge: ChargeToAsk,
  card: CardDetails,
): Promise<ChargeOutcome | { readonly kind: 'closed' }> {
  const opened = await adapter.open({
    merchantReference: charge.chargeId,
    amountAtom: charge.amountAtom,
    currency: charge.currency,
    description: charge.description,
    offSessionLater: charge.recurs,
  });
  if (opened.kind !== 'opened') return opened;
  try {
    return await adapter.confirm({ reference: opened.reference, card, saveCard: charge.recurs });
  } catch (error) {
    // A bug after the confirmation may have left: nobody knows whether money moved, so it is asked about, not retried.
    return { kind: 'unknown', reference: opened.reference, message: isFault(error) ? error.message : String(error) };
  }
}

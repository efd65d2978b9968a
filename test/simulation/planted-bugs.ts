// Bugs put in on purpose, to show that the simulation finds them: each is what a processor's adapter would look like to code that has it.
import type { ProcessorAdapter, ProcessorAdapters } from '@tillstream/payments';
import type { Chance } from './chance';

export const PLANTED_BUGS = [
  'not-charged-without-closing',
  'time-out-is-a-decline',
  'recovery-confirms-again',
  'completes-without-money',
  'late-success-dropped',
  'refund-repeated-under-a-new-id',
  'refund-of-what-is-not-left',
] as const;
/** `silent-attempt-kept`: nobody gives up an attempt whose process has died. Found where a card is saved. */
export type PlantedBug = (typeof PLANTED_BUGS)[number] | 'silent-attempt-kept';

const approvedCard = { number: 'approved', expMonth: 1, expYear: 2044, cvc: null, name: null };

/** As whoever takes an attempt sees the processors. */
export function adaptersWithBug(adapters: ProcessorAdapters, bug: PlantedBug | null, chance: Chance): ProcessorAdapters {
  return { for: (connected) => ({ ...bound(adapters.for(connected)), ...changed(adapters.for(connected), bug, chance) }) };
}

function changed(adapter: ProcessorAdapter, bug: PlantedBug | null, chance: Chance): Partial<ProcessorAdapter> {
  if (bug === 'time-out-is-a-decline')
    return {
      confirm: async (asked) => {
        const answer = await adapter.confirm(asked);
        const declined = { kind: 'declined' as const, reference: asked.reference, code: 'processing_error', advice: null };
        return answer.kind === 'unknown' ? declined : answer;
      },
    };
  if (bug === 'refund-repeated-under-a-new-id')
    return {
      refund: (wanted) => adapter.refund({ ...wanted, refundReference: `${wanted.refundReference}-${chance.next()}` }),
      inquireRefund: () => Promise.resolve({ kind: 'never-seen' as const }),
    };
  return {};
}

/** As recovery sees them. */
export function recoveringWithBug(adapters: ProcessorAdapters, bug: PlantedBug | null): ProcessorAdapters {
  return { for: (connected) => ({ ...bound(adapters.for(connected)), ...misjudged(adapters.for(connected), bug) }) };
}

function misjudged(adapter: ProcessorAdapter, bug: PlantedBug | null): Partial<ProcessorAdapter> {
  if (bug === 'not-charged-without-closing') return { close: () => Promise.resolve({ kind: 'closed' as const }) };
  if (bug === 'completes-without-money')
    return {
      close: async (charge) => {
        const answer = await adapter.close(charge);
        return answer.kind === 'closed'
          ? { kind: 'approved' as const, reference: '', networkTransactionId: null, threeDs: null, token: null }
          : answer;
      },
    };
  if (bug === 'recovery-confirms-again')
    return {
      inquire: async (charge) => {
        const again = { ...charge, merchantReference: `${charge.merchantReference}-again` };
        await adapter.open({ ...again, amountAtom: 2_000, currency: 'usd', description: '', offSessionLater: false, requestedAt: 0 });
        await adapter.confirm({ reference: again.merchantReference, card: approvedCard, saveCard: false, returnUrl: '' });
        return adapter.inquire(again);
      },
    };
  return {};
}

const bound = (adapter: ProcessorAdapter): ProcessorAdapter => ({
  abilities: adapter.abilities,
  open: (charge) => adapter.open(charge),
  confirm: (confirmation) => adapter.confirm(confirmation),
  finishAction: (charge) => adapter.finishAction(charge),
  inquire: (charge) => adapter.inquire(charge),
  close: (charge) => adapter.close(charge),
  save: (setup) => adapter.save(setup),
  finishSetup: (setup) => adapter.finishSetup(setup),
  refund: (refund) => adapter.refund(refund),
  inquireRefund: (refund) => adapter.inquireRefund(refund),
  readNotice: (notice) => adapter.readNotice(notice),
});

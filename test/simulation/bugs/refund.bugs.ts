// Bugs of giving money back.
import { Refunds } from '@tillstream/checkout';
import type { PlantedBug } from './planted-bug';
import { deciding, misled } from './variants';

let repeats = 0;

export const refundBugs: readonly PlantedBug[] = [
  {
    name: 'refund-above-captured',
    what: 'a refund looks at what was captured, not at what is left of it',
    breaks: ['books-agree'],
    within: 300,
    replacements: [
      deciding((command, state, really) =>
        really(command, command.type === 'RequestRefund' && state.status !== 'absent' ? { ...state, refunds: [] } : state),
      ),
    ],
  },
  {
    name: 'refund-repeated-under-a-new-id',
    what: 'a refund without an answer is asked for again as another one',
    breaks: ['books-agree'],
    within: 1000,
    replacements: [
      misled(Refunds, (adapter) => ({
        refund: (wanted) => adapter.refund({ ...wanted, refundReference: `${wanted.refundReference}-${++repeats}` }),
        inquireRefund: () => Promise.resolve({ kind: 'never-seen' as const }),
      })),
    ],
  },
];

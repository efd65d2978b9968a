// What an operator is told of his word: what stands in the books now, and where somebody knows better.
import type { OperatorsWord, ResolvedByHand } from '@tillstream/checkout';
import type { NamedProcessor } from './processor-named';

/** What came of it, and about which charge. */
export interface Resolving {
  readonly chargeId: string;
  readonly sessionId: string;
  readonly processor: NamedProcessor;
  readonly as: OperatorsWord['result'];
  readonly outcome: ResolvedByHand;
}

export function toldOf({ chargeId, sessionId, processor, as, outcome }: Resolving): string {
  switch (outcome.kind) {
    case 'resolved': {
      const settled = `${chargeId} is settled as ${outcome.result}`;
      if (outcome.by === 'hand') return `${settled}.`;
      return outcome.by === 'closing' ? `${settled}: it is closed at ${processor.name} now.` : `${settled}, as ${processor.name} says.`;
    }
    case 'charged': {
      const named = outcome.reference === null ? 'without naming it' : `as ${outcome.reference}`;
      return [
        `Not ${as}: ${processor.name} (${processor.id}) says that it took the money, ${named}.`,
        `${chargeId} is settled as approved; whether ${sessionId} is paid with it or gives it back, its history says.`,
      ].join('\n');
    }
    case 'not-closed':
      return [
        `Nothing was written: ${processor.name} (${processor.id}) does not answer (${outcome.message}), so ${chargeId} could not be closed there`,
        `and may still take money. Try again later; or, where you know from elsewhere that it never will, add --processor-unreachable.`,
      ].join('\n');
    case 'settled-before':
      return `${chargeId} was settled meanwhile; nothing was written.`;
    case 'not-found':
      return `${chargeId} is no charge of its account; nothing was written.`;
  }
}

// Which processors would be asked, as they are now: facts that a plan is made of.
import type { ProcessorFields, RouteStep } from '@tillstream/payments/core';
import type { Resting } from './resting';

/** The processors of one tier, in order, before anything is skipped. */
export interface TierRoute {
  readonly tier: number;
  readonly steps: readonly RouteStep[];
}

/** Which processors would be asked for which tier, and what is known of them: one that is not in `processors` is not connected. */
export interface ProcessorChoices {
  readonly routes: readonly TierRoute[];
  readonly processors: Readonly<Record<string, Pick<ProcessorFields, 'enabled' | 'currencies' | 'minimumAtom'>>>;
  /** Those that are left alone for now. Absent: none. */
  readonly resting?: Resting;
}

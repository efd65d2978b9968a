// What can come of a request: one fact to record, nothing to change, or a refusal.
import type { Charge } from './charge';
import type { Fact } from './facts';

export interface Refusal {
  readonly status: 404 | 409 | 422;
  readonly code: string;
}

export type Decision =
  { readonly kind: 'fact'; readonly fact: Fact } | { readonly kind: 'unchanged' } | { readonly kind: 'refused'; readonly refusal: Refusal };

export const accepted = (fact: Fact): Decision => ({ kind: 'fact', fact });
export const unchanged: Decision = { kind: 'unchanged' };
export const refused = (status: Refusal['status'], code: string): Decision => ({ kind: 'refused', refusal: { status, code } });

/** The part that every fact about a charge has. */
export const about = ({ processor, reference }: Charge, at: number) => ({ at, processor, reference });

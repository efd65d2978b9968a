// What a sandbox processor says of a charge, read the same way in an answer and in a notice.
import type { CardOrigin } from '../../core/card';
import type { ChargeOutcome, ThreeDs } from '../../core/charge-outcome';

export type Body = Readonly<Record<string, unknown>>;

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** An object, or an empty one in its place. */
export const bodyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});

export function outcomeOf(
  body: Body,
  reference: string,
): Extract<ChargeOutcome, { kind: 'approved' | 'declined' | 'requires_action' }> | null {
  switch (body.status) {
    case 'approved':
      return {
        kind: 'approved',
        reference,
        networkTransactionId: textOf(body.network_transaction_id),
        threeDs: threeDsOf(body.three_ds),
        token: textOf(body.token),
        ...(typeof body.card === 'object' && body.card !== null ? { origin: originOf(body.card as Body) } : {}),
      };
    case 'declined':
      return { kind: 'declined', reference, code: textOf(body.code) ?? 'generic_decline', advice: textOf(body.advice) };
    case 'requires_action': {
      return { kind: 'requires_action', reference, url: textOf(bodyOf(body.action).url) ?? '' };
    }
    default:
      return null;
  }
}

const originOf = ({ funding, country }: Body): CardOrigin => ({ funding: textOf(funding), country: textOf(country) });

function threeDsOf(value: unknown): ThreeDs | null {
  if (typeof value !== 'object' || value === null) return null;
  const { version, eci, liability_shifted } = value as Body;
  return { version: textOf(version) ?? '', eci: textOf(eci) ?? '', liabilityShifted: liability_shifted === true };
}

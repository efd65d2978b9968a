import type { Unresolved } from '@tillstream/checkout';
import { whichCharge } from './which-charge';

const ids = { parse: (prefix: string, id: string) => (id.startsWith(`${prefix}_`) ? id.slice(prefix.length + 1) : null) };
const charge: Unresolved = {
  kind: 'charge', key: 'C', attemptKey: 'A', sessionKey: 'S', accountId: 'acc_1', processorKey: 'P', reference: null, amountAtom: 1, currency: 'usd', since: 0,
  refusal: null,
}; // prettier-ignore
const found: readonly Unresolved[] = [
  charge,
  { ...charge, key: 'C2', attemptKey: 'B' },
  { ...charge, key: 'C3', attemptKey: 'B' },
  { ...charge, kind: 'refund', key: 'R', attemptKey: null },
  { ...charge, kind: 'owed', key: 'O', attemptKey: null },
];
const which = (id: string) => whichCharge(found, ids, id).key;

describe('the charge that is meant', () => {
  it('is the one with this id, or the only one of this attempt', () =>
    expect([which('pa_C'), which('ca_A'), which('pa_C3')]).toEqual(['C', 'C', 'C3']));

  it.each([
    ['ca_B', /^Several charges of ca_B wait/],
    ['pa_X', /^No charge pa_X waits/],
    ['re_C', /^No charge re_C waits/],
    ['re_R', /^re_R is a refund: its processor is asked again/],
    ['pa_O', /^pa_O is no charge in doubt: its money was taken[^]*refunded_out_of_band/],
  ])('is not %s', (id, said) => expect(() => which(id)).toThrow(said));
});

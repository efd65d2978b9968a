import { approvedCharge, challengedWith, charge, closedCharge, declinedCharge, goodCard, stamp } from '../../testing/samples';
import { initialSettings } from '../processors/settings';
import { begin, type Charge, evolve } from './charge';
import { close, conclude, open, type OpenRequest, standing } from './decide';

const settings = initialSettings('alpha');
const refusal = (status: number, code: string) => ({ kind: 'refused', refusal: { status, code } });
const unchanged = { kind: 'unchanged' };
const fact = (some: object) => ({ kind: 'fact', fact: expect.objectContaining(some) as unknown });
const newId = (prefix: string) => `${prefix}_new`;

const blocked: Charge = begin({ ...stamp, type: 'ReferenceBlocked', merchantReference: 'pa_1' });
const challenged = challengedWith('3ds');

describe('open', () => {
  const request: OpenRequest = {
    processor: 'alpha',
    merchantReference: 'pa_1',
    amountAtom: 4_900,
    currency: 'usd',
    description: null,
    offSessionLater: false,
  };
  const given = { settings, at: 1, reference: 'ch_2' };

  it('begins a charge', () =>
    expect(open(undefined, request, given)).toEqual(fact({ type: 'ChargeOpened', reference: 'ch_2', amountAtom: 4_900 })));
  it('is the same charge the second time, whatever became of it', () => {
    for (const known of [charge, approvedCharge, declinedCharge, challenged]) expect(open(known, request, given)).toEqual(unchanged);
  });
  it('is refused once closed', () => expect(open(closedCharge, request, given)).toEqual(refusal(409, 'closed')));
  it('is refused if closed before it was ever seen', () => expect(open(blocked, request, given)).toEqual(refusal(409, 'closed')));
  it('does not take another amount for the same reference', () => {
    expect(open(charge, { ...request, amountAtom: 1 }, given)).toEqual(refusal(409, 'merchant_reference_reused'));
    expect(open(charge, { ...request, currency: 'eur' }, given)).toEqual(refusal(409, 'merchant_reference_reused'));
  });
  it('keeps to the currencies of the processor', () => {
    expect(open(undefined, request, { ...given, settings: { ...settings, currencies: ['eur'] } })).toEqual(
      refusal(422, 'currency_not_enabled'),
    );
    expect(open(undefined, request, { ...given, settings: { ...settings, currencies: ['usd'] } })).toEqual(fact({ type: 'ChargeOpened' }));
  });
  it('keeps to the minimum of the processor', () => {
    expect(open(undefined, request, { ...given, settings: { ...settings, minimum_atom: 4_901 } })).toEqual(
      refusal(422, 'amount_too_small'),
    );
    expect(open(undefined, request, { ...given, settings: { ...settings, minimum_atom: 4_900 } })).toEqual(fact({ type: 'ChargeOpened' }));
  });
});

describe('confirm', () => {
  it('needs a charge', () => expect(standing(undefined, 'none')).toEqual(refusal(404, 'not_found')));
  it('decides an open one', () => expect(standing(charge, 'none')).toBe('undecided'));
  it('gives the first answer ever after', () => {
    for (const known of [approvedCharge, declinedCharge]) expect(standing(known, 'completed')).toEqual(unchanged);
  });
  it('finds a closed one closed', () => expect(standing(closedCharge, 'none')).toEqual(refusal(409, 'closed')));
  it('waits for the buyer', () => {
    expect(standing(challenged, 'none')).toEqual(unchanged);
    expect(standing(challenged, 'completed')).toEqual(unchanged);
  });
  it('goes on once the buyer has answered', () => {
    const done = evolve(challenged, { ...stamp, type: 'ChallengeAnswered', result: 'approved', settlesAt: null });
    expect(standing(done, 'none')).toEqual(unchanged);
    expect(standing(done, 'completed')).toBe('undecided');
  });

  const given = { card: goodCard, at: 5, newId };
  it('saves a card only if asked', () => {
    const verdict = { is: 'approved', threeDs: null } as const;
    expect(conclude(charge, { ...given, verdict, save: true })).toMatchObject({
      type: 'ChargeApproved',
      token: 'tok_new',
      networkTransactionId: 'ntx_new',
    });
    expect(conclude(charge, { ...given, verdict, save: false })).toMatchObject({ type: 'ChargeApproved', token: null });
  });
  it('remembers across a challenge that the card is to be saved', () => {
    const asked = conclude(charge, { ...given, verdict: { is: 'challenge' }, save: true });
    if (asked.type !== 'ChallengeAsked') throw new Error(asked.type);
    expect(evolve(charge, asked)).toMatchObject({ status: 'requires_action', save: true, challenge: { id: 'cha_new', result: 'pending' } });
  });
});

describe('close', () => {
  it('closes what is open or waits for the buyer', () => {
    for (const known of [charge, challenged]) expect(close(known, 5)).toEqual(fact({ type: 'ChargeClosed', reference: 'ch_1', at: 5 }));
  });
  it('leaves alone what is final', () => {
    for (const known of [approvedCharge, declinedCharge, closedCharge, blocked]) expect(close(known, 5)).toEqual(unchanged);
  });
  it('does not know what was never opened', () => expect(close(undefined, 5)).toEqual(refusal(404, 'not_found')));
});

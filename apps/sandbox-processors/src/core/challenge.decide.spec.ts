import { challengedWith, charge, stamp } from '../../testing/samples';
import { initialSettings } from '../processors/settings';
import { answerChallenge } from './challenge.decide';
import { type Charge, evolve } from './charge';
import { standing } from './decide';
import type { Decision } from './decision';

const settings = initialSettings('alpha');
const refusal = (status: number, code: string) => ({ kind: 'refused', refusal: { status, code } });
const unchanged = { kind: 'unchanged' };
const fact = (some: object) => ({ kind: 'fact', fact: expect.objectContaining(some) as unknown });
const challenged = challengedWith('3ds');
const answered = (from: Charge, decision: Decision): Charge => {
  if (decision.kind !== 'fact' || decision.fact.type !== 'ChallengeAnswered') throw new Error('not answered');
  return evolve(from, decision.fact);
};

describe('the buyer at the bank', () => {
  const press = (from: Charge | undefined, button: 'approve' | 'fail') => answerChallenge(from, { button, settings, at: 5 });

  it('is taken at his word', () => {
    expect(press(challenged, 'approve')).toEqual(fact({ type: 'ChallengeAnswered', result: 'approved', settlesAt: null }));
    expect(press(challenged, 'fail')).toEqual(fact({ result: 'failed' }));
  });
  it('is heard once', () => expect(press(answered(challenged, press(challenged, 'fail')), 'approve')).toEqual(unchanged));
  it('fails with the card that fails', () => expect(press(challengedWith('3ds-fails'), 'approve')).toEqual(fact({ result: 'failed' })));
  it('never ends with the card that never ends', () => expect(press(challengedWith('3ds-abandoned'), 'approve')).toEqual(unchanged));
  it('comes too late at a closed charge', () =>
    expect(press(evolve(challenged, { ...stamp, type: 'ChargeClosed' }), 'approve')).toEqual(refusal(409, 'closed')));
  it('needs a challenge', () => expect(press(charge, 'approve')).toEqual(refusal(404, 'not_found')));
  it('waits for a late bank', () => {
    const late = challengedWith('3ds-late');
    const decision = press(late, 'approve');
    expect(decision).toEqual(fact({ result: 'approved', settlesAt: 5 + settings.late_challenge_ms }));
    expect(standing(answered(late, decision), 'completed')).toEqual(unchanged);
  });
});

// What the buyer presses on the bank's page, and what the bank makes of it.
import type { Challenges } from '../cards/test-card';
import { cardNamed } from '../cards/test-cards';
import type { Settings } from '../processors/settings';
import type { Charge } from './charge';
import { about, accepted, type Decision, refused, unchanged } from './decision';

export interface Pressed {
  readonly button: 'approve' | 'fail';
  readonly settings: Settings;
  readonly at: number;
}

export function answerChallenge(charge: Charge | undefined, { button, settings, at }: Pressed): Decision {
  if (!charge?.challenge) return refused(404, 'not_found');
  if (charge.status === 'closed') return refused(409, 'closed');
  if (charge.challenge.result !== 'pending') return unchanged;
  const ends = endOf(charge);
  if (ends === 'never') return unchanged;

  const answered = { ...about(charge, at), type: 'ChallengeAnswered' } as const;
  if (ends === 'failed' || button === 'fail') return accepted({ ...answered, result: 'failed', settlesAt: null });
  return accepted({ ...answered, result: 'approved', settlesAt: ends === 'late' ? at + settings.late_challenge_ms : null });
}

function endOf({ card }: Charge): Challenges['ends'] {
  const behaviour = card && cardNamed(card.name)?.behaviour;
  return behaviour?.does === 'challenges' ? behaviour.ends : 'as_pressed';
}

/** As the merchant may know it: a bank that has yet to settle has not answered. */
export const challengeResult = ({ challenge }: Charge): 'none' | 'pending' | 'approved' | 'failed' => {
  if (!challenge) return 'none';
  return challenge.settlesAt === null ? challenge.result : 'pending';
};

import type { ResolvedByHand } from '@tillstream/checkout';
import { toldOf } from './told-of-resolving';

const told = (outcome: ResolvedByHand) =>
  toldOf({ chargeId: 'pa_1', sessionId: 'cs_1', processor: { id: 'proc_1', name: 'alpha' }, as: 'not_charged', outcome });

it.each<[ResolvedByHand, RegExp]>([
  [{ kind: 'resolved', result: 'not_charged', by: 'hand' }, /^pa_1 is settled as not_charged\.$/],
  [{ kind: 'resolved', result: 'not_charged', by: 'closing' }, /not_charged: it is closed at alpha now/],
  [{ kind: 'resolved', result: 'declined', by: 'inquiry' }, /settled as declined, as alpha says/],
  [{ kind: 'charged', reference: 'ch_9' }, /^Not not_charged: alpha \(proc_1\) says that it took the money, as ch_9\.\npa_1 is settled as approved.*cs_1/],
  [{ kind: 'not-closed', message: 'timed out' }, /^Nothing was written: alpha \(proc_1\) does not answer \(timed out\)[^]*--processor-unreachable/],
  [{ kind: 'settled-before' }, /nothing was written/],
  [{ kind: 'not-found' }, /nothing was written/],
])('%j says what stands now', (outcome, text) => expect(told(outcome)).toMatch(text)); // prettier-ignore

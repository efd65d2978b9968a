// Whatever dies, freezes, is lost, doubled or comes late: nobody pays twice, nothing is taken in silence, no slot is lost, and every session ends.
import type { Session } from '@tillstream/checkout';
import { violationIn } from './checks/all-checks';
import { storyOf } from './story/plots';
import { replayLine } from './commands';
import type { Ending } from './ending';
import { World } from './world';

jest.setTimeout(600_000);

const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 300);
const FIRST_SEED = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);

/** What a story came to, in words: so that the seeds can be seen to be worth their time. */
function comesTo({ sessions, slotEvents, ledger, faults }: Ending): readonly string[] {
  return [
    ...sessions.flatMap(({ state }) => (state.status === 'absent' ? [] : sessionComesTo(state))),
    ...slotEvents.map(({ type }) => type),
    ...(ledger.captures.length > 1 ? ['several captures'] : []),
    ...faults.map((fault) => fault.slice(fault.lastIndexOf(' ') + 1)),
  ];
}

const sessionComesTo = ({ status, expired, completed, refunds, attempts }: Session): readonly string[] => [
  status,
  `expired ${expired?.reason}`,
  `completed ${completed?.how}`,
  ...(refunds.some(({ reason }) => reason !== null) ? ['late money given back'] : []),
  ...((completed?.tier ?? 0) > 0 ? ['paid a fallback'] : []),
  ...attempts.flatMap(({ failed, charges }) => [
    `failed ${failed?.reason}`,
    ...charges.flatMap(({ outcome, resolved }) => [`charge ${outcome?.outcome}`, `resolved ${resolved?.result}`]),
  ]),
];

describe('payments under crashes, pauses, lost answers and buyers', () => {
  const come = new Set<string>();

  it(`keep all that must hold, over ${SEEDS} seeds`, async () => {
    const failed: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS && failed.length < 3; seed++) {
      const ending = await new World(storyOf(seed)).run();
      const violation = violationIn(ending);
      if (violation) failed.push(`seed ${seed}: ${violation.check}: ${violation.text}\n${replayLine(seed)}`);
      for (const what of comesTo(ending)) come.add(what);
    }
    expect(failed).toEqual([]);
  });

  it('come to everything that can come of them', () => {
    const all = [
      'success', 'expired', 'expired time', 'expired by_request', 'expired superseded', 'completed paid', 'completed paid_late', 'completed setup',
      'completed manual', 'late money given back', 'paid a fallback', 'failed declined', 'failed not-charged', 'failed card-details-lost',
      'failed promotion-gone', 'charge approved', 'charge declined', 'charge unknown', 'charge not_sent', 'charge requires_action', 'resolved approved',
      'resolved not_charged', 'resolved voided', 'SlotReserved', 'SlotConfirmed', 'SlotReleased', 'several captures',
      'dies', 'freezes', 'storeFails', 'callIsLost', 'callIsLate', 'callIsDoubled', 'redisFails',
    ]; // prettier-ignore
    expect(all.filter((what) => !come.has(what))).toEqual([]);
  });

  it('repeat exactly: the same seed is the same story, step by step', async () => {
    for (const seed of [7, 26, 63]) {
      const [once, again] = [await new World(storyOf(seed)).run(), await new World(storyOf(seed)).run()];
      expect(again.told).toEqual(once.told);
      expect(again.sessions.map(({ events }) => events)).toEqual(once.sessions.map(({ events }) => events));
    }
  });
});

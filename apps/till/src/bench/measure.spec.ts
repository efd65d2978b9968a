import { cpuRatio, inTurns, type Measured, medianOf, shown } from './measure';

const side = (cpuMicros: Measured['cpuMicros']): Measured => ({ operations: 1, seconds: 1, perSecond: 10, p50: 1.5, p99: 2, cpuMicros });
const sides = { pids: {}, rounds: 2, roundMs: 20 };

describe('sides that take turns', () => {
  it('are warmed up before anything counts, and measured in each round', async () => {
    let [one, other] = [0, 0];
    const rounds = await inTurns(sides, { one: () => Promise.resolve(one++), other: () => Promise.resolve(other++) });
    const counted = rounds.reduce((sum, round) => sum + round.one.operations, 0);
    expect(rounds).toHaveLength(2);
    expect(one - counted).toBeGreaterThanOrEqual(4_000);
    expect(other).toBeGreaterThan(4_000);
  });

  it('fail with their work', async () => {
    await expect(inTurns(sides, { one: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
  });

  it('are compared by the CPU of two processes, in the middle of all rounds', () => {
    const rounds = [200, 800, 300].map((api) => ({ get: side({ api }), bare: side({ reference: 100 }) }));
    expect(medianOf(rounds, ({ get, bare }) => cpuRatio(get, 'api', bare))).toBe(3);
    expect(cpuRatio(side({ api: null }), 'api', side({ reference: 1 }))).toBeNaN();
  });

  it('show what is not known as such', () => {
    expect(shown(side({ api: 7, worker: null }), 'api', 'worker', 'redis')).toEqual(['10', '1.5', '7', '?', '?']);
  });
});

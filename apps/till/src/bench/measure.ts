// One side of a benchmark for a while, with the CPU time of every process; and several sides in turns, so that a ratio holds on a
// machine that others use too.
import { type CpuByProcess, cpuOf, cpuPerOperation } from './cpu-time';
import { type Load, load, median } from './load';

export interface Measured extends Load {
  /** Microseconds per operation. */
  readonly cpuMicros: CpuByProcess;
}

export interface Sides {
  readonly pids: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly roundMs: number;
}

export const CONCURRENT = 64;
/** Until the engine has compiled what is hot, which takes operations and not time. */
const WARM_UP = { operations: 4_000, atMostMs: 20_000, pieceMs: 1_000 };

/** What is done on each side, once warmed up, in alternating rounds. */
export async function inTurns<Name extends string>(
  { pids, rounds, roundMs }: Sides,
  works: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<readonly Readonly<Record<Name, Measured>>[]> {
  const names = Object.keys(works) as Name[];
  const once = async (name: Name, forMs: number): Promise<Measured> => {
    const before = cpuOf(pids);
    const done = await load({ workers: CONCURRENT, forMs }, async () => void (await works[name]()));
    return { ...done, cpuMicros: cpuPerOperation(before, cpuOf(pids), done.operations) };
  };
  for (const name of names) await warmUp(() => once(name, WARM_UP.pieceMs));
  const measured: Readonly<Record<Name, Measured>>[] = [];
  for (let round = 0; round < rounds; round++) {
    const sides = {} as Record<Name, Measured>;
    for (const name of names) sides[name] = await once(name, roundMs);
    measured.push(sides);
  }
  return measured;
}

async function warmUp(piece: () => Promise<Measured>): Promise<void> {
  const until = performance.now() + WARM_UP.atMostMs;
  for (let done = 0; done < WARM_UP.operations && performance.now() < until;) done += (await piece()).operations;
}

/** Median of a figure over all rounds, to three digits after the point. */
export const medianOf = <Round>(rounds: readonly Round[], figure: (round: Round) => number): number =>
  Number(median(rounds.map(figure)).toFixed(3));

/** CPU of one process for an operation of one side ÷ that of another process on another side; not a number where nobody knows. */
export const cpuRatio = (one: Measured, process: string, reference: Measured): number =>
  (one.cpuMicros[process] ?? NaN) / (reference.cpuMicros['reference'] ?? NaN);

/** How a side stands in the table: per second, median and late answers, and the CPU of the processes that matter. */
export const shown = (side: Measured, ...processes: readonly string[]): readonly string[] => [
  side.perSecond.toFixed(0),
  String(side.p50),
  ...processes.map((name) => (side.cpuMicros[name] == null ? '?' : String(side.cpuMicros[name]))),
];

// A fault of a request with its place, as it stands in the `detail` of a 422; and the order in which they are told.
import type { Loc } from '@tillstream/event-sourcing';

/** What is wrong with one value: `type` is stable and kebab-case, `msg` is for people. */
export interface Complaint {
  readonly type: string;
  readonly msg: string;
}

export interface LocatedFault extends Complaint {
  readonly loc: Loc;
}

const SECTIONS = ['path', 'query', 'header', 'body'];
const ABSENT = 1_000_000;

/** Faults in the order in which the request names their places; what it does not hold at all comes last. One fault per place. */
export function inRequestOrder(faults: readonly LocatedFault[], body: unknown): readonly LocatedFault[] {
  const byPlace = new Map<string, LocatedFault>();
  for (const fault of faults) {
    const place = JSON.stringify(fault.loc);
    if (!byPlace.has(place)) byPlace.set(place, fault);
  }
  const ranked = [...byPlace.values()].map((fault) => ({ fault, rank: rankOf(fault.loc, body) }));
  return ranked.sort((left, right) => compare(left.rank, right.rank)).map(({ fault }) => fault);
}

function rankOf([section, ...steps]: Loc, body: unknown): readonly number[] {
  const rank = [SECTIONS.indexOf(String(section))];
  if (section !== 'body') return rank;
  let at: unknown = body;
  for (const step of steps) {
    const place = typeof step === 'number' ? step : indexIn(at, step);
    rank.push(place);
    at = place === ABSENT ? undefined : (at as Record<string | number, unknown>)[step];
  }
  return rank;
}

function indexIn(value: unknown, name: string): number {
  const index = typeof value === 'object' && value !== null ? Object.keys(value).indexOf(name) : -1;
  return index < 0 ? ABSENT : index;
}

function compare(left: readonly number[], right: readonly number[]): number {
  const differing = left.findIndex((rank, index) => rank !== right[index]);
  return differing < 0 ? left.length - right.length : (left[differing] ?? 0) - (right[differing] ?? -1);
}

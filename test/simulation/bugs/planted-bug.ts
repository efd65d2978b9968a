// A bug put in on purpose, to show that the simulation finds it: real pieces with one thing wrong, put in the place of the right ones.
import type { CheckName } from '../checks/check';
import type { Replacement } from '../service/container';

export interface PlantedBug {
  readonly name: string;
  /** What it is, for the reader. */
  readonly what: string;
  /** The invariants by which it is found. */
  readonly breaks: readonly CheckName[];
  /** It is found within so many seeds. */
  readonly within: number;
  readonly replacements: readonly Replacement[];
}

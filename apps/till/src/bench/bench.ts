// What a benchmark is: it measures on an installation of its own, and says its figures in a table, a sentence and JSON.
import type { CommonOptions } from '../command';
import type { BenchStack } from './bench-stack';

export interface BenchFlags extends CommonOptions {
  readonly out?: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly sessions: number;
}

export interface BenchOptions {
  /** Alternating rounds: each side once in each. */
  readonly rounds: number;
  readonly roundMs: number;
  /** How many sessions there are to be, where that is the question. */
  readonly sessions: number;
  /** A sentence for whoever watches. */
  readonly tell: (sentence: string) => void;
}

export interface BenchResult {
  /** The first row is the heading. */
  readonly table: readonly (readonly string[])[];
  /** The medians, and what they are to reach. */
  readonly verdicts: readonly string[];
  /** All of it for machines. */
  readonly figures: object;
}

export type Bench = (stack: BenchStack, options: BenchOptions) => Promise<BenchResult>;

/** What a bench is: a name, and a run that gives figures. Every file bench/*.bench.ts exports one as `bench`. */
import type { Figure } from './figures.ts';

export interface BenchOptions {
  /** How often each thing is measured; at least 1. */
  readonly runs: number;
}

export interface Bench {
  readonly name: string;
  /** One sentence: what is measured, and under which conditions. */
  readonly about: string;
  /** Rejects only if something failed to work; an aim that is missed is a figure like any other. */
  run(options: BenchOptions): Promise<readonly Figure[]>;
}

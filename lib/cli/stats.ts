import type { CallSummary, Ending, RunResult } from '../lab/types';

/** What `--stats` writes. Cycles are core cycles of the profile's machine, ns are virtual. */
export interface Statistics {
  profile: string;
  ending: Ending;
  exit: number;
  instructions: number;
  cycles: RunResult['cycles'];
  ns: number;
  /** Calls and errors in all, and what they cost together. */
  all: Omit<CallSummary, 'name' | 'nr'>;
  calls: CallSummary[];
}

/** A run's numbers without its trace and output. */
export function statistics(result: RunResult): Statistics {
  const { profile, ending, exit, instructions, cycles, ns, counts } = result;
  const all = { calls: 0, errors: 0, entry: 0, handler: 0, exit: 0, cycles: 0, ns: 0 };
  for (const row of counts) {
    for (const field of Object.keys(all) as (keyof typeof all)[]) all[field] += row[field];
  }
  return { profile, ending, exit, instructions, cycles, ns, all, calls: counts };
}

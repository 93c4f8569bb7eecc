import type { Cond } from '../ir/ir';

/** Alternatives that make a condition: any of them with `or`, all of them without. */
export interface FlagTest {
  cond: string;
  or?: boolean;
}

/** After ucomis or fucomip: ZF, PF and CF are 111 for unordered. SDM vol. 2, "UCOMISD". */
export function floatTests(cond: Cond): FlagTest[] {
  if (cond === 'eq') return [{ cond: 'e' }, { cond: 'np' }];
  if (cond === 'ne')
    return [
      { cond: 'ne', or: true },
      { cond: 'p', or: true },
    ];
  if (cond === 'uno') return [{ cond: 'p' }];
  return [{ cond: cond === 'gt' ? 'a' : 'ae' }];
}

const PAIRS = ['e ne', 'l ge', 'le g', 'b ae', 'be a', 's ns', 'p np'].map((pair) => pair.split(' '));
const OPPOSITE = new Map(PAIRS.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));

/** The condition code that is true when this one is false. */
export const opposite = (cond: string): string => OPPOSITE.get(cond) as string;

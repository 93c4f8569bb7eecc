import type { VirtualAddress } from '../../mm/pagetable';
import type { FetchPage } from './discover';
import { type Made, matches, runsThrough } from './made';

/** Kept of different code that was at one address: programs that write code come back to a few at most. */
export const VARIANTS = 16;

/** Code that all machines of a process share, of one ring: found by its address, and known by its bytes. */
export class Variants<Kind extends Made> {
  private readonly byRip = new Map<VirtualAddress, Kind[]>();

  /** What was made last from the bytes that are at `rip` now, and does not run through breakpoints. */
  find(rip: VirtualAddress, fetch: FetchPage, breakpoints: ReadonlySet<VirtualAddress>): Kind | undefined {
    const all = this.byRip.get(rip);
    if (all === undefined) return undefined;
    for (let i = all.length - 1; i >= 0; i--)
      if (!runsThrough(all[i], breakpoints) && matches(all[i].spans, fetch)) return all[i];
    return undefined;
  }

  /** Keeps it, unless a breakpoint cut it short: that is for the one machine that has it. Answers whether it did. */
  keep(made: Kind): boolean {
    if (made.cut) return false;
    const others = this.byRip.get(made.rip);
    this.byRip.set(made.rip, others === undefined ? [made] : [...others.slice(1 - VARIANTS), made]);
    return true;
  }

  clear(): void {
    this.byRip.clear();
  }
}

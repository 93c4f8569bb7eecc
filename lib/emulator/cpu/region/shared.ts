import type { VirtualAddress } from '../../mm/pagetable';
import type { InterpretedBlock } from '../interpret/block';
import { instructionPrice } from '../price';
import type { InstructionCosts } from '../types';
import type { FetchPage } from './discover';
import type { PriceOf } from './translate';
import { Translations } from './translations';
import { Variants } from './variants';

/** Interpreted blocks kept in all: a program of some size has a few thousand. */
const MOST_BLOCKS = 65_536;

/** Code under one set of prices, for all machines that have them: it depends on nothing else but its bytes and addresses. */
export class SharedCode {
  readonly price: PriceOf;
  readonly translations: Translations;
  /** By ring. */
  private readonly blocks = { 0: new Variants<InterpretedBlock>(), 3: new Variants<InterpretedBlock>() };
  private blockCount = 0;

  constructor(
    readonly costs: InstructionCosts,
    /** Whether executions of user code are counted. */
    readonly counting = false,
  ) {
    this.price = instructionPrice(costs);
    this.translations = new Translations(this.price, counting);
  }

  /** The block of the bytes that are at `rip` now, where some machine has met it; it does not run through breakpoints. */
  findBlock(
    rip: VirtualAddress,
    cpl: 0 | 3,
    fetch: FetchPage,
    breakpoints: ReadonlySet<VirtualAddress>,
  ): InterpretedBlock | undefined {
    return this.blocks[cpl].find(rip, fetch, breakpoints);
  }

  keepBlock(block: InterpretedBlock): void {
    if (this.blockCount >= MOST_BLOCKS) {
      for (const blocks of Object.values(this.blocks)) blocks.clear();
      this.blockCount = 0;
    }
    if (this.blocks[block.cpl].keep(block)) this.blockCount++;
  }
}

/** Machines one after another, or side by side, mostly run the same programs at the same prices: they share. */
const shared: SharedCode[] = [];
const MOST_COSTS = 8;

/** The code under these prices, kept for all machines of this process. */
export function sharedCode(costs: InstructionCosts): SharedCode {
  const same = shared.find((code) => sameCosts(code.costs, costs));
  if (same !== undefined) return same;
  const fresh = new SharedCode(costs);
  shared.push(fresh);
  if (shared.length > MOST_COSTS) shared.shift();
  return fresh;
}

function sameCosts(a: InstructionCosts, b: InstructionCosts): boolean {
  if (a === b) return true;
  if (a.load !== b.load || a.store !== b.store || a.lock !== b.lock) return false;
  return a.byEncoding.every((ticks, id) => ticks === b.byEncoding[id]);
}

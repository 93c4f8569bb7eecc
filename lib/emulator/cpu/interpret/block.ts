import type { VirtualAddress } from '../../mm/pagetable';
import { Decoder } from '../decode/decoder';
import type { Inst } from '../decode/inst';
import { DYNAMIC } from '../flags/kinds';
import type { Site } from '../lift/emitter';
import { retiring } from '../region/discover';
import { type Guess, type Made, type Span, TIER } from '../region/made';
import type { PriceOf } from '../region/translate';

const decoder = new Decoder();
/** Sites that were asked for lately: a loop comes to one fresh page after the other, and each process to its first. */
const recent = new Map<InterpretedBlock, Site[]>();
const MOST_RECENT = 64;
/** Nothing is taken for granted in it. */
const NO_GUESSES: ReadonlyMap<VirtualAddress, Guess> = new Map();

/**
 * An interpreted block. There are many, and faults are few, so that instructions are not kept: they are decoded again
 * where one is asked for.
 */
export class InterpretedBlock implements Made {
  readonly tier = TIER.COLD;
  readonly counted = [];
  readonly guesses = NO_GUESSES;

  constructor(
    readonly rip: VirtualAddress,
    readonly cpl: 0 | 3,
    readonly spans: readonly Span[],
    readonly cut: boolean,
    /** By instruction: the number of its handler. */
    readonly handlers: readonly number[],
    /** What the interpreter reads: see records.ts. It is the same in any machine. */
    readonly image: Int32Array,
    private readonly price: PriceOf,
  ) {}

  /** Every instruction is a site, and its flags are always those in the state. */
  site(number: number): Site {
    let sites = recent.get(this);
    if (sites === undefined) {
      if (recent.size >= MOST_RECENT) recent.clear();
      recent.set(this, (sites = []));
    }
    sites[number] ??= this.find(number);
    return sites[number];
  }
  private find(number: number): Site {
    const insts = this.insts();
    const ticks = insts.slice(number).reduce((sum, inst) => sum + this.price(inst), 0);
    return {
      inst: insts[number],
      flagKind: DYNAMIC,
      patched: 0,
      ticks,
      rest: insts.slice(number, retiring(insts)),
    };
  }

  /** Its instructions, decoded anew. */
  insts(): Inst[] {
    const bytes = Uint8Array.from(this.spans.flatMap((span) => [...span.bytes]));
    const insts: Inst[] = [];
    let at = this.rip;
    for (let n = 0; n < this.handlers.length; n++) {
      const inst = decoder.decode(bytes, at - this.rip, at);
      if (inst.encoding === undefined)
        throw new Error(`a block's own bytes do not decode at 0x${at.toString(16)}`);
      insts.push(inst);
      at = inst.next;
    }
    return insts;
  }
}

import type { Inst } from '../decode/inst';
import { usesSse } from '../decode/operand';
import { DYNAMIC } from '../flags/kinds';
import { Builder, type Edges } from '../lift/builder';
import type { Helpers } from '../lift/emitter';
import { lift } from '../lift/lift';
import { LEAVE, STATE } from '../state';
import type { GlobalIndex, Label, Local32, Local64 } from '../wasm/code';
import { type Block, repeats, retiring } from './discover';
import { LiveFlags } from './flags';
import { analyse, type Flow, type Node } from './flow';
import { type FuelChecks, fuelChecks } from './fuel';
import { pagesToKeep } from './pages';
import { perfectHash, placeOfTargets } from './targets';

/** What an instruction costs, in ticks; at least one. */
export type PriceOf = (inst: Inst) => number;

/** A variable that counts how often a block runs. */
export type CounterOf = (block: Block) => GlobalIndex;

export interface Options {
  /** Fuel is asked for before every instruction. */
  single: boolean;
  /** Accesses are calls, for code that runs too seldom to be worth more. */
  compact: boolean;
  /** Accesses that are not aligned raise #AC. */
  checksAlignment: boolean;
}

/** Translates one region, which begins with `entry`, into one wasm function. */
export function translate(
  entry: Block,
  cpl: 0 | 3,
  helpers: Helpers,
  price: PriceOf,
  options: Options,
  counterOf: CounterOf | undefined,
): Builder {
  return new Translation(analyse(entry), cpl, helpers, price, options, counterOf).builder;
}

class Translation implements Edges {
  readonly builder: Builder;
  private readonly loopLabels = new Map<Node, Label>();
  private readonly forwardLabels = new Map<Node, Label>();
  /** Kind of the flags at a merge, as far as its predecessors have been written. */
  private readonly kinds = new Map<Node, number>();
  private current: Node;
  private readonly fuel: FuelChecks;
  private readonly flags: LiveFlags;
  /** Where the dispatcher goes: a position in `flow.dispatched`, at first that of the entry. */
  private readonly next: Local32;

  constructor(
    private readonly flow: Flow,
    cpl: 0 | 3,
    helpers: Helpers,
    private readonly price: PriceOf,
    { single, compact, checksAlignment }: Options,
    private readonly counterOf: CounterOf | undefined,
  ) {
    this.fuel = fuelChecks(flow, price, single);
    this.flags = new LiveFlags(flow, (node) => this.fuel.has(node) || node.block.insts.some(usesSse));
    this.builder = new Builder(cpl, helpers);
    this.builder.edges = this;
    this.builder.compact = compact;
    this.builder.checksAlignment = checksAlignment;
    if (!compact) {
      this.builder.toKeep = pagesToKeep(flow);
      // Vector registers are not put into memory for it.
      this.builder.servesCalls = !flow.nodes.some(({ block }) => block.insts.some(usesSse));
    }
    this.next = this.builder.local32();
    this.current = flow.nodes[0];
    this.builder.region(() => this.tree(flow.top));
  }

  // Structured control flow: N. Ramsey, "Beyond Relooper", ICFP 2022. ------------------------------------------------
  private tree(node: Node): void {
    const merges = node.dominated.filter((n) => n.isMerge);
    if (!node.isLoop) {
      this.within(node, merges.length, merges);
      return;
    }
    this.builder.loop((label) => {
      this.loopLabels.set(node, label);
      this.within(node, merges.length, merges);
    });
  }
  /** The code of `node`, inside one block for each of the first `count` merges it dominates, the last outermost. */
  private within(node: Node, count: number, merges: Node[]): void {
    if (count === 0) {
      if (node.block.insts.length > 0) this.block(node);
      else this.dispatcher();
      return;
    }
    const merge = merges[count - 1];
    this.builder.block((label) => {
      this.forwardLabels.set(merge, label);
      this.within(node, count - 1, merges);
    });
    this.builder.flagKind = this.kinds.get(merge) ?? DYNAMIC;
    this.builder.patched = 0;
    this.tree(merge);
  }

  /** The code of the node that stands for no block: a br_table that goes where `next` says. */
  private dispatcher(): void {
    const b = this.builder;
    const labels = this.flow.dispatched.map((node) => this.forwardLabels.get(node) as Label);
    b.brTable(b.get(this.next), labels, labels[0]);
  }

  goto(target: number): void {
    const b = this.builder;
    const node = this.current.successors.find(({ block }) => block.rip === target);
    if (node === undefined) {
      b.leaveTo(b.i64(target), LEAVE.NEXT);
      return;
    }
    if (this.flags.before(node) !== 0) b.settleFlags();
    const dispatched = this.flow.dispatched.indexOf(node);
    if (dispatched >= 0) {
      b.set(this.next, b.i32(dispatched));
      b.br(this.loopLabels.get(this.flow.top) as Label);
    } else if (node.order <= this.current.order) {
      b.br(this.loopLabels.get(node) as Label);
    } else if (node.isMerge) {
      const known = this.kinds.get(node);
      this.kinds.set(node, known === undefined || known === b.flagKind ? b.flagKind : DYNAMIC);
      b.br(this.forwardLabels.get(node) as Label);
    } else {
      const saved = b.save();
      const { current } = this;
      this.tree(node);
      this.current = current;
      b.restore(saved);
    }
  }

  /** Most calls come back to where they came from; that is checked, and nothing is taken for granted. */
  ret(target: Local64): void {
    const b = this.builder;
    const [back] = this.current.successors;
    if (back !== undefined) {
      const { rip } = back.block;
      const { flagKind, patched } = b;
      b.when(b.eq64(b.get(target), b.i64(rip)), () => this.goto(rip));
      b.flagKind = flagKind;
      b.patched = patched;
    }
    b.leaveTo(b.get(target), LEAVE.NEXT);
  }

  /** An indirect jump or call goes where it went before, mostly. */
  jump(target: Local64): void {
    const b = this.builder;
    const targets = this.current.successors.map(({ block }) => block.rip);
    const { flagKind, patched } = b;
    const goto = (rip: number) => {
      this.goto(rip);
      b.flagKind = flagKind;
      b.patched = patched;
    };
    if (targets.length <= MOST_COMPARED) {
      for (const rip of targets) b.when(b.eq64(b.get(target), b.i64(rip)), () => goto(rip));
    } else {
      const hash = perfectHash(targets);
      b.block((miss) => {
        const nest = (i: number, labels: Label[]): void => {
          if (i === targets.length) {
            const buckets = hash.buckets.map((n) => (n < 0 ? miss : labels[n]));
            b.brTable(hash.write(b, target), buckets, miss);
            return;
          }
          b.block((label) => nest(i + 1, [...labels, label]));
          b.brIf(miss, b.ne64(b.get(target), b.i64(targets[i])));
          goto(targets[i]);
        };
        nest(0, []);
      });
    }
    b.call(b.helper('missTarget'), b.i32(placeOfTargets(b.inst.rip)), b.get(target));
    b.leaveTo(b.get(target), LEAVE.NEXT);
  }

  // Blocks ----------------------------------------------------------------------------------------------------------
  private block(node: Node): void {
    const b = this.builder;
    this.current = node;
    const isHead = node.isLoop || this.flow.dispatched.includes(node);
    if (isHead) b.flagKind = DYNAMIC;
    const { insts, rip } = node.block;
    const prices = insts.map(this.price);
    const total = prices.reduce((sum, p) => sum + p, 0);
    const last = insts[insts.length - 1];
    const counted = retiring(insts);
    if (insts.length > 1 && insts.some(usesSse)) this.checkSse(rip);
    const needed = this.fuel.get(node);
    if (needed !== undefined) {
      if (isHead) b.checkSlice(rip, needed);
      else b.checkFuel(rip, needed);
    }
    b.charge(total, counted);
    const counter = this.counterOf?.(node.block);
    const count = () => {
      if (counter !== undefined) b.setGlobal(counter, b.add64(b.getGlobal(counter), b.i64(1)));
    };
    if (repeats(last)) b.onRetire = count;
    else count();

    const live = this.flags.after(node);
    let left = total;
    insts.forEach((inst, i) => {
      b.begin(inst, live[i], left, insts.slice(i, counted));
      left -= prices[i];
      if (insts.length === 1 && usesSse(inst)) b.raiseIfBarred();
      lift(b);
    });
    if (!endsItself(last)) b.goto(last.next);
  }

  /**
   * Where SSE is barred, which no system does for long, the block is left to be run an instruction at a time; there the
   * instruction itself raises what it has to.
   */
  private checkSse(rip: number): void {
    const b = this.builder;
    b.seldom(b.load32(b.i32(0), STATE.SSE_BARRED), () => b.leaveTo(b.i64(rip), LEAVE.LIMIT));
  }
}

/** Targets up to which comparing with one after the other is cheapest. */
const MOST_COMPARED = 4;

const endsItself = (inst: Inst): boolean => inst.encoding.endsBlock || repeats(inst);

import type { VirtualAddress } from '../../mm/pagetable';
import { type Decoder, MAX_LENGTH } from '../decode/decoder';
import type { Inst, Undecodable } from '../decode/inst';

/** Executable bytes of one page as the processor sees them. */
export interface CodePage {
  readonly va: VirtualAddress;
  readonly pfn: number;
  readonly bytes: Uint8Array;
}
/** Finds the page of code at a page-aligned address, or undefined when fetching there faults. */
export type FetchPage = (va: VirtualAddress) => CodePage | undefined;

/** A run of instructions that is entered only at its start. */
export interface Block {
  readonly rip: VirtualAddress;
  /** At least one. */
  readonly insts: Inst[];
  /** Where the block goes inside the region. */
  successors: Block[];
}

export interface Limits {
  readonly instructions: number;
  readonly blocks: number;
  /** Every instruction is a block of its own, and the region ends where its first basic block does. */
  readonly single: boolean;
}

const PAGE = 4096;

/** True for a string instruction that repeats: it is a loop of its own. */
export const repeats = (inst: Inst): boolean => inst.repeat !== 0 && inst.encoding.rep !== '';

/** Addresses where `inst`, which ends a block, may go on as far as they are known when translating. */
export function successorsOf(inst: Inst): VirtualAddress[] {
  if (repeats(inst)) return [inst.rip, inst.next];
  if (inst.encoding.mnemonic === 'swapgs') return [inst.next];
  if (inst.operands.length === 0 || inst.operands[0].place !== 'J' || inst.encoding.mnemonic === 'call')
    return [];
  return inst.encoding.mnemonic === 'jmp' ? [inst.target] : [inst.target, inst.next];
}

const ends = (inst: Inst): boolean => inst.encoding.endsBlock || repeats(inst);

/** The instruction at `rip`, which may reach into the next page. */
export function decodeAt(rip: VirtualAddress, decoder: Decoder, fetch: FetchPage): Inst | Undecodable {
  const start = Math.floor(rip / PAGE) * PAGE;
  const page = fetch(start);
  if (page === undefined) return { encoding: undefined, rip, length: 0, why: 'fetch' };
  const offset = rip - start;
  const inst = decoder.decode(page.bytes, offset, rip);
  if (inst.encoding !== undefined || inst.why !== 'fetch') return inst;
  const next = fetch(start + PAGE);
  if (next === undefined) return inst;
  const joined = new Uint8Array(PAGE - offset + MAX_LENGTH);
  joined.set(page.bytes.subarray(offset));
  joined.set(next.bytes.subarray(0, MAX_LENGTH), PAGE - offset);
  return decoder.decode(joined, 0, rip);
}

/**
 * Follows code from `entry`, where a good instruction stands, along direct jumps and both ways of branches, and cuts it
 * into blocks, the entry's first. What cannot be decoded stays outside.
 */
export function discover(entry: VirtualAddress, decoder: Decoder, fetch: FetchPage, limits: Limits): Block[] {
  const decoded = new Map<VirtualAddress, Inst>();
  const leaders = new Set<VirtualAddress>([entry]);
  const work = [entry];
  const follow = limits.single ? () => [] : successorsOf;
  for (let rip = work.shift(); rip !== undefined; rip = work.shift()) {
    if (decoded.has(rip)) continue;
    let last: VirtualAddress | undefined;
    while (decoded.size < limits.instructions && !decoded.has(rip)) {
      const inst = decodeAt(rip, decoder, fetch);
      if (inst.encoding === undefined) break;
      decoded.set(rip, inst);
      last = rip;
      if (limits.single || repeats(inst)) leaders.add(inst.rip);
      if (ends(inst)) {
        for (const target of follow(inst)) {
          if (leaders.size >= limits.blocks && !decoded.has(target)) continue;
          leaders.add(target);
          work.push(target);
        }
        break;
      }
      rip = inst.next;
    }
    // A run that came upon known instructions makes the first of them a leader.
    if (decoded.has(rip) && rip !== last) leaders.add(rip);
  }
  return cut(entry, decoded, leaders, follow);
}

/** Makes blocks: each from a leader to the next, or to an instruction that ends one and goes where `follow` says. */
function cut(
  entry: VirtualAddress,
  decoded: ReadonlyMap<VirtualAddress, Inst>,
  leaders: ReadonlySet<VirtualAddress>,
  follow: (last: Inst) => VirtualAddress[],
): Block[] {
  const blocks = new Map<VirtualAddress, Block>();
  const goesTo = new Map<Block, VirtualAddress[]>();
  for (const rip of leaders) {
    if (!decoded.has(rip)) continue;
    const block: Block = { rip, insts: [], successors: [] };
    let at = rip;
    let next = [at];
    for (;;) {
      const inst = decoded.get(at);
      if (inst === undefined) break;
      block.insts.push(inst);
      at = inst.next;
      next = ends(inst) ? follow(inst) : [at];
      if (ends(inst) || leaders.has(at)) break;
    }
    blocks.set(rip, block);
    goesTo.set(block, next);
  }
  for (const [block, targets] of goesTo) {
    block.successors = targets.map((rip) => blocks.get(rip)).filter((b) => b !== undefined);
  }
  const first = blocks.get(entry);
  if (first === undefined) throw new Error('a region without its entry block');
  return [first, ...[...blocks.values()].filter((b) => b !== first)];
}

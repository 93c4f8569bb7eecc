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

/** Answers where the indirect jump or call at an address has gone so far, as far as that was noticed: so many at most. */
export type SeenTargets = (rip: VirtualAddress, most: number) => readonly VirtualAddress[];

/** A run of instructions that is entered only at its start. */
export interface Block {
  readonly rip: VirtualAddress;
  /** At least one. */
  readonly insts: Inst[];
  /** Where the block goes inside the region. After a `ret` that is where its call would come back to. */
  successors: Block[];
}

/** How much is translated at once. */
export interface Limits {
  readonly instructions: number;
  readonly blocks: number;
  /** How deep calls are followed; each call has its own copy of what it calls. */
  readonly calls: number;
  /** Functions that are followed where a call is indirect. */
  readonly callees: number;
  /** Every instruction is a block of its own, and the region ends where its first basic block does. */
  readonly single: boolean;
}

const PAGE = 4096;
/** Ways that are followed where a jump is indirect: those of a large switch. */
const MOST_WAYS = 64;

/** True for a string instruction that repeats: it is a loop of its own. */
export const repeats = (inst: Inst): boolean => inst.repeat !== 0 && inst.encoding.rep !== '';

/** Addresses where `inst`, which ends a block, may go on in the same function, as far as they are known. */
function successorsOf(inst: Inst): VirtualAddress[] {
  if (repeats(inst)) return [inst.rip, inst.next];
  if (GOES_ON.has(inst.encoding.mnemonic)) return [inst.next];
  if (!isDirect(inst) || isCall(inst)) return [];
  return inst.encoding.mnemonic === 'jmp' ? [inst.target] : [inst.target, inst.next];
}

/** They end a block, as what follows is in another state than what is before; it still is what follows. */
const GOES_ON = new Set(['swapgs', 'vmcall']);
const isCall = (inst: Inst): boolean => inst.encoding.mnemonic === 'call';
const isDirect = (inst: Inst): boolean => inst.operands.length > 0 && inst.operands[0].place === 'J';
const isIndirectJump = (inst: Inst): boolean => inst.encoding.mnemonic === 'jmp' && !isDirect(inst);
const isReturn = (inst: Inst): boolean => inst.encoding.mnemonic === 'ret';
/** Instructions of a block that retire with it: a repeated string instruction is charged for each element, and retires once. */
export const retiring = (insts: readonly Inst[]): number =>
  repeats(insts[insts.length - 1]) ? insts.length - 1 : insts.length;
/** Whether a block ends after this instruction. */
export const ends = (inst: Inst): boolean => inst.encoding.endsBlock || repeats(inst);

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

/** The basic block that begins with `first`: up to an instruction that ends one, or to what is barred. */
export function decodeBlock(
  first: Inst,
  decoder: Decoder,
  fetch: FetchPage,
  most: number,
  barred: ReadonlySet<VirtualAddress>,
): Block {
  const insts = [first];
  for (let last = first; insts.length < most && !ends(last) && !barred.has(last.next); ) {
    const inst = decodeAt(last.next, decoder, fetch);
    // A repeated string instruction comes back to itself.
    if (inst.encoding === undefined || repeats(inst)) break;
    insts.push(inst);
    last = inst;
  }
  return { rip: first.rip, insts, successors: [] };
}

/** Code of one function as one call reaches it. */
interface Frame {
  readonly entry: VirtualAddress;
  readonly depth: number;
  /** Where its `ret` goes, as far as that is known. */
  readonly caller: { readonly frame: Frame; readonly back: VirtualAddress } | undefined;
  readonly leaders: Set<VirtualAddress>;
  /** Instructions that belong to it, by address. */
  readonly insts: Map<VirtualAddress, Inst>;
  /** Frames of its calls, by the address of the call: one for each function that may be called there. */
  readonly calls: Map<VirtualAddress, Frame[]>;
  readonly blocks: Map<VirtualAddress, Block>;
}

const newFrame = (entry: VirtualAddress, depth: number, caller: Frame['caller']): Frame => ({
  entry,
  depth,
  caller,
  leaders: new Set([entry]),
  insts: new Map(),
  calls: new Map(),
  blocks: new Map(),
});

/**
 * Follows code from `entry`, where a good instruction stands, along direct jumps, both ways of branches, and calls, and
 * cuts it into blocks; where jumps and calls are indirect, to where they went so far. The function that `entry` is in
 * returns to the first of `callers`, that one to the next, and none of them is barred. Answers the entry's block. What
 * cannot be decoded stays outside, and so does what `barred` names, unless it is the entry.
 */
export function discover(
  entry: VirtualAddress,
  decoder: Decoder,
  fetch: FetchPage,
  limits: Limits,
  seenTargets: SeenTargets,
  callers: readonly VirtualAddress[],
  barred: (rip: VirtualAddress) => boolean,
): Block {
  const frames: Frame[] = [];
  let caller: Frame['caller'];
  for (const back of callers.toReversed()) {
    const frame = newFrame(back, 0, caller);
    frames.unshift(frame);
    caller = { frame, back };
  }
  const outer = newFrame(entry, 0, caller);
  frames.unshift(outer);
  const work = frames.map((frame): [frame: Frame, rip: VirtualAddress] => [frame, frame.entry]);
  let instructions = 0;
  let blocks = frames.length;

  const lead = (frame: Frame, rip: VirtualAddress): void => {
    if (frame.leaders.has(rip) || barred(rip)) return;
    if (blocks >= limits.blocks && !frame.insts.has(rip)) return;
    blocks++;
    frame.leaders.add(rip);
    work.push([frame, rip]);
  };
  const follow = (frame: Frame, inst: Inst): void => {
    if (limits.single) return;
    for (const rip of isIndirectJump(inst) ? seenTargets(inst.rip, MOST_WAYS) : successorsOf(inst))
      lead(frame, rip);
    if (!isCall(inst) || frame.depth >= limits.calls || blocks >= limits.blocks) return;
    const callees: Frame[] = [];
    for (const target of isDirect(inst) ? [inst.target] : seenTargets(inst.rip, limits.callees)) {
      if (barred(target)) continue;
      const callee = newFrame(target, frame.depth + 1, { frame, back: inst.next });
      callees.push(callee);
      frames.push(callee);
      blocks++;
      work.push([callee, target]);
    }
    if (callees.length === 0) return;
    frame.calls.set(inst.rip, callees);
    lead(frame, inst.next);
  };

  for (let item = work.shift(); item !== undefined; item = work.shift()) {
    const [frame] = item;
    let [, rip] = item;
    while (instructions < limits.instructions && !frame.insts.has(rip)) {
      const inst = decodeAt(rip, decoder, fetch);
      if (inst.encoding === undefined) break;
      instructions++;
      frame.insts.set(rip, inst);
      if (limits.single || repeats(inst)) frame.leaders.add(rip);
      if (ends(inst)) {
        follow(frame, inst);
        break;
      }
      rip = inst.next;
      if (barred(rip)) break;
      // Running into known instructions makes the first of them a leader.
      if (frame.insts.has(rip)) frame.leaders.add(rip);
    }
  }
  for (const frame of frames) cut(frame);
  for (const frame of frames) link(frame, limits.single, seenTargets);
  return outer.blocks.get(entry) as Block;
}

/** Makes a frame's blocks: each from a leader to the next, or to an instruction that ends one. */
function cut({ leaders, insts, blocks }: Frame): void {
  for (const rip of leaders) {
    const block: Block = { rip, insts: [], successors: [] };
    for (let inst = insts.get(rip); inst !== undefined; inst = insts.get(inst.next)) {
      block.insts.push(inst);
      if (ends(inst) || leaders.has(inst.next)) break;
    }
    if (block.insts.length > 0) blocks.set(rip, block);
  }
}

/** Finds each block's successors. */
function link(frame: Frame, single: boolean, seenTargets: SeenTargets): void {
  for (const block of frame.blocks.values()) {
    const last = block.insts[block.insts.length - 1];
    const found: (Block | undefined)[] = [];
    const callees = frame.calls.get(last.rip);
    if (!ends(last)) found.push(frame.blocks.get(last.next));
    else if (callees !== undefined) found.push(...callees.map(({ entry, blocks }) => blocks.get(entry)));
    else if (isReturn(last)) found.push(frame.caller?.frame.blocks.get(frame.caller.back));
    else if (!single) {
      const targets = isIndirectJump(last) ? seenTargets(last.rip, MOST_WAYS) : successorsOf(last);
      found.push(...targets.map((rip) => frame.blocks.get(rip)));
    }
    block.successors = found.filter((b) => b !== undefined);
  }
}

/** The blocks of a region. */
export function blocksOf(entry: Block): Set<Block> {
  const blocks = new Set([entry]);
  for (const { successors } of blocks) for (const block of successors) blocks.add(block);
  return blocks;
}

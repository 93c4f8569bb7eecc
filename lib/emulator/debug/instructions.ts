import { Decoder } from '../cpu/decode/decoder';
import type { Inst } from '../cpu/decode/inst';
import { decodeAt, type FetchPage } from '../cpu/region/discover';
import type { TaskStruct } from '../kernel/task';
import type { VirtualAddress } from '../mm/pagetable';
import { PAGE_SIZE } from '../mm/physical';
import { readMemory } from './inspect';

/** How much of a function is looked through for its ends. */
const MOST_INSTRUCTIONS = 20_000;

const decoder = new Decoder();

function fetchOf(task: TaskStruct): FetchPage {
  return (va) => {
    const { bytes, mapped } = readMemory(task, va, PAGE_SIZE);
    return mapped[0] ? { va, pfn: 0, bytes } : undefined;
  };
}

/** The instruction that stands somewhere in a program's memory, if one does. */
export function instructionAt(task: TaskStruct, rip: VirtualAddress): Inst | undefined {
  const inst = decodeAt(rip, decoder, fetchOf(task));
  return inst.encoding === undefined ? undefined : inst;
}

/**
 * Where control leaves a function, seen from `rip` in it: its `ret`s, jumps whose target the code does not say, and the
 * ends of what was looked through. What it calls is taken to come back.
 */
export function waysOut(task: TaskStruct, rip: VirtualAddress): Set<VirtualAddress> {
  const ways = new Set<VirtualAddress>();
  const pages = new Map<VirtualAddress, ReturnType<FetchPage>>();
  const fetch = fetchOf(task);
  const fetchOnce: FetchPage = (va) => {
    if (!pages.has(va)) pages.set(va, fetch(va));
    return pages.get(va);
  };
  const seen = new Set([rip]);
  for (const at of seen) {
    const inst = decodeAt(at, decoder, fetchOnce);
    const next = inst.encoding === undefined || seen.size > MOST_INSTRUCTIONS ? [] : successorsOf(inst);
    if (next.length === 0) ways.add(at);
    for (const successor of next) seen.add(successor);
  }
  return ways;
}

/** Addresses after an instruction in its function, as far as the code says them. */
function successorsOf(inst: Inst): VirtualAddress[] {
  const { encoding, operands, next, target } = inst;
  const direct = operands.length > 0 && operands[0].place === 'J';
  if (encoding.mnemonic === 'ret' || encoding.mnemonic === 'iret') return [];
  if (encoding.mnemonic === 'jmp') return direct ? [target] : [];
  return direct && encoding.mnemonic !== 'call' ? [target, next] : [next];
}

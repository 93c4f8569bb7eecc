import type { VirtualAddress } from '../../mm/pagetable';
import type { Site } from '../lift/emitter';
import { type Block, blocksOf, type CodePage, type FetchPage, type SeenTargets } from './discover';

const PAGE = 4096;

/** What a translation is for, and so how much it takes in. */
export const TIER = {
  /** Code met for the first time: most of it runs once or twice, so that it is interpreted. */
  COLD: 0,
  /** Code that is entered again and again: calls are followed. */
  HOT: 1,
  /** One basic block that asks for fuel before every instruction. */
  SINGLE: 2,
  /** The same, under RFLAGS.AC: accesses that are not aligned raise #AC. */
  ALIGNED: 3,
} as const;
export type Tier = (typeof TIER)[keyof typeof TIER];

/** A stretch of code inside one page. */
export interface Span {
  readonly page: VirtualAddress;
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/** What code of one region is known by, compiled or not. */
export interface Made {
  readonly rip: VirtualAddress;
  readonly cpl: 0 | 3;
  readonly tier: Tier;
  /** The place of a number where it may leave in the middle of a block. */
  site(number: number): Site;
  /** Blocks by the number of the variable that counts them, when executions are counted. */
  readonly counted: readonly Block[];
  /** What it was made from. */
  readonly spans: readonly Span[];
  /** It ends where a breakpoint stood, and would have gone on. */
  readonly cut: boolean;
  /** Where its indirect jumps and calls were taken to go, by their address. */
  readonly guesses: ReadonlyMap<VirtualAddress, Guess>;
}

/** What was known of an indirect jump or call when it was translated; so many targets at most make a difference. */
export interface Guess {
  readonly most: number;
  readonly targets: readonly VirtualAddress[];
}

/** Whether a machine has seen targets that code was made without. */
export function isOutgrown({ guesses }: Made, seenTargets: SeenTargets): boolean {
  for (const [rip, { most, targets }] of guesses)
    if (seenTargets(rip, most).some((target) => !targets.includes(target))) return true;
  return false;
}

/** Whether code runs through one of these addresses; where it begins does not count, as there it can be stopped. */
export function runsThrough({ rip, spans }: Made, addresses: Iterable<VirtualAddress>): boolean {
  for (const at of addresses) {
    if (at !== rip && spans.some(({ page, start, end }) => page + start <= at && at < page + end))
      return true;
  }
  return false;
}

/** Whether the bytes of all spans are what they were. */
export function matches(spans: readonly Span[], fetch: FetchPage): boolean {
  return spans.every(({ page, start, end, bytes }) => {
    const now = fetch(page)?.bytes;
    if (now === undefined) return false;
    for (let i = start; i < end; i++) if (now[i] !== bytes[i - start]) return false;
    return true;
  });
}

/** Bytes that a translation was made from. */
export function bytesOf({ spans }: Made, start: VirtualAddress, end: VirtualAddress): Uint8Array {
  const found: number[] = [];
  for (let at = start; at < end; at++) {
    const span = spans.find(({ page, start, end }) => page + start <= at && at < page + end);
    if (span === undefined) break;
    found.push(span.bytes[at - span.page - span.start]);
  }
  return Uint8Array.from(found);
}

/** The stretches of bytes that a region was made from, cut at page borders. */
export function spansOf(entry: Block, fetch: FetchPage): Span[] {
  const spans = new Map<VirtualAddress, Span>();
  for (const block of blocksOf(entry)) {
    for (const span of spansOfBlock(block, fetch)) {
      const at = span.page + span.start;
      if ((spans.get(at)?.end ?? 0) < span.end) spans.set(at, span);
    }
  }
  return [...spans.values()];
}

/** Those of one block. */
export function spansOfBlock({ rip, insts }: Block, fetch: FetchPage): Span[] {
  const spans: Span[] = [];
  const last = insts[insts.length - 1].next;
  for (let at = rip; at < last; ) {
    const page = Math.floor(at / PAGE) * PAGE;
    const start = at - page;
    const end = Math.min(last - page, PAGE);
    const { bytes } = fetch(page) as CodePage;
    spans.push({ page, start, end, bytes: bytes.slice(start, end) });
    at = page + end;
  }
  return spans;
}

import type { VirtualAddress } from '../../mm/pagetable';
import { REGION } from '../core/core';
import { Decoder } from '../decode/decoder';
import type { Builder } from '../lift/builder';
import { Helpers, type Site } from '../lift/emitter';
import { instructionPrice } from '../price';
import type { InstructionCosts } from '../types';
import { ModuleWriter } from '../wasm/module';
import {
  type Block,
  blocksOf,
  type CodePage,
  discover,
  type FetchPage,
  type Limits,
  type SeenTargets,
} from './discover';
import { type PriceOf, translate } from './translate';

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

const LIMITS: readonly Limits[] = [
  { instructions: 60, blocks: 8, calls: 0, single: false },
  { instructions: 500, blocks: 120, calls: 4, single: false },
  { instructions: 64, blocks: 64, calls: 0, single: true },
  { instructions: 64, blocks: 64, calls: 0, single: true },
];

/** Translations kept of different code that was at one address: programs that write code come back to a few at most. */
export const VARIANTS = 16;
/** Translations kept in all. */
const MOST = 16_384;
const PAGE = 4096;

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
}

/** Compiled code of one region. It depends on bytes and addresses alone, so that any machine may use it. */
export interface Translation extends Made {
  /** The module that has its code, as `region`. */
  readonly module: WebAssembly.Module;
}

/** Whether code runs through one of these addresses; where it begins does not count, as there it can be stopped. */
export function runsThrough({ rip, spans }: Made, addresses: Iterable<VirtualAddress>): boolean {
  for (const at of addresses) {
    if (at !== rip && spans.some(({ page, start, end }) => page + start <= at && at < page + end))
      return true;
  }
  return false;
}

/** Translations of code under one set of prices. */
export class Translations {
  private readonly decoder = new Decoder();
  /** By tier and ring, then by rip. */
  private readonly maps = Array.from({ length: 8 }, () => new Map<VirtualAddress, Translation[]>());
  private count = 0;
  readonly price: PriceOf;

  constructor(
    readonly costs: InstructionCosts,
    /** Whether executions of user code are counted. */
    readonly counting = false,
  ) {
    this.price = instructionPrice(costs);
  }

  /**
   * The translation of the code at `rip`, where a good instruction stands: a known one of the same bytes, or a new one.
   * It does not run through breakpoints.
   */
  find(
    rip: VirtualAddress,
    cpl: 0 | 3,
    tier: Tier,
    fetch: FetchPage,
    seenTargets: SeenTargets,
    breakpoints: ReadonlySet<VirtualAddress>,
  ): Translation {
    const map = this.maps[tier * 2 + (cpl === 3 ? 1 : 0)];
    const known = map.get(rip)?.find((t) => !runsThrough(t, breakpoints) && matches(t.spans, fetch));
    if (known !== undefined) return known;
    if (this.count >= MOST) {
      for (const each of this.maps) each.clear();
      this.count = 0;
    }
    const writer = new ModuleWriter();
    const helpers = new Helpers(writer);
    const { entry, code, counted, cut } = this.write(rip, cpl, tier, {
      fetch,
      seenTargets,
      breakpoints,
      writer,
      helpers,
    });
    writer.define(writer.declare(REGION, 'region'), code);
    const translation: Translation = {
      rip,
      cpl,
      tier,
      module: new WebAssembly.Module(writer.build()),
      site: (number) => code.sites[number],
      counted,
      spans: spansOf(entry, fetch),
      cut,
    };
    // What a breakpoint cut short is for the one machine that has it.
    if (!cut) {
      map.set(rip, [...(map.get(rip) ?? []).slice(1 - VARIANTS), translation]);
      this.count++;
    }
    return translation;
  }

  private write(rip: VirtualAddress, cpl: 0 | 3, tier: Tier, context: WritingContext): Piece {
    const { fetch, seenTargets, breakpoints, writer, helpers } = context;
    let cut = false;
    const barred = (at: VirtualAddress): boolean => {
      const bars = breakpoints.has(at);
      cut ||= bars;
      return bars;
    };
    const targets = tier === TIER.HOT ? seenTargets : () => [];
    const entry = discover(rip, this.decoder, fetch, LIMITS[tier], targets, barred);
    const counted: Block[] = [];
    const counterOf =
      this.counting && cpl === 3
        ? (block: Block) => {
            counted.push(block);
            return writer.global64();
          }
        : undefined;
    const kind = {
      single: LIMITS[tier].single,
      compact: tier !== TIER.HOT,
      checksAlignment: tier === TIER.ALIGNED,
    };
    const code = translate(entry, cpl, helpers, this.price, kind, counterOf);
    return { entry, code, counted, cut };
  }
}

/** A region that has been written and is not compiled yet. */
interface Piece {
  readonly entry: Block;
  readonly code: Builder;
  readonly counted: readonly Block[];
  readonly cut: boolean;
}

interface WritingContext {
  readonly fetch: FetchPage;
  readonly seenTargets: SeenTargets;
  readonly breakpoints: ReadonlySet<VirtualAddress>;
  readonly writer: ModuleWriter;
  readonly helpers: Helpers;
}

/** Machines one after another, or side by side, mostly run the same programs at the same prices: they share. */
const shared: Translations[] = [];
const MOST_COSTS = 8;

/** The translations under these prices, kept for all machines of this process. */
export function translationsFor(costs: InstructionCosts): Translations {
  const same = shared.find((t) => sameCosts(t.costs, costs));
  if (same !== undefined) return same;
  const fresh = new Translations(costs);
  shared.push(fresh);
  if (shared.length > MOST_COSTS) shared.shift();
  return fresh;
}

function sameCosts(a: InstructionCosts, b: InstructionCosts): boolean {
  if (a === b) return true;
  if (a.load !== b.load || a.store !== b.store || a.lock !== b.lock) return false;
  return a.byEncoding.every((ticks, id) => ticks === b.byEncoding[id]);
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

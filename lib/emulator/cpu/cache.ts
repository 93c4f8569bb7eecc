import type { VirtualAddress } from '../mm/pagetable';
import { FRAME, type PhysicalMemory } from '../mm/physical';
import type { Core } from './core/core';
import { Decoder, MAX_LENGTH } from './decode/decoder';
import type { Inst, Undecodable } from './decode/inst';
import { InterpretedBlock } from './interpret/block';
import { Blocks } from './interpret/blocks';
import { HANDLERS } from './interpret/handlers';
import { MOST_INSTRUCTIONS, writeBlock } from './interpret/records';
import type { Linear } from './linear';
import { kernelCallers, STACK_WORDS } from './region/callers';
import {
  blocksOf,
  type CodePage,
  decodeAt,
  decodeBlock,
  discover,
  type FetchPage,
  type Limits,
  type SeenTargets,
} from './region/discover';
import {
  isOutgrown,
  type Made,
  matches,
  runsThrough,
  type Span,
  spansOfBlock,
  TIER,
  type Tier,
} from './region/made';
import type { SharedCode } from './region/shared';
import { seenTargets } from './region/targets';
import { VARIANTS } from './region/variants';
import { CONTEXT_FACTOR, JUMP_ENTRIES, JUMP_ENTRY, LAYOUT, MOST_BLOCKS, TABLE_SIZE } from './state';

/** Entries into a cold region after which it is made anew as a hot one. */
const HEAT = 3000;
/** Instructions of a block that are interpreted before it becomes a hot region: by then they have cost as much as that does. */
const INTERPRETED = 400_000;
/** Entries into a block after which it is hot where another machine has a hot region ready. */
const KNOWN_HEAT = 1000;
/** How far code is looked through for instructions that will want handlers. */
const AHEAD: Limits = { instructions: 400, blocks: 100, calls: 3, callees: 0, single: false };
/** Entries of the jump cache that are remembered of a region; most of them, of address spaces that are gone, lead nowhere. */
const MOST_ENTRIES = 16;
const PAGE = 4096;
const NONE: ReadonlySet<VirtualAddress> = new Set();

/** Frames that hold a region's bytes at its addresses. */
interface Binding {
  readonly region: Region;
  readonly pages: readonly BoundPage[];
}
interface BoundPage {
  readonly va: VirtualAddress;
  readonly pfn: number;
}

/** Code as this machine uses it. What it was made from is its bytes: any frames that hold them will do. */
export interface Region {
  readonly made: Made;
  /** Index in the function table, or the number of an interpreted block. */
  readonly index: number;
  /** Variables that count its blocks, when executions are counted. */
  readonly counters: WebAssembly.Global<'i64'>[];
  bindings: Binding[];
  /** Entries of the jump cache that have led to it. */
  readonly entries: number[];
}

/** The machine's regions by address and contents. Whatever is dropped is made again when it is needed. */
export class CodeCache {
  private readonly decoder = new Decoder();
  private readonly interpreter: Blocks;
  /** Regions by tier and ring, then by rip. */
  private readonly maps = Array.from({ length: 8 }, () => new Map<VirtualAddress, Region[]>());
  private readonly byFrame = new Map<number, Set<Binding>>();
  /** Compiled regions, and interpreted blocks, which are numbered from TABLE_SIZE on. */
  private regions: Region[] = [];
  private blocks: Region[] = [];
  private readonly counts = new Map<VirtualAddress, number>();
  /** Pages that some region's bytes are in. */
  private readonly codePages = new Set<VirtualAddress>();
  /** Addresses that no region of user code runs through. */
  private breakpoints: ReadonlySet<VirtualAddress> = new Set();

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly linear: Linear,
    private readonly core: Core,
    private shared: SharedCode,
  ) {
    this.interpreter = new Blocks(phys, core);
  }

  /** Host offset up to which records of the interpreter have been written. */
  get recordsEnd(): number {
    return this.interpreter.reached;
  }

  /** The region of a number. */
  region(index: number): Region {
    return index < TABLE_SIZE ? this.regions[index] : this.blocks[index - TABLE_SIZE];
  }

  /** The instruction at `rip`. */
  decode(rip: VirtualAddress, fetch: FetchPage): Inst | Undecodable {
    return decodeAt(rip, this.decoder, fetch);
  }

  /** Pages of code as they are now, each fetched once. */
  fetcher(cpl: 0 | 3): FetchPage {
    const fetched: CodePage[] = [];
    return (va) => {
      for (let i = 0; i < fetched.length; i++) if (fetched[i].va === va) return fetched[i];
      const page = this.linear.fetchPage(va, cpl === 3);
      if (page !== undefined) fetched.push(page);
      return page;
    };
  }

  /** Up to 15 bytes at `rip`, as far as they can be fetched. */
  bytesAt(rip: VirtualAddress, cpl: 0 | 3): Uint8Array {
    const bytes: number[] = [];
    for (let at = rip; bytes.length < MAX_LENGTH; ) {
      const start = Math.floor(at / PAGE) * PAGE;
      const page = this.linear.fetchPage(start, cpl === 3);
      if (page === undefined) break;
      bytes.push(...page.bytes.subarray(at - start, at - start + MAX_LENGTH - bytes.length));
      at = start + PAGE;
    }
    return Uint8Array.from(bytes);
  }

  private mapOf(cpl: 0 | 3, tier: Tier): Map<VirtualAddress, Region[]> {
    return this.maps[tier * 2 + (cpl === 3 ? 1 : 0)];
  }

  /** A region that is not known yet, by its first instruction. */
  make(first: Inst, cpl: 0 | 3, tier: Tier, fetch: FetchPage): Region {
    const interprets = tier === TIER.COLD || tier === TIER.SINGLE;
    const made = interprets ? this.interpret(first, cpl, fetch) : undefined;
    return this.keep(made ?? this.compile(first.rip, cpl, tier, fetch), fetch);
  }

  /** The hot region at `rip`, where a good instruction stands, found or made. */
  findHot(rip: VirtualAddress, cpl: 0 | 3): Region {
    const known = this.known(rip, cpl, TIER.HOT);
    if (known !== undefined && !isOutgrown(known.made, this.seenTargets)) return known;
    if (known !== undefined) this.drop(known);
    const fetch = this.fetcher(cpl);
    return this.keep(this.compile(rip, cpl, TIER.HOT, fetch, known?.made), fetch);
  }

  /** A region is not found any more. */
  private drop(region: Region): void {
    const { rip, cpl, tier } = region.made;
    const map = this.mapOf(cpl, tier);
    map.set(
      rip,
      (map.get(rip) ?? []).filter((other) => other !== region),
    );
    for (const binding of region.bindings) this.unbind(binding);
  }

  private keep(region: Region, fetch: FetchPage): Region {
    const { rip, cpl, tier } = region.made;
    const map = this.mapOf(cpl, tier);
    const others = map.get(rip);
    map.set(rip, others === undefined ? [region] : [...others.slice(1 - VARIANTS), region]);
    this.bind(region, fetch);
    return region;
  }

  /** The region that is there already; a hot one instead of a cold one. */
  known(rip: VirtualAddress, cpl: 0 | 3, tier: Tier): Region | undefined {
    const hot = tier === TIER.COLD ? this.knownAs(rip, cpl, TIER.HOT) : undefined;
    const known = hot ?? this.knownAs(rip, cpl, tier);
    if (known !== undefined || tier !== TIER.SINGLE) return known;
    // The interpreter takes as much of a block as there is fuel for.
    const block = this.knownAs(rip, cpl, TIER.COLD);
    return block !== undefined && isBlock(block) ? block : undefined;
  }
  /** A region whose frames are mapped now, or whose bytes are what is mapped now. */
  private knownAs(rip: VirtualAddress, cpl: 0 | 3, tier: Tier): Region | undefined {
    const regions = this.mapOf(cpl, tier).get(rip);
    if (regions === undefined) return undefined;
    // Every region is asked for after a switch to a new address space: no iterators, and no closures in this function.
    for (let i = 0; i < regions.length; i++) {
      const { bindings } = regions[i];
      for (let n = 0; n < bindings.length; n++)
        if (this.areMapped(bindings[n].pages, cpl === 3)) return regions[i];
    }
    return this.knownByBytes(regions, cpl);
  }

  private knownByBytes(regions: readonly Region[], cpl: 0 | 3): Region | undefined {
    const fetch = this.fetcher(cpl);
    const same = regions.find(({ made }) => matches(made.spans, fetch));
    if (same !== undefined) this.bind(same, fetch);
    return same;
  }

  private areMapped(pages: readonly BoundPage[], user: boolean): boolean {
    for (let i = 0; i < pages.length; i++)
      if (this.linear.fetchFrame(pages[i].va, user) !== pages[i].pfn) return false;
    return true;
  }

  private readonly seenTargets: SeenTargets = (jump, most) => seenTargets(this.phys.u32, jump, most);

  /** Where the functions that are running return to. User code would be translated over and over with its callers. */
  private callers(cpl: 0 | 3, fetch: FetchPage): VirtualAddress[] {
    if (cpl === 3) return [];
    return kernelCallers(this.linear.stackWords(STACK_WORDS), (rip) => this.decode(rip, fetch));
  }

  private compile(rip: VirtualAddress, cpl: 0 | 3, tier: Tier, fetch: FetchPage, outgrown?: Made): Region {
    if (this.regions.length >= TABLE_SIZE) this.clear();
    const callers = tier === TIER.HOT ? this.callers(cpl, fetch) : [];
    const circumstances = { fetch, seenTargets: this.seenTargets, callers };
    const { translations } = this.shared;
    const made = translations.find(rip, cpl, tier, circumstances, this.barred(cpl), outgrown);
    const index = this.regions.length;
    const { exports } = new WebAssembly.Instance(made.module, this.core.imports);
    this.core.table.set(index, exports.region);
    const counters = made.counted.map((_, i) => exports[`n${i}`] as WebAssembly.Global<'i64'>);
    const region: Region = { made, index, counters, bindings: [], entries: [] };
    this.regions.push(region);
    this.setHeat(index, tier === TIER.COLD ? HEAT : 0);
    return region;
  }

  /** The block at `rip` where another machine has met it, or this one before it forgot. */
  recall(rip: VirtualAddress, cpl: 0 | 3, fetch: FetchPage): Region | undefined {
    if (this.shared.counting) return undefined;
    const block = this.shared.findBlock(rip, cpl, fetch, this.barred(cpl));
    return block && this.keep(this.place(block, fetch), fetch);
  }

  /** The basic block from `first` on for the interpreter, unless executions are counted or `first` has no handler. */
  private interpret(first: Inst, cpl: 0 | 3, fetch: FetchPage): Region | undefined {
    if (this.shared.counting) return undefined;
    const barred = this.barred(cpl);
    const block = decodeBlock(first, this.decoder, fetch, MOST_INSTRUCTIONS, barred);
    const { rip, insts } = block;
    const ahead = () =>
      discover(
        rip,
        this.decoder,
        fetch,
        AHEAD,
        () => [],
        [],
        () => false,
      );
    const handlers = HANDLERS.of(insts, cpl, () => blocksOf(ahead()));
    if (handlers.length === 0) return undefined;
    insts.length = handlers.length;
    const { price } = this.shared;
    const cut = barred.has(insts[insts.length - 1].next);
    const image = writeBlock(insts, handlers, price);
    const made = new InterpretedBlock(rip, cpl, spansOfBlock(block, fetch), cut, handlers, image, price);
    this.shared.keepBlock(made);
    return this.place(made, fetch);
  }

  private place(made: InterpretedBlock, fetch: FetchPage): Region {
    if (this.blocks.length >= MOST_BLOCKS || !this.interpreter.hasRoom(made)) this.clearBlocks();
    const index = TABLE_SIZE + this.blocks.length;
    this.interpreter.place(made, index);
    const region: Region = { made, index, counters: [], bindings: [], entries: [] };
    this.blocks.push(region);
    const { rip, cpl, handlers } = made;
    const isHot = this.shared.translations.isHot(rip, cpl, fetch, this.barred(cpl));
    this.setHeat(index, isHot ? KNOWN_HEAT : Math.ceil(INTERPRETED / handlers.length));
    return region;
  }

  private barred(cpl: 0 | 3): ReadonlySet<VirtualAddress> {
    return cpl === 3 ? this.breakpoints : NONE;
  }

  private setHeat(index: number, entries: number): void {
    this.phys.u32[(LAYOUT.HEAT >>> 2) + index] = entries;
  }

  /** Notes the frames a region's bytes are in now, and sees to it that writes to them are noticed. */
  private bind(region: Region, fetch: FetchPage): void {
    const pages: BoundPage[] = [];
    for (const { page: va } of region.made.spans) {
      if (!pages.some((p) => p.va === va)) pages.push({ va, pfn: (fetch(va) as CodePage).pfn });
    }
    const binding: Binding = { region, pages };
    region.bindings.push(binding);
    for (const { va, pfn } of pages) {
      this.codePages.add(va);
      let set = this.byFrame.get(pfn);
      if (set === undefined) this.byFrame.set(pfn, (set = new Set()));
      set.add(binding);
      if ((this.phys.code[pfn] & FRAME.CODE) === 0) {
        this.phys.code[pfn] |= FRAME.CODE;
        this.core.guardFrame(pfn);
      }
    }
  }

  private unbind(binding: Binding): void {
    const { region } = binding;
    region.bindings = region.bindings.filter((b) => b !== binding);
    for (const { pfn } of binding.pages) {
      const set = this.byFrame.get(pfn);
      set?.delete(binding);
      if (set?.size === 0) {
        this.byFrame.delete(pfn);
        this.phys.code[pfn] &= ~FRAME.CODE;
      }
    }
    this.leaveJumps(region);
  }
  /** No entry of the jump cache leads to the region any more. */
  private leaveJumps({ index, entries }: Region): void {
    const { u32 } = this.phys;
    for (const at of entries) {
      if (u32[at + JUMP_ENTRY.REGION / 4] === index) u32[at + JUMP_ENTRY.CONTEXT / 4] = 0;
    }
    entries.length = 0;
  }

  /** A frame is about to hold other bytes: nothing translated from it counts any more. */
  frameWritten(pfn: number): void {
    for (const binding of this.byFrame.get(pfn) ?? []) this.unbind(binding);
    this.phys.code[pfn] &= ~FRAME.CODE;
  }

  /** Bytes of a frame of code are about to be written; answers whether any region was made from them. */
  bytesWritten(pfn: number, offset: number, length: number): boolean {
    let hit = false;
    for (const binding of this.byFrame.get(pfn) ?? []) {
      const pages = binding.pages.filter((p) => p.pfn === pfn).map((p) => p.va);
      const overlaps = (s: Span) => pages.includes(s.page) && s.start < offset + length && offset < s.end;
      if (!binding.region.made.spans.some(overlaps)) continue;
      this.unbind(binding);
      hit = true;
    }
    return hit;
  }

  /** Lets the run loop find a region by itself. */
  enterJump(region: Region, context: number): void {
    const { rip } = region.made;
    const at = jumpEntryAt(rip, context);
    const { entries } = region;
    if (entries.length >= MOST_ENTRIES) this.leaveJumps(region);
    if (!entries.includes(at)) entries.push(at);
    const { u32, i32 } = this.phys;
    u32[at] = rip;
    i32[at + 1] = Math.floor(rip / 2 ** 32);
    u32[at + JUMP_ENTRY.CONTEXT / 4] = context;
    u32[at + JUMP_ENTRY.REGION / 4] = region.index;
  }

  /** True when some region has bytes at this page-aligned address. */
  hasCode(page: VirtualAddress): boolean {
    return this.codePages.has(page);
  }

  /** The same of any page of [start, end). */
  hasCodeIn(start: VirtualAddress, end: VirtualAddress): boolean {
    const { codePages } = this;
    if ((end - start) / PAGE > codePages.size) {
      for (const page of codePages) if (start <= page && page < end) return true;
      return false;
    }
    for (let page = start; page < end; page += PAGE) if (codePages.has(page)) return true;
    return false;
  }

  /** From now on runs come by way of the engine at these addresses of user code. */
  setBreakpoints(breakpoints: ReadonlySet<VirtualAddress>): void {
    const added = [...breakpoints].filter((at) => !this.breakpoints.has(at));
    this.breakpoints = breakpoints;
    for (const [number, map] of this.maps.entries()) {
      if (number % 2 === 0) continue;
      for (const [rip, regions] of map) {
        const kept = regions.filter(
          ({ made: t }) => !t.cut && !added.includes(rip) && !runsThrough(t, added),
        );
        if (kept.length === regions.length) continue;
        map.set(rip, kept);
        for (const region of regions) {
          if (!kept.includes(region)) for (const binding of region.bindings) this.unbind(binding);
        }
      }
    }
  }

  /** From now on code is translated otherwise. */
  use(code: SharedCode): void {
    this.clear();
    this.shared = code;
  }

  /** How often each user instruction has run since executions are counted, by address. */
  executions(): Map<VirtualAddress, number> {
    for (const { made, counters } of this.regions) {
      counters.forEach((counter, i) => {
        const times = Number(counter.value);
        counter.value = 0n;
        if (times > 0) this.count(made.counted[i].insts, times);
      });
    }
    return this.counts;
  }
  /** Counts instructions as run so many times more; fewer, for what a fault left undone. */
  count(insts: readonly Inst[], times: number): void {
    for (const { rip } of insts) this.counts.set(rip, (this.counts.get(rip) ?? 0) + times);
  }
  forgetCounts(): void {
    this.executions();
    this.counts.clear();
  }

  /** Drops interpreted blocks. Compiled regions stay: it took longer to find out that they are worth it. */
  private clearBlocks(): void {
    for (const { bindings } of this.blocks) for (const binding of bindings) this.unbind(binding);
    for (const map of this.maps) {
      for (const [rip, regions] of map) {
        const kept = regions.filter((region) => !isBlock(region));
        if (kept.length > 0) map.set(rip, kept);
        else map.delete(rip);
      }
    }
    this.blocks = [];
    this.interpreter.clear();
  }

  /** Drops everything but the counts. */
  private clear(): void {
    this.executions();
    for (const pfn of this.byFrame.keys()) this.phys.code[pfn] &= ~FRAME.CODE;
    this.byFrame.clear();
    this.codePages.clear();
    for (const map of this.maps) map.clear();
    for (const { index } of this.regions) this.core.table.set(index, null);
    this.regions = [];
    this.blocks = [];
    this.interpreter.clear();
    this.phys.u8.fill(0, LAYOUT.JUMP_CACHE, LAYOUT.JUMP_CACHE + JUMP_ENTRIES * JUMP_ENTRY.SIZE);
  }
}

const isBlock = ({ index }: Region): boolean => index >= TABLE_SIZE;

/** Index into u32 of the jump-cache entry for `rip` in an address space; the same hash as core.ts has. */
function jumpEntryAt(rip: VirtualAddress, context: number): number {
  const low = (rip % 2 ** 32) | 0;
  const hash = (low ^ (low >>> 12) ^ Math.imul(context, CONTEXT_FACTOR)) & (JUMP_ENTRIES - 1);
  return (LAYOUT.JUMP_CACHE + hash * JUMP_ENTRY.SIZE) >>> 2;
}

import type { VirtualAddress } from '../mm/pagetable';
import type { PhysicalMemory } from '../mm/physical';
import type { Core } from './core/core';
import { Decoder, MAX_LENGTH } from './decode/decoder';
import type { Inst, Undecodable } from './decode/inst';
import type { Linear } from './linear';
import { type CodePage, decodeAt, type FetchPage } from './region/discover';
import { seenTargets } from './region/targets';
import {
  matches,
  runsThrough,
  type Span,
  TIER,
  type Tier,
  type Translation,
  type Translations,
  VARIANTS,
} from './region/translations';
import { CONTEXT_FACTOR, JUMP_ENTRIES, JUMP_ENTRY, LAYOUT, TABLE_SIZE } from './state';

/** Entries into a cold region through the run loop after which it is made anew as a hot one. */
const HEAT = 3000;
const PAGE = 4096;
const NONE: ReadonlySet<VirtualAddress> = new Set();

/** Frames that hold a region's bytes at its addresses. */
interface Binding {
  readonly region: Region;
  readonly pages: readonly { va: VirtualAddress; pfn: number }[];
}

/** A translation as this machine uses it. What it was made from is its bytes: any frames that hold them will do. */
export interface Region {
  readonly translation: Translation;
  /** Index in the function table. */
  readonly index: number;
  /** Variables that count its blocks, when executions are counted. */
  readonly counters: WebAssembly.Global<'i64'>[];
  bindings: Binding[];
  /** Entries of the jump cache that have led to it. */
  readonly entries: Set<number>;
}

/** The machine's regions by address and contents. Whatever is dropped is made again when it is needed. */
export class CodeCache {
  private readonly decoder = new Decoder();
  /** Regions by tier and ring, then by rip. */
  private readonly maps = Array.from({ length: 8 }, () => new Map<VirtualAddress, Region[]>());
  private readonly byFrame = new Map<number, Set<Binding>>();
  private regions: Region[] = [];
  private instances = new WeakMap<WebAssembly.Module, WebAssembly.Instance>();
  private readonly counts = new Map<VirtualAddress, number>();
  /** Pages that some region's bytes are in. */
  private readonly codePages = new Set<VirtualAddress>();
  /** Addresses that no region of user code runs through. */
  private breakpoints: ReadonlySet<VirtualAddress> = new Set();

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly linear: Linear,
    private readonly core: Core,
    private translations: Translations,
  ) {}

  /** The region of a table index. */
  region(index: number): Region {
    return this.regions[index];
  }

  /** The instruction at `rip`. */
  decode(rip: VirtualAddress, cpl: 0 | 3): Inst | Undecodable {
    return decodeAt(rip, this.decoder, (va) => this.linear.fetchPage(va, cpl === 3));
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

  /** Whether a region was made that begins at `rip`. */
  knows(rip: VirtualAddress, cpl: 0 | 3): boolean {
    return this.mapOf(cpl, TIER.COLD).has(rip);
  }

  private mapOf(cpl: 0 | 3, tier: Tier): Map<VirtualAddress, Region[]> {
    return this.maps[tier * 2 + (cpl === 3 ? 1 : 0)];
  }

  /** The region that begins at `rip`, where a good instruction stands, found or made; a hot one instead of a cold one. */
  find(rip: VirtualAddress, cpl: 0 | 3, tier: Tier): Region {
    const fetched = new Map<VirtualAddress, CodePage | undefined>();
    const fetch: FetchPage = (va) => {
      if (!fetched.has(va)) fetched.set(va, this.linear.fetchPage(va, cpl === 3));
      return fetched.get(va);
    };
    const hot = tier === TIER.COLD ? this.known(rip, cpl, TIER.HOT, fetch) : undefined;
    const known = hot ?? this.known(rip, cpl, tier, fetch);
    if (known !== undefined) return known;
    if (this.regions.length >= TABLE_SIZE) this.clear();
    const translation = this.translations.find(
      rip,
      cpl,
      tier,
      fetch,
      (jump) => seenTargets(this.phys.u32, jump),
      cpl === 3 ? this.breakpoints : NONE,
    );
    const region: Region = {
      translation,
      index: this.regions.length,
      counters: [],
      bindings: [],
      entries: new Set(),
    };
    this.regions.push(region);
    this.instantiate(region);
    const map = this.mapOf(cpl, tier);
    map.set(rip, [...(map.get(rip) ?? []).slice(1 - VARIANTS), region]);
    this.bind(region, fetch);
    return region;
  }

  /** A region whose frames are mapped now, or whose bytes are what is mapped now. */
  private known(rip: VirtualAddress, cpl: 0 | 3, tier: Tier, fetch: FetchPage): Region | undefined {
    const regions = this.mapOf(cpl, tier).get(rip) ?? [];
    const bound = regions.find((r) =>
      r.bindings.some((b) => b.pages.every((p) => fetch(p.va)?.pfn === p.pfn)),
    );
    if (bound !== undefined) return bound;
    const same = regions.find((r) => matches(r.translation.spans, fetch));
    if (same !== undefined) this.bind(same, fetch);
    return same;
  }

  private instantiate({ translation, index, counters }: Region): void {
    const { module, name } = translation;
    const instance = this.instances.get(module) ?? new WebAssembly.Instance(module, this.core.imports);
    this.instances.set(module, instance);
    this.core.table.set(index, instance.exports[name]);
    translation.counted.forEach((_, i) => {
      counters.push(instance.exports[`n${i}`] as WebAssembly.Global<'i64'>);
    });
    this.phys.u32[(LAYOUT.HEAT >>> 2) + index] = translation.tier === TIER.COLD ? HEAT : 0;
  }

  /** Notes the frames a region's bytes are in now, and sees to it that writes to them are noticed. */
  private bind(region: Region, fetch: FetchPage): void {
    const vas = new Set(region.translation.spans.map((span) => span.page));
    const pages = [...vas].map((va) => ({ va, pfn: (fetch(va) as CodePage).pfn }));
    const binding: Binding = { region, pages };
    region.bindings.push(binding);
    for (const { va, pfn } of pages) {
      this.codePages.add(va);
      let set = this.byFrame.get(pfn);
      if (set === undefined) this.byFrame.set(pfn, (set = new Set()));
      set.add(binding);
      if (this.phys.code[pfn] === 0) {
        this.phys.code[pfn] = 1;
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
        this.phys.code[pfn] = 0;
      }
    }
    const { u32 } = this.phys;
    for (const at of region.entries) {
      if (u32[at + JUMP_ENTRY.REGION / 4] === region.index) u32[at + JUMP_ENTRY.CONTEXT / 4] = 0;
    }
    region.entries.clear();
  }

  /** A frame is about to hold other bytes: nothing translated from it counts any more. */
  frameWritten(pfn: number): void {
    for (const binding of this.byFrame.get(pfn) ?? []) this.unbind(binding);
    this.phys.code[pfn] = 0;
  }

  /** Bytes of a frame of code are about to be written; answers whether any region was made from them. */
  bytesWritten(pfn: number, offset: number, length: number): boolean {
    let hit = false;
    for (const binding of this.byFrame.get(pfn) ?? []) {
      const pages = binding.pages.filter((p) => p.pfn === pfn).map((p) => p.va);
      const overlaps = (s: Span) => pages.includes(s.page) && s.start < offset + length && offset < s.end;
      if (!binding.region.translation.spans.some(overlaps)) continue;
      this.unbind(binding);
      hit = true;
    }
    return hit;
  }

  /** Lets the run loop find a region by itself. */
  enterJump(region: Region, context: number): void {
    const { rip } = region.translation;
    const at = jumpEntryAt(rip, context);
    region.entries.add(at);
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

  /** From now on runs come by way of the engine at these addresses of user code. */
  setBreakpoints(breakpoints: ReadonlySet<VirtualAddress>): void {
    const added = [...breakpoints].filter((at) => !this.breakpoints.has(at));
    this.breakpoints = breakpoints;
    for (const [number, map] of this.maps.entries()) {
      if (number % 2 === 0) continue;
      for (const [rip, regions] of map) {
        const kept = regions.filter(
          ({ translation: t }) => !t.cut && !added.includes(rip) && !runsThrough(t, added),
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
  use(translations: Translations): void {
    this.clear();
    this.translations = translations;
  }

  /** How often each user instruction has run since executions are counted, by address. */
  executions(): Map<VirtualAddress, number> {
    for (const { translation, counters } of this.regions) {
      counters.forEach((counter, i) => {
        const times = Number(counter.value);
        counter.value = 0n;
        if (times > 0) this.count(translation.counted[i].insts, times);
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

  /** Drops everything but the counts. */
  private clear(): void {
    this.executions();
    for (const pfn of this.byFrame.keys()) this.phys.code[pfn] = 0;
    this.byFrame.clear();
    this.codePages.clear();
    for (const map of this.maps) map.clear();
    for (const { index } of this.regions) this.core.table.set(index, null);
    this.regions = [];
    this.instances = new WeakMap();
    this.phys.u8.fill(0, LAYOUT.JUMP_CACHE, LAYOUT.JUMP_CACHE + JUMP_ENTRIES * JUMP_ENTRY.SIZE);
  }
}

/** Index into u32 of the jump-cache entry for `rip` in an address space; the same hash as core.ts has. */
function jumpEntryAt(rip: VirtualAddress, context: number): number {
  const low = (rip % 2 ** 32) | 0;
  const hash = (low ^ (low >>> 12) ^ Math.imul(context, CONTEXT_FACTOR)) & (JUMP_ENTRIES - 1);
  return (LAYOUT.JUMP_CACHE + hash * JUMP_ENTRY.SIZE) >>> 2;
}

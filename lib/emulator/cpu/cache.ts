import type { VirtualAddress } from '../mm/pagetable';
import type { PhysicalMemory } from '../mm/physical';
import { type Core, REGION, TABLE_SIZE } from './core/core';
import { Decoder, MAX_LENGTH } from './decode/decoder';
import type { Inst, Undecodable } from './decode/inst';
import { Helpers, type Site } from './lift/emitter';
import type { Linear } from './linear';
import {
  type Block,
  type CodePage,
  decodeAt,
  discover,
  type FetchPage,
  type Limits,
} from './region/discover';
import { type PriceOf, translate } from './region/translate';
import { JUMP_ENTRIES, JUMP_ENTRY, LAYOUT } from './state';
import { ModuleWriter } from './wasm/module';

/** Bounds of a region. Larger ones save trips through the run loop and cost more when little of them is used. */
const WHOLE: Limits = { instructions: 400, blocks: 64, single: false };
const SINGLE: Limits = { instructions: 64, blocks: 64, single: true };
/** Translations kept of different code that was at one address: programs that write code come back to a few at most. */
const VARIANTS = 16;
const PAGE = 4096;

/** A stretch of code inside one page. */
interface Span {
  readonly page: VirtualAddress;
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/** Frames that hold a region's bytes at its addresses. */
interface Binding {
  readonly region: Region;
  readonly pages: readonly { va: VirtualAddress; pfn: number }[];
}

/** One translated region. What it was translated from is its bytes: any frames that hold them will do. */
export interface Region {
  readonly rip: VirtualAddress;
  readonly cpl: 0 | 3;
  /** Index in the function table. */
  readonly index: number;
  readonly sites: readonly Site[];
  readonly spans: readonly Span[];
  bindings: Binding[];
}

/** Translations by address and contents. Whatever is dropped is made again when it is needed. */
export class CodeCache {
  private readonly decoder = new Decoder();
  /** Regions by rip, for CPL 0 and 3, and the same for single-step translations. */
  private readonly maps = Array.from({ length: 4 }, () => new Map<VirtualAddress, Region[]>());
  private readonly byFrame = new Map<number, Set<Binding>>();
  private regions: Region[] = [];
  /** Pages that some region's bytes are in. */
  private readonly codePages = new Set<VirtualAddress>();

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly linear: Linear,
    private readonly core: Core,
    private readonly price: PriceOf,
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
    return this.maps[cpl === 3 ? 1 : 0].has(rip);
  }

  /** The region that begins at `rip`, where a good instruction stands, found or made. `single` ones check the fuel before every instruction. */
  find(rip: VirtualAddress, cpl: 0 | 3, single: boolean): Region {
    const map = this.maps[(cpl === 3 ? 1 : 0) + (single ? 2 : 0)];
    const fetched = new Map<VirtualAddress, CodePage | undefined>();
    const fetch: FetchPage = (va) => {
      if (!fetched.has(va)) fetched.set(va, this.linear.fetchPage(va, cpl === 3));
      return fetched.get(va);
    };
    const known = map.get(rip) ?? [];
    for (const region of known)
      if (region.bindings.some((b) => b.pages.every((p) => fetch(p.va)?.pfn === p.pfn))) return region;
    for (const region of known) {
      if (region.spans.every((span) => holds(fetch(span.page), span))) {
        this.bind(region, fetch);
        return region;
      }
    }
    if (this.regions.length >= TABLE_SIZE) this.clear();
    const region = this.make(discover(rip, this.decoder, fetch, single ? SINGLE : WHOLE), rip, cpl, fetch);
    map.set(rip, [...(map.get(rip) ?? []).slice(1 - VARIANTS), region]);
    this.bind(region, fetch);
    return region;
  }

  private make(blocks: Block[], rip: VirtualAddress, cpl: 0 | 3, fetch: FetchPage): Region {
    const { core } = this;
    const module = new ModuleWriter(this.phys.memory.buffer.byteLength / 65536);
    const code = translate(blocks, cpl, new Helpers(module), this.price);
    module.define(module.declare(REGION, 'f'), code);
    const imports = { m: { memory: this.phys.memory, ...core.helpers } };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(module.build()), imports);
    const index = this.regions.length;
    core.table.set(index, instance.exports.f);
    const region: Region = {
      rip,
      cpl,
      index,
      sites: code.sites,
      spans: spansOf(blocks, fetch),
      bindings: [],
    };
    this.regions.push(region);
    return region;
  }

  /** Notes the frames a region's bytes are in now, and sees to it that writes to them are noticed. */
  private bind(region: Region, fetch: FetchPage): void {
    const vas = new Set(region.spans.map((span) => span.page));
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
    const at = jumpEntryAt(region.rip);
    const { u32 } = this.phys;
    if (u32[at + JUMP_ENTRY.REGION / 4] === region.index) u32[at + JUMP_ENTRY.CONTEXT / 4] = 0;
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
      if (!binding.region.spans.some(overlaps)) continue;
      this.unbind(binding);
      hit = true;
    }
    return hit;
  }

  /** Lets the run loop find a region by itself. */
  enterJump(region: Region, context: number): void {
    const at = jumpEntryAt(region.rip);
    const { u32, i32 } = this.phys;
    u32[at] = region.rip;
    i32[at + 1] = Math.floor(region.rip / 2 ** 32);
    u32[at + JUMP_ENTRY.CONTEXT / 4] = context;
    u32[at + JUMP_ENTRY.REGION / 4] = region.index;
  }

  /** True when some region has bytes at this page-aligned address. */
  hasCode(page: VirtualAddress): boolean {
    return this.codePages.has(page);
  }

  /** Drops everything. */
  private clear(): void {
    for (const pfn of this.byFrame.keys()) this.phys.code[pfn] = 0;
    this.byFrame.clear();
    this.codePages.clear();
    for (const map of this.maps) map.clear();
    for (const { index } of this.regions) this.core.table.set(index, null);
    this.regions = [];
    this.phys.u8.fill(0, LAYOUT.JUMP_CACHE, LAYOUT.JUMP_CACHE + JUMP_ENTRIES * JUMP_ENTRY.SIZE);
  }
}

/** Index into u32 of the jump-cache entry for `rip`; the same hash as core.ts has. */
function jumpEntryAt(rip: VirtualAddress): number {
  const low = (rip % 2 ** 32) | 0;
  const hash = (low ^ (low >>> 12)) & (JUMP_ENTRIES - 1);
  return (LAYOUT.JUMP_CACHE + hash * JUMP_ENTRY.SIZE) >>> 2;
}

const holds = (page: CodePage | undefined, { start, end, bytes }: Span): boolean => {
  if (page === undefined) return false;
  for (let i = start; i < end; i++) if (page.bytes[i] !== bytes[i - start]) return false;
  return true;
};

/** The stretches of bytes that a region was made from, cut at page borders. */
function spansOf(blocks: readonly Block[], fetch: FetchPage): Span[] {
  const spans: Span[] = [];
  for (const block of blocks) {
    const end = block.insts[block.insts.length - 1].next;
    for (let at = block.rip; at < end; ) {
      const page = Math.floor(at / PAGE) * PAGE;
      const stop = Math.min(end, page + PAGE);
      const [start, stopsAt] = [at - page, stop - page];
      const { bytes } = fetch(page) as CodePage;
      spans.push({ page, start, end: stopsAt, bytes: bytes.slice(start, stopsAt) });
      at = stop;
    }
  }
  return spans;
}

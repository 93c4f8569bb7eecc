import { R, RELA_SIZE } from '../../elf';
import { set64 } from './bytes';
import type { Target } from './context';
import { type InputSection, type LinkSymbol, Synthetic } from './input';

/** A relocation that is left to the start of the program. */
export interface DynamicRelocation {
  chunk: InputSection | Synthetic;
  offset: number;
  type: number;
  /** Named in the dynamic symbol table; or undefined, and then its address is part of the addend. */
  symbol: LinkSymbol | undefined;
  base: LinkSymbol | undefined;
  addend: number;
}

const SLOT = 8;
const PLT_ENTRY = 16;
/** .dynamic's address, and two words for the dynamic linker. */
const RESERVED = 3;

/** What a slot of the table holds. */
type Slot = {
  kind: 'address' | 'tpoff' | 'dtpmod' | 'dtpoff' | 'tlsdesc' | 'module';
  symbol: LinkSymbol | undefined;
};

/** The global offset table, the procedure linkage table and the relocations that fill them. */
export class Tables {
  readonly got: Synthetic;
  readonly gotPlt: Synthetic;
  readonly plt: Synthetic;
  readonly relaDyn: Synthetic;
  readonly relaPlt: Synthetic;
  /** Room for copies of libraries' objects. */
  readonly copies = new Synthetic(1);
  readonly dynamicRelocations: DynamicRelocation[] = [];
  readonly pltRelocations: DynamicRelocation[] = [];
  /** Words that only need the base added, for RELR. */
  readonly relative: { chunk: InputSection | Synthetic; offset: number }[] = [];
  private readonly slots: Slot[] = [];
  private readonly pltSymbols: LinkSymbol[] = [];
  private moduleSlot = -1;
  /** The address of the dynamic section, which the first word of .got.plt holds. */
  dynamicSection: Synthetic | undefined;
  /** Something names _GLOBAL_OFFSET_TABLE_. */
  usesBase = false;
  /** The offsets of thread-local symbols from the thread pointer. */
  threadPointer = 0;
  tlsStart = 0;

  constructor(
    private readonly target: Target,
    private readonly packRelative: boolean,
  ) {
    this.got = new Synthetic(8, (view) => this.writeGot(view));
    this.gotPlt = new Synthetic(8, (view) => this.writeGotPlt(view));
    this.plt = new Synthetic(16, (view, bytes) => this.writePlt(view, bytes));
    this.plt.executable = true;
    this.relaDyn = new Synthetic(8, (view) => this.writeRelocations(view, this.dynamicRelocations));
    this.relaPlt = new Synthetic(8, (view) => this.writeRelocations(view, this.pltRelocations));
  }

  /** A word that holds an address: nothing to do in a program at a fixed place. */
  addRelative(chunk: InputSection | Synthetic, offset: number, base: LinkSymbol, addend: number): void {
    if (this.packRelative && offset % 2 === 0 && chunk.alignment > 1) this.relative.push({ chunk, offset });
    else this.dynamicRelocations.push({ chunk, offset, type: R.RELATIVE, symbol: undefined, base, addend });
  }

  addGot(symbol: LinkSymbol): void {
    if (symbol.got >= 0) return;
    symbol.got = this.slot({ kind: 'address', symbol });
    const offset = symbol.got * SLOT;
    const isAddress =
      symbol.state === 'defined' || symbol.state === 'common' || symbol.copied || symbol.canonicalPlt;
    if (this.target.isPreemptible(symbol) && !symbol.canonicalPlt)
      this.bind(this.got, offset, R.GLOB_DAT, symbol);
    else if (this.target.relocatable && (isAddress || symbol.isIfunc))
      this.addRelative(this.got, offset, symbol, 0);
  }

  addGotTp(symbol: LinkSymbol): void {
    if (symbol.gotTp >= 0) return;
    symbol.gotTp = this.slot({ kind: 'tpoff', symbol });
    this.bindTls(symbol.gotTp, R.TPOFF64, symbol);
  }

  addTlsGd(symbol: LinkSymbol): void {
    if (symbol.tlsGd >= 0) return;
    symbol.tlsGd = this.slot({ kind: 'dtpmod', symbol });
    const second = this.slot({ kind: 'dtpoff', symbol });
    const preemptible = this.target.isPreemptible(symbol);
    if (preemptible || this.target.isShared)
      this.bind(this.got, symbol.tlsGd * SLOT, R.DTPMOD64, preemptible ? symbol : undefined);
    if (preemptible) this.bind(this.got, second * SLOT, R.DTPOFF64, symbol);
  }

  /** The pair of slots for the module itself: local dynamic. */
  addModule(): void {
    if (this.moduleSlot >= 0) return;
    this.moduleSlot = this.slot({ kind: 'module', symbol: undefined });
    this.slot({ kind: 'dtpoff', symbol: undefined });
    if (this.target.isShared) this.bind(this.got, this.moduleSlot * SLOT, R.DTPMOD64, undefined);
  }

  addTlsDesc(symbol: LinkSymbol): void {
    if (symbol.tlsDesc >= 0) return;
    symbol.tlsDesc = this.slot({ kind: 'tlsdesc', symbol });
    this.slot({ kind: 'tlsdesc', symbol: undefined });
    this.bindTls(symbol.tlsDesc, R.TLSDESC, symbol);
  }

  addPlt(symbol: LinkSymbol): void {
    if (symbol.plt >= 0) return;
    symbol.plt = this.pltSymbols.length;
    this.pltSymbols.push(symbol);
  }

  private slot(slot: Slot): number {
    this.slots.push(slot);
    return this.slots.length - 1;
  }

  private bind(chunk: Synthetic, offset: number, type: number, symbol: LinkSymbol | undefined): void {
    this.dynamicRelocations.push({ chunk, offset, type, symbol, base: undefined, addend: 0 });
  }

  private bindTls(slot: number, type: number, symbol: LinkSymbol): void {
    if (this.target.isPreemptible(symbol)) this.bind(this.got, slot * SLOT, type, symbol);
    else if (this.target.isShared)
      this.dynamicRelocations.push({
        chunk: this.got,
        offset: slot * SLOT,
        type,
        symbol: undefined,
        base: symbol,
        addend: 0,
      });
  }

  /** Sizes, once everything has been asked for. */
  settle(): void {
    this.got.size = this.slots.length * SLOT;
    // Functions that are chosen at start come last: their relocations have to.
    this.pltSymbols.sort((a, b) => Number(a.isIfunc) - Number(b.isIfunc));
    this.pltSymbols.forEach((symbol, i) => {
      symbol.plt = i;
      const offset = (RESERVED + i) * SLOT;
      if (symbol.isIfunc)
        this.pltRelocations.push({
          chunk: this.gotPlt,
          offset,
          type: R.IRELATIVE,
          symbol: undefined,
          base: symbol,
          addend: 0,
        });
      else
        this.pltRelocations.push({
          chunk: this.gotPlt,
          offset,
          type: R.JUMP_SLOT,
          symbol,
          base: undefined,
          addend: 0,
        });
    });
    const entries = this.pltSymbols.length;
    this.plt.size = entries ? PLT_ENTRY * (entries + 1) : 0;
    this.gotPlt.size = entries || this.usesBase ? SLOT * (RESERVED + entries) : 0;
    this.relaPlt.size = RELA_SIZE * this.pltRelocations.length;
    this.relaDyn.size = RELA_SIZE * this.dynamicRelocations.length;
  }

  gotAddress(symbol: LinkSymbol): number {
    return this.got.address + symbol.got * SLOT;
  }

  gotTpAddress(symbol: LinkSymbol): number {
    return this.got.address + symbol.gotTp * SLOT;
  }

  tlsGdAddress(symbol: LinkSymbol): number {
    return this.got.address + symbol.tlsGd * SLOT;
  }

  tlsDescAddress(symbol: LinkSymbol): number {
    return this.got.address + symbol.tlsDesc * SLOT;
  }

  get moduleAddress(): number {
    return this.got.address + this.moduleSlot * SLOT;
  }

  pltAddress(symbol: LinkSymbol): number {
    return this.plt.address + PLT_ENTRY * (symbol.plt + 1);
  }

  pltSlotAddress(symbol: LinkSymbol): number {
    return this.gotPlt.address + SLOT * (RESERVED + symbol.plt);
  }

  /** Where references to a symbol lead: to its PLT entry, where that stands for it. */
  addressOf(symbol: LinkSymbol): number {
    const stands = symbol.plt >= 0 && (symbol.canonicalPlt || symbol.isIfunc);
    return stands ? this.pltAddress(symbol) : symbol.address;
  }

  private writeGot(view: DataView): void {
    const { target } = this;
    this.slots.forEach(({ kind, symbol }, i) => {
      const at = i * SLOT;
      if (kind === 'address' && symbol) {
        if (!target.isPreemptible(symbol) || symbol.canonicalPlt) set64(view, at, this.addressOf(symbol));
      } else if (kind === 'tpoff' && symbol) {
        if (!target.isShared && !target.isPreemptible(symbol))
          set64(view, at, symbol.address - this.threadPointer);
      } else if (kind === 'dtpmod' || kind === 'module') {
        // The executable is module 1.
        if (!target.isShared && !(symbol && target.isPreemptible(symbol))) set64(view, at, 1);
      } else if (kind === 'dtpoff' && symbol && !target.isPreemptible(symbol))
        set64(view, at, symbol.address - this.tlsStart);
    });
  }

  private writeGotPlt(view: DataView): void {
    if (this.dynamicSection) set64(view, 0, this.dynamicSection.address);
    // Before they are bound, slots lead behind their jump, to the push of their number.
    this.pltSymbols.forEach((symbol, i) => {
      if (!symbol.isIfunc) set64(view, (RESERVED + i) * SLOT, this.pltAddress(symbol) + 6);
    });
  }

  /** Figure 5.2 of the supplement, "Procedure Linkage Table". */
  private writePlt(view: DataView, bytes: Uint8Array): void {
    const { address } = this.plt;
    const slot = (n: number) => this.gotPlt.address + n * SLOT;
    bytes.set([0xff, 0x35, 0, 0, 0, 0, 0xff, 0x25, 0, 0, 0, 0, 0x0f, 0x1f, 0x40, 0]);
    view.setInt32(2, slot(1) - (address + 6), true);
    view.setInt32(8, slot(2) - (address + 12), true);
    this.pltSymbols.forEach((_, i) => {
      const at = PLT_ENTRY * (i + 1);
      bytes.set([0xff, 0x25, 0, 0, 0, 0, 0x68, 0, 0, 0, 0, 0xe9, 0, 0, 0, 0], at);
      view.setInt32(at + 2, slot(RESERVED + i) - (address + at + 6), true);
      view.setInt32(at + 7, i, true);
      view.setInt32(at + 12, -(at + PLT_ENTRY), true);
    });
  }

  private writeRelocations(view: DataView, list: readonly DynamicRelocation[]): void {
    list.forEach(({ chunk, offset, type, symbol, base, addend }, i) => {
      const at = i * RELA_SIZE;
      set64(view, at, placeOf(chunk, offset));
      view.setUint32(at + 8, type, true);
      view.setUint32(at + 12, symbol?.dynamic ?? 0, true);
      set64(view, at + 16, addend + (base ? this.baseOf(base, type) : 0));
    });
  }

  /** What a relocation without a symbol adds: an address, or the offset of a thread-local symbol in its module. */
  private baseOf(base: LinkSymbol, type: number): number {
    if (type === R.TPOFF64 || type === R.TLSDESC) return base.address - this.tlsStart;
    return type === R.IRELATIVE ? base.address : this.addressOf(base);
  }
}

/** RELATIVE ones come first, which DT_RELACOUNT counts. */
export function sortRelocations(list: DynamicRelocation[]): number {
  const rank = (r: DynamicRelocation) => (r.type === R.RELATIVE ? 0 : 1);
  list.sort((a, b) => rank(a) - rank(b));
  return list.filter((r) => r.type === R.RELATIVE).length;
}

export function placeOf(chunk: InputSection | Synthetic, offset: number): number {
  return chunk instanceof Synthetic ? chunk.address + offset : (chunk.addressOf(offset) ?? 0);
}

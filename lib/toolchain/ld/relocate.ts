import { R, relocationName, STT } from '../../elf';
import { set64 } from './bytes';
import type { Target } from './context';
import { InputSection, type LinkSymbol, pieceAt } from './input';
import type { Problems } from './problems';
import { relaxationOf, rewrite } from './relax';
import type { Tables } from './tables';

export interface RelocateContext {
  target: Target;
  tables: Tables;
  problems: Problems;
}

/** Copies a section's bytes to their place and fills in its fields. `at` is where it starts in `out`. */
export function relocate(section: InputSection, out: Uint8Array, at: number, context: RelocateContext): void {
  const source = section.contents ?? section.section.bytes;
  out.set(source, at);
  const { relocations } = section.section;
  if (relocations.length === 0) return;
  const bytes = out.subarray(at, at + source.length);
  new Relocator(section, bytes, context).run();
}

const low32 = (n: number) => n >= -0x80000000 && n <= 0x7fffffff;

class Relocator {
  private readonly view: DataView;

  constructor(
    private readonly section: InputSection,
    private readonly bytes: Uint8Array,
    private readonly context: RelocateContext,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): void {
    const { section } = this;
    const { relocations } = section.section;
    const { pieces } = section;
    const symbols = section.file.symbols;
    for (let i = 0; i < relocations.length; i++) {
      const { offset: given, type, symbol: named, addend } = relocations[i];
      if (type === R.NONE) continue;
      let offset = given;
      if (pieces) {
        const piece = pieceAt(pieces, given);
        if (pieces.homes[piece] !== section) continue;
        offset = pieces.offsets[piece] + given - pieces.starts[piece];
      }
      const symbol = symbols.get(named);
      if (!symbol) continue;
      if (!section.allocated) {
        this.debug(symbol, type, offset, addend);
        continue;
      }
      const relaxation = relaxationOf(this.context.target, type, symbol, section.section.bytes, given);
      if (relaxation) {
        if (relaxation === 'gd-le' || relaxation === 'gd-ie' || relaxation === 'ld-le') i++;
        const { field, size } = rewrite(relaxation, this.bytes, offset);
        if (size === 0) continue;
        this.relaxed(relaxation, symbol, type, field, addend);
      } else this.field(symbol, type, offset, addend);
    }
  }

  /** S + A; what is merged moves by the string that the sum names. */
  private target(symbol: LinkSymbol, addend: number): number {
    if (symbol.type === STT.SECTION && symbol.chunk instanceof InputSection && symbol.chunk.pieces)
      return symbol.chunk.addressOf(symbol.value + addend) ?? 0;
    return this.context.tables.addressOf(symbol) + addend;
  }

  private relaxed(
    kind: NonNullable<ReturnType<typeof relaxationOf>>,
    symbol: LinkSymbol,
    type: number,
    field: number,
    addend: number,
  ): void {
    const { tables } = this.context;
    const place = this.section.address + field;
    const tp = symbol.address - tables.threadPointer;
    switch (kind) {
      case 'lea':
      case 'call':
        this.signed(this.target(symbol, addend) - place, field, type, symbol);
        return;
      case 'jump':
        // One byte earlier than it was.
        this.signed(this.target(symbol, addend) - place, field, type, symbol);
        return;
      case 'mov':
      case 'immediate': {
        const value = this.target(symbol, addend + 4);
        const wide = (this.bytes[field - 3] & 0xf8) === 0x48;
        if (wide) this.signed(value, field, type, symbol);
        else this.either(value, field, type, symbol);
        return;
      }
      case 'gd-le':
      case 'ie-le':
      case 'desc-le':
        this.signed(tp + addend + 4, field, type, symbol);
        return;
      case 'gd-ie':
      case 'desc-ie':
        this.signed(tables.gotTpAddress(symbol) + addend - place, field, type, symbol);
        return;
      default:
    }
  }

  private field(symbol: LinkSymbol, type: number, offset: number, addend: number): void {
    const { tables, target } = this.context;
    const place = this.section.address + offset;
    switch (type) {
      case R.ABS64:
        if (!target.isPreemptible(symbol) || symbol.canonicalPlt)
          this.wide(this.target(symbol, addend), offset);
        return;
      case R.ABS32:
        this.unsigned(this.target(symbol, addend), offset, type, symbol);
        return;
      case R.ABS32S:
        this.signed(this.target(symbol, addend), offset, type, symbol);
        return;
      case R.ABS16:
      case R.ABS8:
      case R.PC16:
      case R.PC8: {
        const size = type === R.ABS16 || type === R.PC16 ? 2 : 1;
        const relative = type === R.PC16 || type === R.PC8;
        this.narrow(this.target(symbol, addend) - (relative ? place : 0), offset, size, type, symbol);
        return;
      }
      case R.PC32:
        this.signed(this.target(symbol, addend) - place, offset, type, symbol);
        return;
      case R.PC64:
        this.wide(this.target(symbol, addend) - place, offset);
        return;
      case R.PLT32:
        this.signed(this.callTarget(symbol, addend) - place, offset, type, symbol);
        return;
      case R.GOTPCREL:
      case R.GOTPCRELX:
      case R.REX_GOTPCRELX:
        this.signed(tables.gotAddress(symbol) + addend - place, offset, type, symbol);
        return;
      case R.GOTPCREL64:
        this.wide(tables.gotAddress(symbol) + addend - place, offset);
        return;
      case R.GOT32:
        this.signed(tables.gotAddress(symbol) - tables.gotPlt.address + addend, offset, type, symbol);
        return;
      case R.GOT64:
      case R.GOTPLT64:
        this.wide(tables.gotAddress(symbol) - tables.gotPlt.address + addend, offset);
        return;
      case R.GOTOFF64:
        this.wide(this.target(symbol, addend) - tables.gotPlt.address, offset);
        return;
      case R.PLTOFF64:
        this.wide(this.callTarget(symbol, addend) - tables.gotPlt.address, offset);
        return;
      case R.GOTPC32:
        this.signed(tables.gotPlt.address + addend - place, offset, type, symbol);
        return;
      case R.GOTPC64:
        this.wide(tables.gotPlt.address + addend - place, offset);
        return;
      case R.TLSGD:
        this.signed(tables.tlsGdAddress(symbol) + addend - place, offset, type, symbol);
        return;
      case R.TLSLD:
        this.signed(tables.moduleAddress + addend - place, offset, type, symbol);
        return;
      case R.GOTTPOFF:
        this.signed(tables.gotTpAddress(symbol) + addend - place, offset, type, symbol);
        return;
      case R.GOTPC32_TLSDESC:
        this.signed(tables.tlsDescAddress(symbol) + addend - place, offset, type, symbol);
        return;
      case R.TPOFF32:
        this.signed(symbol.address - tables.threadPointer + addend, offset, type, symbol);
        return;
      case R.TPOFF64:
        this.wide(symbol.address - tables.threadPointer + addend, offset);
        return;
      case R.DTPOFF32:
        // In a program local dynamic became local exec, and offsets with it.
        this.signed(this.moduleOffset(symbol) + addend, offset, type, symbol);
        return;
      case R.DTPOFF64:
        this.wide(this.moduleOffset(symbol) + addend, offset);
        return;
      case R.SIZE32:
        this.unsigned(symbol.size + addend, offset, type, symbol);
        return;
      case R.SIZE64:
        this.wide(symbol.size + addend, offset);
        return;
      default:
    }
  }

  private callTarget(symbol: LinkSymbol, addend: number): number {
    return symbol.plt >= 0 ? this.context.tables.pltAddress(symbol) + addend : this.target(symbol, addend);
  }

  private moduleOffset(symbol: LinkSymbol): number {
    const { tables, target } = this.context;
    return symbol.address - (target.isShared ? tables.tlsStart : tables.threadPointer);
  }

  /** Debug sections: what is not there is 0. */
  private debug(symbol: LinkSymbol, type: number, offset: number, addend: number): void {
    const gone =
      (symbol.state === 'undefined' || symbol.state === 'shared') && !symbol.copied
        ? true
        : symbol.chunk instanceof InputSection && !symbol.chunk.live;
    if (type === R.DTPOFF64 || type === R.DTPOFF32) {
      const value = gone ? 0 : symbol.address - this.context.tables.tlsStart + addend;
      if (type === R.DTPOFF64) this.wide(value, offset);
      else this.signed(value, offset, type, symbol);
    } else if (type === R.ABS64) this.wide(gone ? 0 : this.target(symbol, addend), offset);
    else if (type === R.ABS32 || type === R.ABS32S)
      this.either(gone ? 0 : this.target(symbol, addend), offset, type, symbol);
    else if (!gone) this.field(symbol, type, offset, addend);
  }

  private wide(value: number, offset: number): void {
    if (offset + 8 <= this.bytes.length) set64(this.view, offset, value);
    else this.cut(offset);
  }

  private signed(value: number, offset: number, type: number, symbol: LinkSymbol): void {
    if (!low32(value)) this.overflow(value, type, symbol, offset);
    this.put32(value, offset);
  }

  private unsigned(value: number, offset: number, type: number, symbol: LinkSymbol): void {
    if (value < 0 || value > 0xffffffff) this.overflow(value, type, symbol, offset);
    this.put32(value, offset);
  }

  private either(value: number, offset: number, type: number, symbol: LinkSymbol): void {
    if (value < -0x80000000 || value > 0xffffffff) this.overflow(value, type, symbol, offset);
    this.put32(value, offset);
  }

  private put32(value: number, offset: number): void {
    if (offset + 4 <= this.bytes.length) this.view.setUint32(offset, value, true);
    else this.cut(offset);
  }

  private narrow(value: number, offset: number, size: 1 | 2, type: number, symbol: LinkSymbol): void {
    const limit = 2 ** (8 * size);
    if (value < -limit / 2 || value >= limit) this.overflow(value, type, symbol, offset);
    if (offset + size > this.bytes.length) this.cut(offset);
    else if (size === 1) this.view.setUint8(offset, value);
    else this.view.setUint16(offset, value, true);
  }

  private overflow(value: number, type: number, symbol: LinkSymbol, offset: number): void {
    const shown = value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
    const bits = type === R.ABS8 || type === R.PC8 ? 8 : type === R.ABS16 || type === R.PC16 ? 16 : 32;
    const name =
      symbol.name || (symbol.chunk instanceof InputSection ? symbol.chunk.section.name : 'a symbol');
    const relative = type === R.PC32 || type === R.PLT32 || type === R.PC16 || type === R.PC8;
    const message = relative
      ? `'${name}' is ${shown} bytes away, out of reach of ${bits} bits (${relocationName(type)})`
      : `'${name}' comes to ${shown}, which does not fit in ${bits} bits (${relocationName(type)})`;
    this.context.problems.error(message, { section: this.section, offset: this.given(offset) });
  }

  private cut(offset: number): void {
    this.context.problems.error('a relocation reaches beyond the end of its section', {
      section: this.section,
      offset: this.given(offset),
    });
  }

  private given(offset: number): number {
    return this.section.pieces ? 0 : offset;
  }
}

import { R, relocationName, SHF, STB, STT } from '../../elf';
import type { ObjectSymbol } from '../object';
import type { Target } from './context';
import { type InputFile, InputSection, type LinkSymbol, pieceAt } from './input';
import type { Place, Problems } from './problems';
import { relaxationOf } from './relax';
import type { Tables } from './tables';

/** Relocations that ask for the place of the table itself. */
const USES_BASE = new Set<number>([
  R.GOTOFF64,
  R.GOTPC32,
  R.GOTPC64,
  R.GOT32,
  R.GOT64,
  R.GOTPLT64,
  R.PLTOFF64,
]);
const PC_RELATIVE = new Set<number>([R.PC8, R.PC16, R.PC32, R.PC64]);
const ABSOLUTE = new Set<number>([R.ABS8, R.ABS16, R.ABS32, R.ABS32S]);
const TLS = new Set<number>([
  R.TLSGD,
  R.TLSLD,
  R.DTPOFF32,
  R.DTPOFF64,
  R.GOTTPOFF,
  R.TPOFF32,
  R.TPOFF64,
  R.GOTPC32_TLSDESC,
  R.TLSDESC_CALL,
]);

export interface ScanContext {
  target: Target;
  tables: Tables;
  problems: Problems;
  /** Undefined symbols are an error. */
  strict: boolean;
  /** Names the file that a symbol is looked for in vain. */
  undefined(symbol: LinkSymbol, place: Place): void;
  copy(symbol: LinkSymbol): void;
}

/** Goes through the relocations of what is loaded, and notes which slots, stubs and dynamic relocations they need. */
export function scan(files: readonly InputFile[], context: ScanContext): void {
  for (const file of files) {
    for (const section of file.sections.values())
      if (section.live && section.allocated) new Scanner(file, section, context).run();
  }
}

class Scanner {
  constructor(
    private readonly file: InputFile,
    private readonly section: InputSection,
    private readonly context: ScanContext,
  ) {}

  run(): void {
    const { section } = this;
    const { relocations, bytes } = section.section;
    const { target } = this.context;
    for (let i = 0; i < relocations.length; i++) {
      const { offset, type, symbol: given, addend } = relocations[i];
      if (type === R.NONE) continue;
      const { pieces } = section;
      if (pieces && pieces.homes[pieceAt(pieces, offset)] !== section) continue;
      const symbol = this.file.symbols.get(given);
      if (!symbol) {
        this.null(given, offset);
        continue;
      }
      const relaxation = relaxationOf(target, type, symbol, bytes, offset);
      // The call that follows is rewritten with it.
      if (relaxation === 'gd-le' || relaxation === 'gd-ie' || relaxation === 'ld-le') i++;
      if (!this.isKnown(symbol, given, type, offset)) continue;
      this.need(symbol, type, relaxation, { offset, addend });
    }
  }

  private null(given: ObjectSymbol, offset: number): void {
    if (given.section !== 'absolute')
      this.context.problems.error(`'${given.name}' is not a symbol of its object`, {
        section: this.section,
        offset,
      });
  }

  /** Complains about a symbol that is not there, or not what it is taken for. */
  private isKnown(symbol: LinkSymbol, given: ObjectSymbol, type: number, offset: number): boolean {
    const { problems, target, strict } = this.context;
    const place = { section: this.section, offset };
    if (symbol.state === 'undefined') {
      if (typeof given.section !== 'string' && this.file.discarded.has(given.section)) {
        // gcc's exception tables name functions of groups that another object won.
        if (!/^\.(gcc_except_table|eh_frame)/.test(this.section.section.name))
          problems.error(
            `'${given.name || given.section.name}' is in a section that was left out for that of another object`,
            place,
          );
        return false;
      }
      if (
        symbol.binding !== STB.WEAK &&
        (strict || symbol.visibility !== 0) &&
        !(target.isShared && !strict)
      ) {
        this.context.undefined(symbol, place);
        return false;
      }
    }
    if (symbol.chunk instanceof InputSection && !symbol.chunk.live && !symbol.copied) {
      problems.error(`'${symbol.name}' is in a section that was dropped`, place);
      return false;
    }
    const isTls =
      symbol.type === STT.TLS ||
      (symbol.chunk instanceof InputSection && (symbol.chunk.section.flags & SHF.TLS) !== 0);
    if (
      TLS.has(type) &&
      !isTls &&
      symbol.state !== 'undefined' &&
      type !== R.TLSLD &&
      type !== R.TLSDESC_CALL
    ) {
      if (symbol.chunk || symbol.state === 'shared') {
        problems.error(
          `'${symbol.name}' is used as thread-local, but it is not`,
          place,
          'declare it alike in all files',
        );
        return false;
      }
    }
    return true;
  }

  private need(
    symbol: LinkSymbol,
    type: number,
    relaxation: ReturnType<typeof relaxationOf>,
    { offset, addend }: { offset: number; addend: number },
  ): void {
    const { target, tables, problems } = this.context;
    const place = { section: this.section, offset };
    if (USES_BASE.has(type) || symbol.name === '_GLOBAL_OFFSET_TABLE_') tables.usesBase = true;
    if (relaxation !== undefined) {
      if (relaxation === 'gd-ie' || relaxation === 'desc-ie') tables.addGotTp(symbol);
      return;
    }
    if (type === R.ABS64) this.word(symbol, offset, addend);
    else if (ABSOLUTE.has(type)) {
      if (
        target.relocatable &&
        symbol.state !== 'absolute' &&
        !(symbol.state === 'undefined' && !target.isShared)
      )
        this.notPic(symbol, type, place);
      else this.direct(symbol, type, place);
    } else if (PC_RELATIVE.has(type)) this.direct(symbol, type, place);
    else {
      switch (type) {
        case R.PLT32:
        case R.PLTOFF64:
          if (symbol.isIfunc || target.isPreemptible(symbol)) this.stub(symbol);
          return;
        case R.GOTPCREL:
        case R.GOTPCRELX:
        case R.REX_GOTPCRELX:
        case R.GOT32:
        case R.GOT64:
        case R.GOTPCREL64:
        case R.GOTPLT64:
          if (symbol.isIfunc) tables.addPlt(symbol);
          tables.addGot(symbol);
          return;
        case R.TLSGD:
          tables.addTlsGd(symbol);
          return;
        case R.TLSLD:
          tables.addModule();
          return;
        case R.GOTTPOFF:
          tables.addGotTp(symbol);
          return;
        case R.GOTPC32_TLSDESC:
          tables.addTlsDesc(symbol);
          return;
        case R.TPOFF32:
        case R.TPOFF64:
          if (target.isShared) this.notPic(symbol, type, place);
          else if (target.isPreemptible(symbol))
            problems.error(
              `'${symbol.name}' is thread-local in ${symbol.library?.soname ?? 'a library'}, and this place wants it in the program`,
              place,
            );
          return;
        case R.DTPOFF32:
        case R.DTPOFF64:
        case R.TLSDESC_CALL:
        case R.GOTOFF64:
        case R.GOTPC32:
        case R.GOTPC64:
        case R.SIZE32:
        case R.SIZE64:
          return;
        default:
          problems.error(`${relocationName(type)} against '${symbol.name}' is not supported`, place);
      }
    }
  }

  private stub(symbol: LinkSymbol): void {
    this.context.tables.addPlt(symbol);
  }

  /** A word of eight bytes: what a dynamic linker can fill in, where the section can be written. */
  private word(symbol: LinkSymbol, offset: number, addend: number): void {
    const { target, tables } = this.context;
    const { section } = this;
    const writable = (section.section.flags & SHF.WRITE) !== 0;
    if (symbol.isIfunc) tables.addPlt(symbol);
    if (target.isPreemptible(symbol)) {
      if (writable && target.dynamic)
        tables.dynamicRelocations.push({
          chunk: section,
          offset,
          type: R.ABS64,
          symbol,
          base: undefined,
          addend,
        });
      else this.direct(symbol, R.ABS64, { section, offset });
      return;
    }
    if (!target.relocatable || symbol.state === 'absolute' || symbol.state === 'undefined') return;
    if (!writable) {
      this.notPic(symbol, R.ABS64, { section, offset });
      return;
    }
    tables.addRelative(section, offset, symbol, addend);
  }

  /** A field that has to hold the place of a symbol itself. */
  private direct(symbol: LinkSymbol, type: number, place: Place): void {
    const { target, tables } = this.context;
    if (symbol.isIfunc) tables.addPlt(symbol);
    if (!target.isPreemptible(symbol)) return;
    if (target.isShared || symbol.state !== 'shared') {
      this.notPic(symbol, type, place);
      return;
    }
    // A program can have a library's function by a stub of its own, and a library's object as a copy.
    if (symbol.type === STT.FUNC || symbol.type === STT.GNU_IFUNC) {
      tables.addPlt(symbol);
      symbol.canonicalPlt = true;
    } else if (symbol.type === STT.OBJECT && symbol.size > 0) this.context.copy(symbol);
    else this.notPic(symbol, type, place);
  }

  private notPic(symbol: LinkSymbol, type: number, place: Place): void {
    const { target, problems } = this.context;
    const name = symbol.name || (symbol.chunk instanceof InputSection ? symbol.chunk.section.name : '');
    const what = target.isShared ? 'a shared object' : 'a position-independent program';
    problems.error(
      `${relocationName(type)} against '${name}' cannot be used in ${what}`,
      place,
      `compile with ${target.isShared ? '-fPIC' : '-fPIE'}`,
    );
  }
}

import { ByteWriter } from './bytes';
import type { Code, FuncIndex, GlobalIndex } from './code';
import { OP, TYPE } from './opcodes';

/** Parameters and results of a function. */
export interface Signature {
  params: readonly number[];
  results: readonly number[];
}

const SECTION = {
  CUSTOM: 0,
  TYPE: 1,
  IMPORT: 2,
  FUNCTION: 3,
  TABLE: 4,
  GLOBAL: 6,
  EXPORT: 7,
  ELEMENT: 9,
  CODE: 10,
} as const;
const KIND = { FUNC: 0, TABLE: 1, MEMORY: 2, GLOBAL: 3 } as const;
/** Pages of a 4 GiB memory. */
const MAX_PAGES = 65536;
const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** Gathers the parts of one wasm module and writes its binary. WebAssembly core specification, section 5.5. */
export class ModuleWriter {
  private readonly types: string[] = [];
  private readonly typeBytes: number[][] = [];
  private readonly imports: { name: string; type: number }[] = [];
  private readonly functions: { type: number; code: Code | undefined }[] = [];
  private readonly exports: { name: string; kind: number; index: number }[] = [];
  private table = 0;
  private globals = 0;
  /** Functions that go into the table of another module, from the place `t.first` on. */
  private placed: readonly FuncIndex[] = [];

  typeIndex({ params, results }: Signature): number {
    const key = `${params.join()}:${results.join()}`;
    const known = this.types.indexOf(key);
    if (known >= 0) return known;
    this.types.push(key);
    this.typeBytes.push([TYPE.FUNC, params.length, ...params, results.length, ...results]);
    return this.types.length - 1;
  }

  /** Imports a function `m.name`. All imports come before the first `declare`. */
  importFunction(name: string, signature: Signature): FuncIndex {
    if (this.functions.length > 0) throw new Error(`import ${name} comes after a declared function`);
    this.imports.push({ name, type: this.typeIndex(signature) });
    return (this.imports.length - 1) as FuncIndex;
  }

  /** Reserves the index of a function whose body is given later by `define`. */
  declare(signature: Signature, exportAs?: string): FuncIndex {
    this.functions.push({ type: this.typeIndex(signature), code: undefined });
    const index = (this.imports.length + this.functions.length - 1) as FuncIndex;
    if (exportAs !== undefined) this.exports.push({ name: exportAs, kind: KIND.FUNC, index });
    return index;
  }

  define(index: FuncIndex, code: Code): void {
    this.functions[index - this.imports.length].code = code;
  }

  /** Gives the module a table of functions of `size` entries, exported as `table`. */
  ownTable(size: number): void {
    this.table = size;
    this.exports.push({ name: 'table', kind: KIND.TABLE, index: 0 });
  }

  /** Puts functions into the table `t.table`, from the place `t.first` on, when the module is instantiated. */
  placeInTable(functions: readonly FuncIndex[]): void {
    this.placed = functions;
  }

  /** A variable of the module: an i64 that begins as 0, exported as `n` and its number. */
  global64(): GlobalIndex {
    this.exports.push({ name: `n${this.globals}`, kind: KIND.GLOBAL, index: this.globals });
    return this.globals++ as GlobalIndex;
  }

  build(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter();
    out.bytes(MAGIC);
    const section = (id: number, write: (w: ByteWriter) => void) => {
      const w = new ByteWriter();
      write(w);
      out.byte(id);
      out.sized(w.view());
    };
    section(SECTION.TYPE, (w) => {
      w.u32(this.typeBytes.length);
      for (const bytes of this.typeBytes) w.bytes(bytes);
    });
    section(SECTION.IMPORT, (w) => {
      w.u32(this.imports.length + (this.placed.length > 0 ? 3 : 1));
      for (const { name, type } of this.imports) {
        w.name('m');
        w.name(name);
        w.byte(KIND.FUNC);
        w.u32(type);
      }
      w.name('m');
      w.name('memory');
      w.byte(KIND.MEMORY);
      // Any size will do: a minimum of one page, and the largest maximum there is.
      w.byte(1);
      w.u32(1);
      w.u32(MAX_PAGES);
      if (this.placed.length === 0) return;
      w.name('t');
      w.name('table');
      w.bytes([KIND.TABLE, TYPE.FUNCREF, 0, 0]);
      w.name('t');
      w.name('first');
      w.bytes([KIND.GLOBAL, TYPE.I32, 0]);
    });
    section(SECTION.FUNCTION, (w) => {
      w.u32(this.functions.length);
      for (const { type } of this.functions) w.u32(type);
    });
    if (this.table > 0) {
      section(SECTION.TABLE, (w) => {
        w.bytes([1, TYPE.FUNCREF, 0]);
        w.u32(this.table);
      });
    }
    if (this.globals > 0) {
      section(SECTION.GLOBAL, (w) => {
        w.u32(this.globals);
        for (let i = 0; i < this.globals; i++) w.bytes([TYPE.I64, 1, OP.I64_CONST, 0, OP.END]);
      });
    }
    section(SECTION.EXPORT, (w) => {
      w.u32(this.exports.length);
      for (const { name, kind, index } of this.exports) {
        w.name(name);
        w.byte(kind);
        w.u32(index);
      }
    });
    if (this.placed.length > 0) {
      section(SECTION.ELEMENT, (w) => {
        w.bytes([1, 0, OP.GLOBAL_GET, 0, OP.END]);
        w.u32(this.placed.length);
        for (const index of this.placed) w.u32(index);
      });
    }
    const bodies = this.functions.map(({ code }) => {
      if (code === undefined) throw new Error('a declared wasm function has no body');
      return code.body();
    });
    section(SECTION.CUSTOM, (w) => this.branchHints(w));
    section(SECTION.CODE, (w) => {
      w.u32(bodies.length);
      for (const body of bodies) w.sized(body);
    });
    return out.take();
  }

  /** Which branches are hardly ever taken. WebAssembly branch hinting proposal, "Branch Hints Section". */
  private branchHints(w: ByteWriter): void {
    w.name('metadata.code.branch_hint');
    w.u32(this.functions.filter(({ code }) => code?.rare.length).length);
    this.functions.forEach(({ code }, i) => {
      if (!code?.rare.length) return;
      w.u32(this.imports.length + i);
      w.u32(code.rare.length);
      for (const at of code.rare) {
        w.u32(at);
        w.bytes([1, 0]);
      }
    });
  }
}

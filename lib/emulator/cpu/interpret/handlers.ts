import { type Inst, RIP_BASE } from '../decode/inst';
import { Helpers } from '../lift/emitter';
import type { Block } from '../region/discover';
import { MOST_HANDLERS } from '../state';
import { ModuleWriter, type Signature } from '../wasm/module';
import { TYPE } from '../wasm/opcodes';
import { type Field, isHighByte, Template } from './template';

/** Signature of every handler: the host offset of its record; answers 0 or a LEAVE. */
export const HANDLER: Signature = { params: [TYPE.I32], results: [TYPE.I32] };
/** Number of the handler that ends a block which goes on at the next instruction. */
export const END_HANDLER = 0;

/** What a handler is for: a form, and the values of the fields that it depends on, by formOf and valuesOf. */
export type Use = readonly [form: number, fields: readonly Field[], values: string];

/** A module of handlers, with what each is for in the order of its table. */
export interface Made<Code> {
  readonly code: Code;
  readonly uses: readonly Use[];
}

/** A compiled module, which puts its handlers into a machine's table from the place of number `first` on. */
interface HandlerModule {
  readonly module: WebAssembly.Module;
  readonly first: number;
}

/** Handlers of one form that depend on the same fields, by the values of these. */
interface Variants {
  readonly fields: readonly Field[];
  readonly numbers: Map<string, number>;
}

/**
 * The handlers that instructions have needed so far. They depend on no address and no price, so that all machines share
 * them; a few hundred do for most programs.
 */
export class Handlers {
  readonly modules: HandlerModule[] = [];
  /** Index of the module that a handler is in, by its number. */
  readonly moduleOf: number[] = [];
  private readonly forms = new Map<number, Variants[]>();
  private count = 0;

  constructor() {
    const writer = new ModuleWriter();
    const end = new Template(3, new Helpers(writer));
    end.handleEnd();
    this.compile(writer, [end]);
  }

  /** Number of the handler of an instruction, where it has been made. */
  find(inst: Inst, cpl: 0 | 3): number | undefined {
    return this.among(formOf(inst, cpl), inst);
  }
  private among(form: number, inst: Inst): number | undefined {
    const variants = this.forms.get(form);
    if (variants === undefined) return undefined;
    for (let i = 0; i < variants.length; i++) {
      const number = variants[i].numbers.get(valuesOf(inst, variants[i].fields));
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /**
   * Numbers of the handlers of the instructions at the start of a block, up to one that has none; what is missing is
   * made. What a module costs is mostly the same however small it is, so it has handlers for what comes after the block too.
   */
  of(insts: readonly Inst[], cpl: 0 | 3, after: () => Iterable<Block>): number[] {
    const found = this.known(insts, cpl);
    if (found.length === insts.length) return found;
    this.make([...insts, ...[...after()].flatMap((block) => block.insts)], cpl);
    return this.known(insts, cpl);
  }
  private known(insts: readonly Inst[], cpl: 0 | 3): number[] {
    const numbers: number[] = [];
    for (let i = 0; i < insts.length; i++) {
      const number = this.find(insts[i], cpl);
      if (number === undefined) break;
      numbers.push(number);
    }
    return numbers;
  }

  /** Makes what is missing for these instructions, in one module, as far as there is room; answers what it made. */
  make(insts: readonly Inst[], cpl: 0 | 3): Made<Uint8Array<ArrayBuffer>> {
    const writer = new ModuleWriter();
    const helpers = new Helpers(writer);
    const fresh: Template[] = [];
    const uses: Use[] = [];
    for (const inst of insts) {
      const form = formOf(inst, cpl);
      if (this.among(form, inst) !== undefined || this.count + fresh.length >= MOST_HANDLERS) continue;
      const code = new Template(cpl, helpers);
      const fields = [...code.handle(inst)];
      const use: Use = [form, fields, valuesOf(inst, fields)];
      this.note(use, this.count + fresh.length);
      uses.push(use);
      fresh.push(code);
    }
    return { code: fresh.length > 0 ? this.compile(writer, fresh) : new Uint8Array(), uses };
  }

  /** Takes on a module that was made ahead, as far as there is room. */
  take({ code, uses }: Made<WebAssembly.Module>): void {
    if (this.count + uses.length > MOST_HANDLERS) return;
    for (const [i, use] of uses.entries()) this.note(use, this.count + i);
    this.add(code, uses.length);
  }

  private note([form, fields, values]: Use, number: number): void {
    let of = this.forms.get(form);
    if (of === undefined) this.forms.set(form, (of = []));
    let same = of.find((variants) => variants.fields.join() === fields.join());
    if (same === undefined) of.push((same = { fields, numbers: new Map() }));
    same.numbers.set(values, number);
  }

  private compile(writer: ModuleWriter, codes: readonly Template[]): Uint8Array<ArrayBuffer> {
    const functions = codes.map(() => writer.declare(HANDLER));
    for (const [i, code] of codes.entries()) writer.define(functions[i], code);
    writer.placeInTable(functions);
    const bytes = writer.build();
    this.add(new WebAssembly.Module(bytes), codes.length);
    return bytes;
  }
  private add(module: WebAssembly.Module, count: number): void {
    for (let i = 0; i < count; i++) this.moduleOf.push(this.modules.length);
    this.modules.push({ module, first: this.count });
    this.count += count;
  }
}

/** Those of this process. */
export const HANDLERS = new Handlers();

const valuesOf = (inst: Inst, fields: readonly Field[]): string => {
  if (fields.length === 0) return '';
  return fields.length === 1 ? String(inst[fields[0]]) : fields.map((field) => inst[field]).join();
};

/** Everything about an instruction that its handler may depend on, but for the fields that lifts look at themselves. */
function formOf(inst: Inst, cpl: 0 | 3): number {
  const { encoding, size, addressSize, segment, repeat, mod, base, index, reg, rm } = inst;
  const bytes = namesBytes(inst);
  let form = (encoding.id << 2) | (size >> 2);
  form = (form << 1) | (addressSize >> 3);
  form = (form << 2) | (segment < 0 ? 0 : segment - 3);
  form = (form << 2) | (repeat === 0 ? 0 : repeat - 0xf1);
  form = (form << 1) | (bytes && isHighByte(inst, reg) ? 1 : 0);
  form = (form << 1) | (bytes && isHighByte(inst, rm) ? 1 : 0);
  form = (form << 1) | (mod === 3 ? 1 : 0);
  form = (form << 2) | (base < 0 || base === RIP_BASE ? 0 : base === 4 ? 1 : base === 5 ? 2 : 3);
  form = (form << 1) | (index >= 0 ? 1 : 0);
  return (form << 1) | (cpl === 3 ? 1 : 0);
}

function namesBytes({ operands }: Inst): boolean {
  for (let i = 0; i < operands.length; i++) if (operands[i].size === 'b') return true;
  return false;
}

import { type Inst, RIP_BASE } from '../decode/inst';
import { Helpers } from '../lift/emitter';
import { MOST_HANDLERS } from '../state';
import { ModuleWriter, type Signature } from '../wasm/module';
import { TYPE } from '../wasm/opcodes';
import { type Field, isHighByte, Template } from './template';

/** Signature of every handler: the host offset of its record; answers 0 or a LEAVE. */
export const HANDLER: Signature = { params: [TYPE.I32], results: [TYPE.I32] };
/** Number of the handler that ends a block which goes on at the next instruction. */
export const END_HANDLER = 0;

/** A compiled module of handlers: numbers `first` and up, under the names h0 and up. */
interface HandlerModule {
  readonly module: WebAssembly.Module;
  readonly first: number;
  readonly count: number;
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
    for (const { fields, numbers } of this.forms.get(form) ?? []) {
      const number = numbers.get(valuesOf(inst, fields));
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /** Makes what is missing for these instructions, in one module, as far as there is room. */
  make(insts: readonly Inst[], cpl: 0 | 3): void {
    const writer = new ModuleWriter();
    const helpers = new Helpers(writer);
    const fresh: Template[] = [];
    for (const inst of insts) {
      const form = formOf(inst, cpl);
      if (this.among(form, inst) !== undefined || this.count + fresh.length >= MOST_HANDLERS) continue;
      const code = new Template(cpl, helpers);
      const fields = [...code.handle(inst)];
      this.note(form, inst, fields, this.count + fresh.length);
      fresh.push(code);
    }
    if (fresh.length > 0) this.compile(writer, fresh);
  }

  private note(form: number, inst: Inst, fields: readonly Field[], number: number): void {
    let of = this.forms.get(form);
    if (of === undefined) this.forms.set(form, (of = []));
    let same = of.find((variants) => variants.fields.join() === fields.join());
    if (same === undefined) of.push((same = { fields, numbers: new Map() }));
    same.numbers.set(valuesOf(inst, fields), number);
  }

  private compile(writer: ModuleWriter, codes: readonly Template[]): void {
    const functions = codes.map((_, i) => writer.declare(HANDLER, `h${i}`));
    for (const [i, code] of codes.entries()) writer.define(functions[i], code);
    const module = new WebAssembly.Module(writer.build());
    this.modules.push({ module, first: this.count, count: codes.length });
    this.count += codes.length;
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
  let form = encoding.id;
  const add = (bits: number, value: number) => {
    form = (form << bits) | value;
  };
  add(2, size >> 2);
  add(1, addressSize >> 3);
  add(2, segment < 0 ? 0 : segment - 3);
  add(2, repeat === 0 ? 0 : repeat - 0xf1);
  add(1, bytes && isHighByte(inst, reg) ? 1 : 0);
  add(1, bytes && isHighByte(inst, rm) ? 1 : 0);
  add(1, mod === 3 ? 1 : 0);
  add(2, base < 0 || base === RIP_BASE ? 0 : base === 4 ? 1 : base === 5 ? 2 : 3);
  add(1, index >= 0 ? 1 : 0);
  add(1, cpl === 3 ? 1 : 0);
  return form;
}

const namesBytes = ({ operands }: Inst): boolean => operands.some(({ size }) => size === 'b');

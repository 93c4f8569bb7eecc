import type { FunctionSymbol, Variable } from '../ast';
import { sizeOfType } from '../lower/abi';
import type { Places } from '../lower/context';
import type { CType, RecordDef } from '../types';
import type { Compiled } from '../x86/function';

/** Attribute and form pairs of each kind of entry. DWARF 5, sections 3, 5, 7.5.4 to 7.5.6. */
const NAME = [0x03, 0x08];
const TYPE = [0x49, 0x13];
const BYTE_SIZE = [0x0b, 0x0f];
const LOCATION = [0x02, 0x18];
const EXTERNAL = [0x3f, 0x19];
const RANGE = [0x11, 0x01, 0x12, 0x01];
const FRAME_BASE = [0x40, 0x18];

const ABBREVIATIONS = {
  // producer, language, name, stmt_list, low_pc, ranges
  unit: [0x11, 1, 0x25, 0x08, 0x13, 0x0b, ...NAME, 0x10, 0x17, 0x11, 0x01, 0x55, 0x17],
  base: [0x24, 0, ...NAME, 0x3e, 0x0b, ...BYTE_SIZE],
  pointer: [0x0f, 0, ...BYTE_SIZE, ...TYPE],
  pointerToVoid: [0x0f, 0, ...BYTE_SIZE],
  struct: [0x13, 1, ...NAME, ...BYTE_SIZE],
  union: [0x17, 1, ...NAME, ...BYTE_SIZE],
  declaredStruct: [0x13, 0, ...NAME, 0x3c, 0x19],
  declaredUnion: [0x17, 0, ...NAME, 0x3c, 0x19],
  // data_member_location; bit_size and data_bit_offset
  member: [0x0d, 0, ...NAME, ...TYPE, 0x38, 0x0f],
  bitField: [0x0d, 0, ...NAME, ...TYPE, 0x0d, 0x0f, 0x6b, 0x0f],
  array: [0x01, 1, ...TYPE],
  count: [0x21, 0, 0x37, 0x0f],
  noCount: [0x21, 0],
  enum: [0x04, 1, ...NAME, ...BYTE_SIZE, ...TYPE],
  enumerator: [0x28, 0, ...NAME, 0x1c, 0x0d],
  const: [0x26, 0, ...TYPE],
  typedef: [0x16, 0, ...NAME, ...TYPE],
  signature: [0x15, 0, ...TYPE],
  signatureOfVoid: [0x15, 0],
  function: [0x2e, 1, ...NAME, ...EXTERNAL, ...RANGE, ...FRAME_BASE, ...TYPE],
  functionOfVoid: [0x2e, 1, ...NAME, ...EXTERNAL, ...RANGE, ...FRAME_BASE],
  staticFunction: [0x2e, 1, ...NAME, ...RANGE, ...FRAME_BASE, ...TYPE],
  staticFunctionOfVoid: [0x2e, 1, ...NAME, ...RANGE, ...FRAME_BASE],
  parameter: [0x05, 0, ...NAME, ...TYPE, ...LOCATION],
  local: [0x34, 0, ...NAME, ...TYPE, ...LOCATION],
  // Nothing says where it is: a debugger calls it optimised out.
  lostParameter: [0x05, 0, ...NAME, ...TYPE],
  lostLocal: [0x34, 0, ...NAME, ...TYPE],
} as const;
type Kind = keyof typeof ABBREVIATIONS;
const KINDS = Object.keys(ABBREVIATIONS) as Kind[];

const OP_ADDR = 0x03;
const OP_DEREF = 0x06;
const OP_REG_RBP = 0x56;
const OP_REG_RSP = 0x57;
const OP_FBREG = 0x91;
const LANGUAGE_C11 = 0x1d;

/** What a debugger is told of a unit: functions, variables, types (DWARF 5, .debug_info). */
export class DebugInfo {
  private readonly lines: string[] = [];
  private readonly types = new Map<string, string>();
  private readonly records = new Map<RecordDef | object, number>();
  /** Types that are mentioned and not written yet: they follow the entry that mentions them. */
  private readonly waiting: (() => void)[] = [];
  private readonly ranges: string[] = [];

  /** @param name the file that was compiled */
  constructor(private readonly name: string) {}

  function(
    symbol: FunctionSymbol,
    compiled: Compiled,
    places: Places,
    labels: { begin: string; end: string },
  ): void {
    const { returns } = symbol.type;
    const isVoid = returns.kind === 'void';
    const outside = symbol.linkage === 'external';
    this.ranges.push(`.quad ${labels.begin}`, `.quad ${labels.end}`);
    this.entry(
      outside ? (isVoid ? 'functionOfVoid' : 'function') : isVoid ? 'staticFunctionOfVoid' : 'staticFunction',
    );
    this.text(symbol.name);
    this.lines.push(`.quad ${labels.begin}`, `.quad ${labels.end}`);
    const { framePointer, offsets } = compiled.frame;
    this.expression([framePointer ? OP_REG_RBP : OP_REG_RSP]);
    if (!isVoid) this.reference(returns);
    const { params = [], locals = [] } = symbol.body ?? {};
    for (const variable of [...params, ...locals]) {
      if (variable.hidden || variable.name === '') continue;
      const slot = places.slots.get(variable) ?? places.pointers.get(variable);
      const incoming = places.incoming.get(variable);
      // Arguments on the stack lie above the saved rbp and the return address.
      const at = slot ? offsets.get(slot) : incoming === undefined ? undefined : incoming + 16;
      const known = framePointer && at !== undefined;
      const isParameter = variable.storage === 'parameter';
      if (isParameter) this.entry(known ? 'parameter' : 'lostParameter');
      else this.entry(known ? 'local' : 'lostLocal');
      this.text(variable.name);
      this.reference(variable.type);
      const through = places.pointers.has(variable) ? [OP_DEREF] : [];
      if (known) this.expression([OP_FBREG, ...sleb(at), ...through]);
    }
    this.end();
  }

  variable(variable: Variable): void {
    if (variable.threadLocal || variable.hidden) return;
    this.entry('local');
    this.text(variable.name);
    this.reference(variable.type);
    this.lines.push('.uleb128 9', `.byte ${OP_ADDR}`, `.quad ${variable.asmName}`);
    this.flush();
  }

  /** The sections. */
  sections(): string[] {
    const abbreviations = KINDS.flatMap((kind, i) => {
      const [tag, children, ...pairs] = ABBREVIATIONS[kind];
      return [i + 1, ...uleb(tag), children, ...pairs.flatMap((n) => uleb(n)), 0, 0];
    });
    return [
      '.section .debug_abbrev,"",@progbits',
      '.Ldebug_abbrev:',
      bytes([...abbreviations, 0]),
      '.section .debug_rnglists,"",@progbits',
      // A header, then pairs of addresses (DW_RLE_start_end, 6) up to the end (0).
      '.long .Lranges_end-.Lranges_version',
      '.Lranges_version:',
      '.short 5',
      bytes([8, 0]),
      '.long 0',
      '.Lranges:',
      ...this.ranges.flatMap((line, i) => (i % 2 === 0 ? ['.byte 6', line] : [line])),
      '.byte 0',
      '.Lranges_end:',
      '.section .debug_line,"",@progbits',
      '.Ldebug_line:',
      '.section .debug_info,"",@progbits',
      '.Ldebug_info:',
      '.long .Ldebug_end-.Ldebug_version',
      '.Ldebug_version:',
      '.short 5',
      bytes([1, 8]),
      '.long .Ldebug_abbrev',
      bytes([KINDS.indexOf('unit') + 1]),
      '.asciz "trapdoor"',
      bytes([LANGUAGE_C11]),
      `.asciz ${JSON.stringify(this.name)}`,
      '.long .Ldebug_line',
      '.quad 0',
      '.long .Lranges',
      ...this.lines,
      bytes([0]),
      '.Ldebug_end:',
    ];
  }

  private entry(kind: Kind): void {
    this.lines.push(bytes(uleb(KINDS.indexOf(kind) + 1)));
  }

  /** Ends the children of an entry. At the top, types that were mentioned come now. */
  private end(): void {
    this.lines.push(bytes([0]));
    this.flush();
  }

  private flush(): void {
    for (let write = this.waiting.shift(); write; write = this.waiting.shift()) write();
  }

  private text(text: string): void {
    this.lines.push(`.asciz ${JSON.stringify(text)}`);
  }

  private number(n: number): void {
    this.lines.push(bytes(uleb(n)));
  }

  private expression(code: readonly number[]): void {
    this.lines.push(bytes([...uleb(code.length), ...code]));
  }

  private reference(type: CType): void {
    this.lines.push(`.long ${this.label(type)}-.Ldebug_info`);
  }

  /** The label of a type's entry, which is written when the current one is complete. */
  private label(type: CType): string {
    const key = this.key(type);
    let label = this.types.get(key);
    if (label === undefined) {
      label = `.Ltype${this.types.size}`;
      this.types.set(key, label);
      const at = label;
      this.waiting.push(() => {
        this.lines.push(`${at}:`);
        this.describe(type);
      });
    }
    return label;
  }

  /** The same for all objects that stand for one type. */
  private key(type: CType): string {
    const before = `${type.quals & 1 ? 'const ' : ''}${type.alias ? `${type.alias} = ` : ''}`;
    switch (type.kind) {
      case 'int':
      case 'float':
        return before + type.name;
      case 'complex':
        return `${before}complex ${type.of.name}`;
      case 'vector':
        return `${before}v${type.length} ${type.of.name}`;
      case 'pointer':
        return `${before}*${this.key(type.to)}`;
      case 'array':
        return `${before}[${type.length ?? ''}]${this.key(type.of)}`;
      case 'function':
        return `${before}()${this.key(type.returns)}`;
      case 'record':
      case 'enum': {
        let number = this.records.get(type.def);
        if (number === undefined) this.records.set(type.def, (number = this.records.size));
        return `${before}#${number}`;
      }
      default:
        return before + type.kind;
    }
  }

  private describe(type: CType): void {
    if (type.quals & 1) {
      this.entry('const');
      this.reference({ ...type, quals: type.quals & ~1 });
      return;
    }
    if (type.alias !== undefined) {
      this.entry('typedef');
      this.text(type.alias);
      this.reference({ ...type, alias: undefined });
      return;
    }
    switch (type.kind) {
      case 'int':
      case 'float':
        this.base(type.name, encodingOf(type), type.size);
        return;
      case 'complex':
        this.base(
          `complex ${type.of.name}`,
          type.of.kind === 'float' ? ENCODING.complexFloat : ENCODING.complexInteger,
          type.of.size * 2,
        );
        return;
      case 'pointer':
        this.entry(type.to.kind === 'void' ? 'pointerToVoid' : 'pointer');
        this.number(8);
        if (type.to.kind !== 'void') this.reference(type.to);
        return;
      // Shown as the array of its elements.
      case 'vector':
      case 'array':
        this.entry('array');
        this.reference(type.of);
        this.entry(type.length === undefined ? 'noCount' : 'count');
        if (type.length !== undefined) this.number(type.length);
        this.lines.push(bytes([0]));
        return;
      case 'function':
        this.entry(type.returns.kind === 'void' ? 'signatureOfVoid' : 'signature');
        if (type.returns.kind !== 'void') this.reference(type.returns);
        return;
      case 'record':
        this.record(type.def);
        return;
      case 'enum':
        this.entry('enum');
        this.text(type.def.tag ?? '');
        this.number(type.def.underlying.size);
        this.reference(type.def.underlying);
        for (const { name, value } of type.def.values) {
          this.entry('enumerator');
          this.text(name);
          this.lines.push(bytes(sleb(Number(value))));
        }
        this.lines.push(bytes([0]));
        return;
      default:
        this.base(type.kind, ENCODING.unsigned, sizeOfType(type));
    }
  }

  private base(name: string, encoding: number, size: number): void {
    this.entry('base');
    this.text(name);
    this.lines.push(bytes([encoding]));
    this.number(size);
  }

  private record(def: RecordDef): void {
    if (!def.complete) {
      this.entry(def.union ? 'declaredUnion' : 'declaredStruct');
      this.text(def.tag ?? '');
      return;
    }
    this.entry(def.union ? 'union' : 'struct');
    this.text(def.tag ?? '');
    this.number(def.size);
    for (const field of def.fields) {
      if (field.bits && field.name === undefined) continue;
      this.entry(field.bits ? 'bitField' : 'member');
      this.text(field.name ?? '');
      this.reference(field.type);
      if (field.bits) {
        this.number(field.bits.width);
        this.number(field.bits.position);
      } else this.number(field.offset);
    }
    this.lines.push(bytes([0]));
  }
}

/** DW_ATE_: how the bits of a base type are read. DWARF 5, table 7.11. */
const ENCODING = {
  boolean: 2,
  complexFloat: 3,
  float: 4,
  signed: 5,
  signedChar: 6,
  unsigned: 7,
  unsignedChar: 8,
  /** DW_ATE_lo_user, as gcc has it. */
  complexInteger: 0x80,
};

function encodingOf(type: CType & { kind: 'int' | 'float' }): number {
  if (type.kind === 'float') return ENCODING.float;
  if (type.name === '_Bool') return ENCODING.boolean;
  if (type.size === 1) return type.signed ? ENCODING.signedChar : ENCODING.unsignedChar;
  return type.signed ? ENCODING.signed : ENCODING.unsigned;
}

const bytes = (list: readonly number[]): string => `.byte ${list.join(',')}`;

function uleb(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    out.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return out;
}

function sleb(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; ) {
    const low = ((rest % 128) + 128) % 128;
    rest = Math.floor(rest / 128);
    const done = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
    out.push(done ? low : low | 0x80);
    if (done) return out;
  }
}

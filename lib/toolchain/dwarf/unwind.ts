/** The registers that a frame is found by: DWARF numbers of the System V ABI, AMD64 supplement, figure 3.36. */
const RBP = 6;
const RSP = 7;
const DATA_ALIGNMENT = -8;
/** DW_EH_PE_pcrel | DW_EH_PE_sdata4, as compilers write addresses. */
const PC_RELATIVE = 0x1b;

/** A function under way: where it is, or will go on, and its registers. */
export interface Activation {
  pc: number;
  sp: number;
  bp: number;
}

/** How the caller of a place is found. */
interface Rule {
  register: number;
  offset: number;
  /** Where the caller's rbp is, from the canonical frame address; undefined where it is still in the register. */
  savedBp: number | undefined;
}

interface Cie {
  isUsable: boolean;
  code: Uint8Array;
}

interface Fde {
  cie: Cie;
  begin: number;
  end: number;
  code: Uint8Array;
}

/** Reads .eh_frame (LSB, "Exception Frames") to find out who called whom. */
export class FrameTable {
  private readonly frames: Fde[] = [];
  private readonly rules = new Map<number, Rule | undefined>();

  constructor(section: Uint8Array, address: number) {
    const view = new DataView(section.buffer, section.byteOffset, section.byteLength);
    const cies = new Map<number, Cie>();
    for (let at = 0; at + 4 <= section.length; ) {
      const length = view.getUint32(at, true);
      const end = at + 4 + length;
      if (end > section.length) break;
      // An end mark, of one file among several.
      if (length === 0) {
        at = end;
        continue;
      }
      const id = view.getUint32(at + 4, true);
      const body = section.subarray(at + 8, end);
      if (id === 0) cies.set(at, readCie(body));
      else {
        const cie = cies.get(at + 4 - id);
        if (cie?.isUsable) {
          const begin = address + at + 8 + view.getInt32(at + 8, true);
          const reader = new Reader(body.subarray(8));
          reader.skip(reader.uleb());
          this.frames.push({ cie, begin, end: begin + view.getUint32(at + 12, true), code: reader.rest() });
        }
      }
      at = end;
    }
    this.frames.sort((a, b) => a.begin - b.begin);
  }

  /** The caller, as it will go on; undefined where the table does not say, or nobody called. */
  caller({ pc, sp, bp }: Activation, read: (address: number) => number | undefined): Activation | undefined {
    // A call may be the last instruction of a function: what returns to behind it is still in it.
    const rule = this.ruleAt(pc - 1);
    if (!rule) return undefined;
    const cfa = (rule.register === RSP ? sp : bp) + rule.offset;
    const back = read(cfa - 8);
    const savedBp = rule.savedBp === undefined ? bp : read(cfa + rule.savedBp);
    return back === undefined || savedBp === undefined ? undefined : { pc: back, sp: cfa, bp: savedBp };
  }

  private ruleAt(pc: number): Rule | undefined {
    if (this.rules.has(pc)) return this.rules.get(pc);
    const fde = this.frameOf(pc);
    const rule = fde && execute(fde, pc);
    this.rules.set(pc, rule);
    return rule;
  }

  private frameOf(pc: number): Fde | undefined {
    const { frames } = this;
    let low = 0;
    let high = frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames[middle].begin <= pc) low = middle + 1;
      else high = middle;
    }
    const found = frames[low - 1];
    return found && pc < found.end ? found : undefined;
  }
}

/** Behind length and id: version, augmentation, alignments, return column, what the augmentation says, instructions. */
function readCie(body: Uint8Array): Cie {
  const reader = new Reader(body);
  reader.skip(1);
  const augmentation = reader.string();
  const isKnown = reader.uleb() === 1 && reader.sleb() === DATA_ALIGNMENT && augmentation === 'zR';
  reader.skip(1);
  const length = isKnown ? reader.uleb() : 0;
  const isUsable = isKnown && length === 1 && reader.byte() === PC_RELATIVE;
  return { isUsable, code: reader.rest() };
}

/** Runs call frame instructions up to a place: DWARF 5 section 6.4.2. Undefined where one needs more than is kept here. */
function execute({ cie, begin, code }: Fde, pc: number): Rule | undefined {
  let rule: Rule = { register: RSP, offset: 8, savedBp: undefined };
  const run = (instructions: Uint8Array): boolean => {
    const first = rule;
    const remembered: Rule[] = [];
    const reader = new Reader(instructions);
    let at = begin;
    const saved = (register: number, factored: number) => {
      if (register === RBP) rule = { ...rule, savedBp: factored * DATA_ALIGNMENT };
    };
    while (!reader.ended && at <= pc) {
      const opcode = reader.byte();
      const low = opcode & 0x3f;
      if (opcode >> 6 === 1) at += low;
      else if (opcode >> 6 === 2) saved(low, reader.uleb());
      else if (opcode >> 6 === 3) rule = low === RBP ? { ...rule, savedBp: first.savedBp } : rule;
      else
        switch (opcode) {
          case 0x00:
            break;
          case 0x02:
            at += reader.byte();
            break;
          case 0x03:
            at += reader.byte() | (reader.byte() << 8);
            break;
          case 0x04:
            at += reader.byte() | (reader.byte() << 8) | (reader.byte() << 16) | (reader.byte() << 24);
            break;
          case 0x05:
            saved(reader.uleb(), reader.uleb());
            break;
          case 0x06:
            if (reader.uleb() === RBP) rule = { ...rule, savedBp: first.savedBp };
            break;
          case 0x0a:
            remembered.push(rule);
            break;
          case 0x0b:
            rule = remembered.pop() ?? rule;
            break;
          case 0x0c:
            rule = { ...rule, register: reader.uleb(), offset: reader.uleb() };
            break;
          case 0x0d:
            rule = { ...rule, register: reader.uleb() };
            break;
          case 0x0e:
            rule = { ...rule, offset: reader.uleb() };
            break;
          default:
            return false;
        }
    }
    return true;
  };
  const isKnown = run(cie.code) && run(code) && (rule.register === RSP || rule.register === RBP);
  return isKnown ? rule : undefined;
}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  skip(count: number): void {
    this.at += count;
  }

  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  string(): string {
    let text = '';
    for (let byte = this.byte(); byte !== 0; byte = this.byte()) text += String.fromCharCode(byte);
    return text;
  }

  uleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  sleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return byte & 0x40 ? value - scale * 128 : value;
    }
  }
}

import { CostModel } from '../../emulator/cost/model';
import { profile } from '../../emulator/cost/profiles';
import { Decoder, MAX_LENGTH } from '../../emulator/cpu/decode/decoder';
import { type Inst, RIP_BASE } from '../../emulator/cpu/decode/inst';
import { instructionPrice } from '../../emulator/cpu/price';
import { ripTarget } from '../disassemble/operand';
import { isInstruction, printBytes, printInstruction } from '../disassemble/print';
import { COMPILER, type Style } from '../disassemble/style';
import type { CodeImage } from './image';
import type { ListedFunction, ListedRow } from './types';

/** Data among code is shown so many bytes to a row. */
const DATA_ROW = 8;
const TRAPS = new Set(['syscall', 'sysenter']);
/** int 0x80's immediate, as the decoder extends it. */
const INT_80 = 0x80 - 0x100;

/** Reads functions out of an image. Labels are numbered over all of them that one reader reads. */
export class RowReader {
  private readonly price: ReturnType<typeof instructionPrice>;
  private readonly labels = new Map<number, string>();
  /** Constants that have no name in the file. */
  private readonly constants = new Map<number, string>();
  private readonly trapping = new Map<number, boolean>();
  private readonly decoder = new Decoder();

  constructor(
    private readonly image: CodeImage,
    profileName?: string,
  ) {
    this.price = instructionPrice(new CostModel(profile(profileName)).instructions);
  }

  /**
   * A function as rows.
   *
   * @param isNumber whether the immediate of the instruction at an address is a number for certain, and no address
   */
  read(
    { name, value: address, size }: { name: string; value: number; size: number },
    isNumber: (address: number) => boolean = () => false,
  ): ListedFunction {
    const insts = decodeAll(this.image, this.decoder, { value: address, size });
    const begins = new Set(insts.map(({ at }) => at));
    const targets = new Set(insts.flatMap(({ inst }) => (inst && jumpTarget(inst)) ?? []));
    for (const { at } of insts)
      if (at !== address && targets.has(at) && begins.has(at))
        this.labels.set(at, `.L${this.labels.size + 1}`);
    const rows = insts.map(({ at, length, inst }): ListedRow => {
      const bytes = this.image.bytesAt(at, length).slice();
      const label = this.labels.get(at);
      const common = { address: at, bytes, line: 0, column: 0, ...(label && { label }) };
      if (!inst) return { ...common, att: printBytes(bytes), intel: printBytes(bytes), ticks: 0 };
      return { ...common, ...this.instruction(inst, isNumber(at)) };
    });
    return { name, address, rows };
  }

  private instruction(
    inst: Inst,
    isNumber: boolean,
  ): Pick<ListedRow, 'att' | 'intel' | 'ticks'> & Partial<ListedRow> {
    const { mnemonic } = inst.encoding;
    const name = (address: number) =>
      this.labels.get(address) ?? this.image.nameOf(address) ?? this.constant(address);
    const immediate = (value: bigint, bits: number): string =>
      (!isNumber && bits >= 32 && this.image.isData(Number(value)) ? name(Number(value)) : undefined) ??
      COMPILER.immediate(value, bits);
    const text = (syntax: Style['syntax']) => {
      const style: Style = { ...COMPILER, immediate, syntax, name };
      return printInstruction(inst, style);
    };
    const target = jumpTarget(inst);
    const callee = target === undefined ? undefined : this.image.functionAt(target);
    const note = isNumber ? undefined : this.note(inst);
    return {
      att: text('att'),
      intel: text('intel'),
      ticks: this.price(inst),
      ...(target !== undefined && { target }),
      ...(callee && callee.value === target && { callee: callee.name }),
      ...(note !== undefined && { note }),
      ...(isTrap(inst) && { trap: 'here' as const }),
      ...(callee && mnemonic === 'call' && this.traps(callee) && { trap: 'called' as const }),
    };
  }

  /** Whether an instruction of a function enters the kernel. */
  private traps(callee: { value: number; size: number }): boolean {
    let known = this.trapping.get(callee.value);
    if (known === undefined) {
      known = decodeAll(this.image, this.decoder, callee).some(({ inst }) => inst && isTrap(inst));
      this.trapping.set(callee.value, known);
    }
    return known;
  }

  private constant(address: number): string | undefined {
    if (!this.image.isData(address)) return undefined;
    let name = this.constants.get(address);
    if (!name) this.constants.set(address, (name = `.LC${this.constants.size + 1}`));
    return name;
  }

  /** What the address in an operand holds. */
  private note(inst: Inst): string | undefined {
    const { image } = this;
    const { mnemonic } = inst.encoding;
    const address =
      inst.base === RIP_BASE && inst.mod !== 3
        ? ripTarget(inst)
        : inst.operands.some(({ place, size }) => place === 'I' && size !== 'b')
          ? inst.immLo
          : undefined;
    if (address === undefined || !image.isData(address)) return undefined;
    if (/(s[ds])$/.test(mnemonic) && inst.base === RIP_BASE)
      return image.numberAt(address, mnemonic.endsWith('d') ? 8 : 4);
    const text = /^(mov|lea|push)$/.test(mnemonic) ? image.stringAt(address) : undefined;
    return text ?? (inst.base === RIP_BASE ? undefined : image.nameOf(address));
  }
}

/** An instruction at an address, or data that is none. */
interface Decoded {
  at: number;
  length: number;
  inst?: Inst;
}

function decodeAll(
  image: CodeImage,
  decoder: Decoder,
  { value: address, size }: { value: number; size: number },
): Decoded[] {
  const end = address + size;
  const found: Decoded[] = [];
  for (let at = address; at < end; ) {
    const inst = decoder.decode(image.bytesAt(at, Math.min(MAX_LENGTH, end - at)), 0, at);
    const decoded = isInstruction(inst) ? inst : undefined;
    const length = decoded?.length ?? Math.min(DATA_ROW, end - at);
    found.push({ at, length, inst: decoded });
    at += length;
  }
  return found;
}

const isTrap = ({ encoding: { mnemonic }, immLo }: Inst): boolean =>
  TRAPS.has(mnemonic) || (mnemonic === 'int' && immLo === INT_80);

/** Where a direct jump or call goes. */
function jumpTarget(inst: Inst): number | undefined {
  return inst.operands.some(({ place }) => place === 'J') ? inst.target : undefined;
}

import type { PhysicalMemory } from '../../mm/physical';
import type { Core } from '../core/core';
import { TICK } from '../core/meter';
import { type Inst, RIP_BASE, x87Opcode } from '../decode/inst';
import { type Block, ends, retiring } from '../region/discover';
import { placeOfTargets } from '../region/targets';
import type { PriceOf } from '../region/translate';
import { BLOCK, LAYOUT, RECORD, STATE, TABLE_SIZE } from '../state';
import { END_HANDLER, HANDLERS } from './handlers';

/** Writes blocks for the interpreter of one machine: core/interpret.ts runs them. */
export class Blocks {
  /** Host offset of the next block. */
  private end: number = LAYOUT.RECORDS;
  /** Modules of handlers that the machine's table has, by their index. */
  private readonly installed = new Set<number>();

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly core: Core,
    private readonly price: PriceOf,
  ) {
    this.install(HANDLERS.moduleOf[END_HANDLER]);
  }

  /** Forgets all blocks. */
  clear(): void {
    this.end = LAYOUT.RECORDS;
  }

  /** Whether there is room for a block of so many instructions. */
  hasRoom(instructions: number): boolean {
    const bytes = BLOCK.SIZE + RECORD.SIZE * (instructions + 1);
    return this.end + bytes <= LAYOUT.RECORDS + LAYOUT.RECORD_BYTES;
  }

  /**
   * Handlers of the instructions at the start of a block, up to one that has none; what is missing is made. What a
   * module costs is mostly the same however small it is, so it has handlers for what comes after the block too.
   */
  handlers({ insts }: Block, cpl: 0 | 3, after: () => Iterable<Block>): number[] {
    let found = known(insts, cpl);
    if (found.length < insts.length) {
      HANDLERS.make([...insts, ...[...after()].flatMap((block) => block.insts)], cpl);
      found = known(insts, cpl);
    }
    for (const number of found) {
      const index = HANDLERS.moduleOf[number];
      if (!this.installed.has(index)) this.install(index);
    }
    return found;
  }
  /** Puts a module of handlers into the machine's table; its imports come into being with that. */
  private install(index: number): void {
    const { module, first } = HANDLERS.modules[index];
    const { table, imports } = this.core;
    new WebAssembly.Instance(module, { ...imports, t: { table, first: TABLE_SIZE + first } });
    this.installed.add(index);
  }

  /** Writes the block of a number, given the handlers of its instructions. */
  write({ insts }: Block, handlers: readonly number[], number: number): void {
    const { phys } = this;
    const at = this.end;
    phys.u32[(LAYOUT.BLOCKS >>> 2) + number - TABLE_SIZE] = at;
    const count = insts.length;
    const counted = retiring(insts);
    const last = insts[count - 1];
    const end = at + BLOCK.SIZE + RECORD.SIZE * count;
    let left = 0;
    for (let i = count - 1; i >= 0; i--) {
      const record = at + BLOCK.SIZE + RECORD.SIZE * i;
      left += this.price(insts[i]);
      writeRecord(phys, record, insts[i]);
      phys.u32[(record + RECORD.HANDLER) >>> 2] = TABLE_SIZE + handlers[i];
      phys.u32[(record + RECORD.TICKS) >>> 2] = left;
      phys.u16[(record + RECORD.SITE) >>> 1] = i;
      phys.u16[(record + RECORD.REST) >>> 1] = Math.max(0, counted - i);
    }
    // An instruction runs while there is fuel at all, so the last one need not fit.
    put(phys, at + BLOCK.NEEDED, (left - this.price(last) + 1) * TICK);
    put(phys, at + BLOCK.CHARGE, counted - left * TICK);
    this.end = end;
    if (ends(last)) return;
    phys.u8.fill(0, end, end + RECORD.SIZE);
    phys.u32[(end + RECORD.HANDLER) >>> 2] = TABLE_SIZE + END_HANDLER;
    put(phys, end + RECORD.NEXT, last.next);
    this.end = end + RECORD.SIZE;
  }
}

/** Numbers of the handlers of instructions, up to one that has none. */
function known(insts: readonly Inst[], cpl: 0 | 3): number[] {
  const numbers: number[] = [];
  for (const inst of insts) {
    const number = HANDLERS.find(inst, cpl);
    if (number === undefined) break;
    numbers.push(number);
  }
  return numbers;
}

/** Writes what does not depend on the block. */
function writeRecord(phys: PhysicalMemory, at: number, inst: Inst): void {
  const { u8, u16 } = phys;
  const { operands, encoding } = inst;
  let [rm, reg] = [gpr(inst.rm), gpr(inst.reg)];
  put(
    phys,
    at + RECORD.DISPLACEMENT,
    inst.base === RIP_BASE ? inst.displacement + inst.next : inst.displacement,
  );
  putHalves(phys, at + RECORD.IMM, inst.immLo, inst.immHi);
  for (let i = 0; i < operands.length; i++) {
    const { place } = operands[i];
    if (place === 'V') reg = xmm(inst.reg);
    else if (place === 'W' || place === 'U') rm = xmm(inst.rm);
    else if (place === 'J') put(phys, at + RECORD.IMM, inst.target);
    else if (place === 'O') putHalves(phys, at + RECORD.DISPLACEMENT, inst.immLo, inst.immHi);
  }
  if (isIndirect(inst)) put(phys, at + RECORD.IMM, placeOfTargets(inst.rip));
  u16[(at + RECORD.RM) >>> 1] = rm;
  u16[(at + RECORD.REG) >>> 1] = reg;
  u16[(at + RECORD.VVVV) >>> 1] = encoding.family === 'x87' ? x87Opcode(inst) : gpr(inst.vvvv);
  u16[(at + RECORD.BASE) >>> 1] = gpr(Math.max(inst.base, 0));
  u16[(at + RECORD.INDEX) >>> 1] = gpr(Math.max(inst.index, 0));
  u8[at + RECORD.SCALE] = inst.scale;
  u8[at + RECORD.LENGTH] = inst.length;
  put(phys, at + RECORD.NEXT, inst.next);
}

const xmm = (n: number): number => STATE.XMM + 16 * n;
const gpr = (n: number): number => STATE.GPR + 8 * n;

const isIndirect = ({ encoding: { mnemonic }, operands }: Inst): boolean =>
  (mnemonic === 'jmp' || mnemonic === 'call') && operands[0].place !== 'J';

/** Writes 64 bits: an exact number. */
function put(phys: PhysicalMemory, at: number, value: number): void {
  putHalves(phys, at, value | 0, Math.floor(value / 2 ** 32));
}
function putHalves({ i32 }: PhysicalMemory, at: number, low: number, high: number): void {
  i32[at >>> 2] = low;
  i32[(at >>> 2) + 1] = high;
}

import { TICK } from '../core/meter';
import { type Inst, RIP_BASE, x87Opcode } from '../decode/inst';
import { ends, retiring } from '../region/discover';
import { placeOfTargets } from '../region/targets';
import type { PriceOf } from '../region/translate';
import { BLOCK, RECORD, STATE, TABLE_SIZE } from '../state';
import { END_HANDLER } from './handlers';

/** Instructions of an interpreted block. */
export const MOST_INSTRUCTIONS = 64;

/** The block that is being written. */
const scratch = new ArrayBuffer(BLOCK.SIZE + RECORD.SIZE * (MOST_INSTRUCTIONS + 1));
const u8 = new Uint8Array(scratch);
const u16 = new Uint16Array(scratch);
const i32 = new Int32Array(scratch);

/** Writes instructions as core/interpret.ts reads them, given their handlers: a BLOCK, and a RECORD of each. */
export function writeBlock(insts: readonly Inst[], handlers: readonly number[], price: PriceOf): Int32Array {
  const count = insts.length;
  const counted = retiring(insts);
  const last = insts[count - 1];
  let left = 0;
  for (let i = count - 1; i >= 0; i--) {
    const record = BLOCK.SIZE + RECORD.SIZE * i;
    left += price(insts[i]);
    writeRecord(record, insts[i]);
    i32[(record + RECORD.HANDLER) >>> 2] = TABLE_SIZE + handlers[i];
    i32[(record + RECORD.TICKS) >>> 2] = left;
    u16[(record + RECORD.SITE) >>> 1] = i;
    u16[(record + RECORD.REST) >>> 1] = Math.max(0, counted - i);
  }
  // An instruction runs while there is fuel at all, so the last one need not fit.
  put(BLOCK.NEEDED, (left - price(last) + 1) * TICK);
  put(BLOCK.CHARGE, counted - left * TICK);
  let end = BLOCK.SIZE + RECORD.SIZE * count;
  if (!ends(last)) {
    u8.fill(0, end, end + RECORD.SIZE);
    i32[(end + RECORD.HANDLER) >>> 2] = TABLE_SIZE + END_HANDLER;
    put(end + RECORD.NEXT, last.next);
    end += RECORD.SIZE;
  }
  return i32.slice(0, end >>> 2);
}

/** Writes what does not depend on the block. */
function writeRecord(at: number, inst: Inst): void {
  const { operands, encoding } = inst;
  let [rm, reg] = [gpr(inst.rm), gpr(inst.reg)];
  put(at + RECORD.DISPLACEMENT, inst.base === RIP_BASE ? inst.displacement + inst.next : inst.displacement);
  putHalves(at + RECORD.IMM, inst.immLo, inst.immHi);
  for (let i = 0; i < operands.length; i++) {
    const { place } = operands[i];
    if (place === 'V') reg = xmm(inst.reg);
    else if (place === 'W' || place === 'U') rm = xmm(inst.rm);
    else if (place === 'J') put(at + RECORD.IMM, inst.target);
    else if (place === 'O') putHalves(at + RECORD.DISPLACEMENT, inst.immLo, inst.immHi);
  }
  if (isIndirect(inst)) put(at + RECORD.IMM, placeOfTargets(inst.rip));
  u16[(at + RECORD.RM) >>> 1] = rm;
  u16[(at + RECORD.REG) >>> 1] = reg;
  u16[(at + RECORD.VVVV) >>> 1] = encoding.family === 'x87' ? x87Opcode(inst) : gpr(inst.vvvv);
  u16[(at + RECORD.BASE) >>> 1] = gpr(Math.max(inst.base, 0));
  u16[(at + RECORD.INDEX) >>> 1] = gpr(Math.max(inst.index, 0));
  u8[at + RECORD.SCALE] = inst.scale;
  u8[at + RECORD.LENGTH] = inst.length;
  put(at + RECORD.NEXT, inst.next);
}

const xmm = (n: number): number => STATE.XMM + 16 * n;
const gpr = (n: number): number => STATE.GPR + 8 * n;

const isIndirect = ({ encoding: { mnemonic }, operands }: Inst): boolean =>
  (mnemonic === 'jmp' || mnemonic === 'call') && operands[0].place !== 'J';

/** Writes 64 bits: an exact number. */
function put(at: number, value: number): void {
  putHalves(at, value | 0, Math.floor(value / 2 ** 32));
}
function putHalves(at: number, low: number, high: number): void {
  i32[at >>> 2] = low;
  i32[(at >>> 2) + 1] = high;
}

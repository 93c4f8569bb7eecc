import { Raised } from '../linear';
import type { Registers } from '../registers';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import { effectiveAddress, isUser, type Machine, type SystemInstruction } from './machine';

/** Registers of the x87 stack, and the bytes that each has in an image of FSAVE and of FXSAVE. */
const REGISTERS = 8;
const SAVED = 10;
const SLOT = 16;

const word = (r: Registers, field: number): number => (r.get(field & ~3) >>> ((field & 2) * 8)) & 0xffff;
function setWord(r: Registers, field: number, value: number): void {
  const shift = (field & 2) * 8;
  r.set(field & ~3, (r.get(field & ~3) & ~(0xffff << shift)) | ((value & 0xffff) << shift));
}
const top = (r: Registers): number => (word(r, STATE.FSW) >> 11) & 7;
/** Where register `n`, counted from the top of the stack, lies. */
const field = (r: Registers, n: number): number => STATE.ST + SLOT * ((top(r) + n) & 7);

/** The tag word in full, two bits a register: valid, zero, special, empty. SDM vol. 1, section 8.1.7. */
function tagWord(r: Registers): number {
  const kept = word(r, STATE.FTW);
  let tags = 0;
  for (let n = 0; n < REGISTERS; n++) {
    const at = STATE.ST + SLOT * n;
    const exponent = r.get(at + 8) & 0x7fff;
    const [lo, hi] = [r.get(at), r.high(at)];
    let tag = 2;
    if ((kept & (1 << n)) === 0) tag = 3;
    else if (exponent === 0 && lo === 0 && hi === 0) tag = 1;
    else if (exponent !== 0 && exponent !== 0x7fff && hi >>> 31 === 1) tag = 0;
    tags |= tag << (2 * n);
  }
  return tags;
}

/** ES and B follow the exceptions that are there and not masked. */
function summarise(r: Registers): void {
  const status = word(r, STATE.FSW);
  const pending = status & ~word(r, STATE.FCW) & 0x3f;
  setWord(r, STATE.FSW, (status & 0x7f7f) | (pending !== 0 ? 0x8080 : 0));
}

const environmentSize = (size: number): number => (size === 2 ? 14 : 28);

/**
 * The environment, of 14 or 28 bytes: SDM vol. 1, figures 8-9 and 8-11. The selectors are 0, as CPUID says in leaf 7
 * (FCS and FDS deprecated): section 8.1.8.
 */
function environment(r: Registers, size: number): Uint8Array {
  const bytes = new Uint8Array(environmentSize(size));
  const view = new DataView(bytes.buffer);
  const controls = [word(r, STATE.FCW), word(r, STATE.FSW), tagWord(r)];
  if (size === 2) {
    [...controls, word(r, STATE.FIP), 0, word(r, STATE.FDP), 0].forEach((value, n) => {
      view.setUint16(2 * n, value, true);
    });
    return bytes;
  }
  controls.forEach((value, n) => {
    view.setUint32(4 * n, 0xffff0000 | value, true);
  });
  view.setUint32(12, r.get(STATE.FIP), true);
  view.setUint32(16, (word(r, STATE.FOP) & 0x7ff) << 16, true);
  view.setUint32(20, r.get(STATE.FDP), true);
  view.setUint32(24, 0xffff0000, true);
  return bytes;
}

function setEnvironment(r: Registers, bytes: Uint8Array, size: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const step = size === 2 ? 2 : 4;
  const at = (n: number) => view.getUint16(n * step, true);
  setWord(r, STATE.FCW, (at(0) & 0x1f3f) | 0x40);
  setWord(r, STATE.FSW, at(1));
  let kept = 0;
  for (let n = 0; n < REGISTERS; n++) if (((at(2) >> (2 * n)) & 3) !== 3) kept |= 1 << n;
  setWord(r, STATE.FTW, kept);
  if (size === 2) {
    r.setPair(STATE.FIP, at(3), 0);
    r.setPair(STATE.FDP, at(5), 0);
    setWord(r, STATE.FOP, 0);
  } else {
    r.setPair(STATE.FIP, view.getUint32(12, true), 0);
    setWord(r, STATE.FOP, view.getUint16(18, true) & 0x7ff);
    r.setPair(STATE.FDP, view.getUint32(20, true), 0);
  }
  summarise(r);
}

/** The eight registers from the top of the stack down, `step` bytes apart. */
function writeRegisters(r: Registers, view: DataView, step: number): void {
  for (let n = 0; n < REGISTERS; n++) {
    const at = field(r, n);
    view.setUint32(n * step, r.get(at), true);
    view.setUint32(n * step + 4, r.high(at), true);
    view.setUint16(n * step + 8, r.get(at + 8) & 0xffff, true);
  }
}
function readRegisters(r: Registers, view: DataView, step: number): void {
  for (let n = 0; n < REGISTERS; n++) {
    const at = field(r, n);
    r.setPair(at, view.getUint32(n * step, true), view.getUint32(n * step + 4, true));
    r.set(at + 8, view.getUint16(n * step + 8, true));
  }
}

/** The address of an environment, which counts as words of the operand's size. SDM vol. 3, table 6-7. */
function environmentAddress(m: Machine, inst: Parameters<SystemInstruction>[1]): number {
  const at = effectiveAddress(m, inst);
  if (m.checksAlignment && at % (inst.size === 2 ? 2 : 4) !== 0) throw new Raised(VECTOR.AC);
  return at;
}

/** FNSTENV: afterwards every exception is masked. */
export const fnstenv: SystemInstruction = (m, inst) => {
  const r = m.registers;
  m.linear.writeBytes(environmentAddress(m, inst), environment(r, inst.size), isUser(m));
  setWord(r, STATE.FCW, word(r, STATE.FCW) | 0x3f);
  summarise(r);
};

export const fldenv: SystemInstruction = (m, inst) => {
  const size = environmentSize(inst.size);
  setEnvironment(m.registers, m.linear.readBytes(environmentAddress(m, inst), size, isUser(m)), inst.size);
};

/** FNSAVE: the environment and the registers, and then as after FNINIT. */
export const fnsave: SystemInstruction = (m, inst) => {
  const r = m.registers;
  const head = environment(r, inst.size);
  const bytes = new Uint8Array(head.length + REGISTERS * SAVED);
  bytes.set(head);
  writeRegisters(r, new DataView(bytes.buffer, head.length), SAVED);
  m.linear.writeBytes(environmentAddress(m, inst), bytes, isUser(m));
  setWord(r, STATE.FCW, 0x37f);
  setWord(r, STATE.FSW, 0);
  setWord(r, STATE.FTW, 0);
  setWord(r, STATE.FOP, 0);
  r.setPair(STATE.FIP, 0, 0);
  r.setPair(STATE.FDP, 0, 0);
};

export const frstor: SystemInstruction = (m, inst) => {
  const head = environmentSize(inst.size);
  const bytes = m.linear.readBytes(environmentAddress(m, inst), head + REGISTERS * SAVED, isUser(m));
  setEnvironment(m.registers, bytes, inst.size);
  readRegisters(m.registers, new DataView(bytes.buffer, head), SAVED);
};

/** Offsets in the image of FXSAVE. SDM vol. 1, table 10-2. */
export const IMAGE = { MXCSR: 24, MXCSR_MASK: 28, ST: 32, XMM: 160, WRITTEN: 416, BYTES: 512 } as const;
const XMM_BYTES = 256;

/** The image that FXSAVE64 or FXSAVE writes, without the part that it leaves alone. */
export function fxImage(r: Registers, wide = true): Uint8Array {
  const bytes = new Uint8Array(IMAGE.WRITTEN);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < IMAGE.ST; at += 4) view.setUint32(at, r.get(STATE.FX + at), true);
  if (!wide) {
    // Selectors take the place of the pointers' high halves, and are 0.
    view.setUint32(12, 0, true);
    view.setUint32(20, 0, true);
  }
  writeRegisters(r, new DataView(bytes.buffer, IMAGE.ST), SLOT);
  for (let at = 0; at < XMM_BYTES; at += 4) view.setUint32(IMAGE.XMM + at, r.get(STATE.XMM + at), true);
  return bytes;
}

/** Takes the state from an image; answers false when MXCSR has bits that are not there. */
export function setFxImage(r: Registers, bytes: Uint8Array, wide = true): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const mxcsr = view.getUint32(IMAGE.MXCSR, true);
  if ((mxcsr & ~r.get(STATE.MXCSR_MASK)) !== 0) return false;
  for (let at = 0; at < IMAGE.MXCSR; at += 4) r.set(STATE.FX + at, view.getUint32(at, true));
  r.set(STATE.MXCSR, mxcsr);
  // The pointers hold linear addresses of 48 bits: an Intel processor with 57 was seen to keep 57, with their sign.
  for (const pointer of [STATE.FIP, STATE.FDP])
    r.set(pointer + 4, wide ? (r.get(pointer + 4) << 16) >> 16 : 0);
  setWord(r, STATE.FCW, (word(r, STATE.FCW) & 0x1f3f) | 0x40);
  setWord(r, STATE.FTW, word(r, STATE.FTW) & 0xff);
  setWord(r, STATE.FOP, word(r, STATE.FOP) & 0x7ff);
  summarise(r);
  readRegisters(r, new DataView(bytes.buffer, bytes.byteOffset + IMAGE.ST), SLOT);
  for (let at = 0; at < XMM_BYTES; at += 4) r.set(STATE.XMM + at, view.getUint32(IMAGE.XMM + at, true));
  return true;
}

function alignedAddress(m: Machine, inst: Parameters<SystemInstruction>[1]): number {
  const at = effectiveAddress(m, inst);
  // Under RFLAGS.AC the manual leaves the choice to the processor: SDM vol. 2, "FXSAVE".
  if (at % 16 !== 0) throw new Raised(m.checksAlignment && at % 4 !== 0 ? VECTOR.AC : VECTOR.GP);
  return at;
}

export const fxsave: SystemInstruction = (m, inst) => {
  const image = fxImage(m.registers, inst.size === 8);
  m.linear.writeBytes(alignedAddress(m, inst), image, isUser(m), IMAGE.BYTES);
};

export const fxrstor: SystemInstruction = (m, inst) => {
  const at = alignedAddress(m, inst);
  // The last byte is looked at before those in between, as the fuzzer found.
  m.linear.readBytes(at, 1, isUser(m));
  m.linear.readBytes(at + IMAGE.BYTES - 1, 1, isUser(m));
  const bytes = m.linear.readBytes(at, IMAGE.BYTES, isUser(m));
  if (!setFxImage(m.registers, bytes, inst.size === 8)) throw new Raised(VECTOR.GP);
};

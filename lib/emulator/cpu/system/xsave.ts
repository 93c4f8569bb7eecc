import type { Inst } from '../decode/inst';
import { Raised } from '../linear';
import type { Registers } from '../registers';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import { effectiveAddress, gprField, isUser, type Machine, type SystemInstruction, setLow } from './machine';
import { fxImage, IMAGE, setFxImage } from './x87';

/** State components, bits of XCR0. SDM vol. 1, section 13.1. */
const X87 = 1;
const SSE = 2;
/** What XCR0 may have. */
export const XCR0_KNOWN = X87 | SSE;
export const CR4_OSXSAVE = 1 << 18;

/** The XSAVE area: the image of FXSAVE, then the header. SDM vol. 1, section 13.4. */
export const XSAVE_BYTES = 576;
const HEADER = { XSTATE_BV: 0, XCOMP_BV: 8, RESERVED: 16, BYTES: 64 } as const;
/** Bytes of the legacy area that belong to each component. */
const PARTS: Readonly<Record<number, readonly (readonly [start: number, end: number])[]>> = {
  [X87]: [
    [0, IMAGE.MXCSR],
    [IMAGE.ST, IMAGE.XMM],
  ],
  [SSE]: [
    [IMAGE.MXCSR, IMAGE.ST],
    [IMAGE.XMM, IMAGE.WRITTEN],
  ],
};
const COMPONENTS = [X87, SSE];
/** Bit 63 of XCOMP_BV, in its high half: the area is compacted. */
const COMPACTED = 0x8000_0000;

const INITIAL = { FCW: 0x37f, MXCSR: 0x1f80 } as const;

/** The image of a processor in its initial configuration. SDM vol. 1, section 13.6. */
function initialImage(): Uint8Array {
  const bytes = new Uint8Array(IMAGE.WRITTEN);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, INITIAL.FCW, true);
  view.setUint32(IMAGE.MXCSR, INITIAL.MXCSR, true);
  return bytes;
}
const INITIAL_IMAGE = initialImage();

/** These instructions are there once the system has set CR4.OSXSAVE. */
function demandOsxsave(m: Machine): void {
  if ((m.registers.get(STATE.CR4) & CR4_OSXSAVE) === 0) throw new Raised(VECTOR.UD);
}

/** EDX:EAX of the program, as far as XCR0 has it: the requested-feature bitmap. */
const requested = ({ registers }: Machine): number => registers.get(gprField(0)) & registers.get(STATE.XCR0);

/**
 * XINUSE: the x87 state is in use unless it is as it was at the start; SSE always counts as in use. The manual leaves
 * both to the processor: SDM vol. 1, section 13.6.
 */
function inUse(registers: Registers): number {
  const image = fxImage(registers);
  const plain = PARTS[X87].every(([start, end]) => {
    for (let at = start; at < end; at++) if (image[at] !== INITIAL_IMAGE[at]) return false;
    return true;
  });
  return plain ? SSE : X87 | SSE;
}

function areaAddress(m: Machine, inst: Inst): number {
  demandOsxsave(m);
  const at = effectiveAddress(m, inst);
  if (at % 64 !== 0) throw new Raised(m.checksAlignment && at % 4 !== 0 ? VECTOR.AC : VECTOR.GP);
  return at;
}

interface Saving {
  /** Components in their initial configuration are not written: XSAVEOPT, XSAVEC. */
  readonly leavesOut: boolean;
  readonly compacts: boolean;
}

/** SDM vol. 1, sections 13.7, 13.9 and 13.10. */
const save =
  ({ leavesOut, compacts }: Saving): SystemInstruction =>
  (m, inst) => {
    const { registers, linear } = m;
    const at = areaAddress(m, inst);
    const user = isUser(m);
    const wanted = requested(m);
    const used = inUse(registers) & wanted;
    linear.probeWrite(at, XSAVE_BYTES, user);
    const image = fxImage(registers, inst.size === 8);
    for (const component of COMPONENTS) {
      if (((leavesOut ? used : wanted) & component) === 0) continue;
      for (const [start, end] of PARTS[component])
        linear.writeBytes(at + start, image.subarray(start, end), user);
    }
    const header = at + IMAGE.BYTES;
    if (compacts) {
      linear.write(header + HEADER.XSTATE_BV, 8, BigInt(used), user);
      linear.write(header + HEADER.XCOMP_BV, 8, (BigInt(COMPACTED) << 32n) | BigInt(wanted), user);
    } else {
      const before = linear.read(header + HEADER.XSTATE_BV, 8, user);
      linear.write(header + HEADER.XSTATE_BV, 8, (before & ~BigInt(wanted)) | BigInt(used), user);
    }
  };

export const xsave = save({ leavesOut: false, compacts: false });
export const xsaveopt = save({ leavesOut: true, compacts: false });
export const xsavec = save({ leavesOut: true, compacts: true });

/** SDM vol. 1, section 13.8. */
export const xrstor: SystemInstruction = (m, inst) => {
  const { registers, linear } = m;
  const bytes = linear.readBytes(areaAddress(m, inst), XSAVE_BYTES, isUser(m));
  if (!restore(registers, bytes, requested(m), inst.size === 8)) throw new Raised(VECTOR.GP);
};

/**
 * Takes components from an XSAVE area, or puts them in their initial configuration where its header does not have them.
 * False, with nothing changed, where XRSTOR raises #GP.
 */
function restore(registers: Registers, bytes: Uint8Array, wanted: number, wide: boolean): boolean {
  const header = new DataView(bytes.buffer, bytes.byteOffset + IMAGE.BYTES);
  const [there, thereHigh] = [
    header.getUint32(HEADER.XSTATE_BV, true),
    header.getUint32(HEADER.XSTATE_BV + 4, true),
  ];
  const [kept, keptHigh] = [
    header.getUint32(HEADER.XCOMP_BV, true),
    header.getUint32(HEADER.XCOMP_BV + 4, true),
  ];
  const compacted = keptHigh >= COMPACTED;
  const allowed = registers.get(STATE.XCR0);
  const held = compacted ? kept : allowed;
  if (there & ~held || thereHigh !== 0) return false;
  if (compacted ? kept & ~allowed || keptHigh !== COMPACTED : kept !== 0 || keptHigh !== 0) return false;
  // The standard form has to have eight zero bytes after XCOMP_BV, the compacted one all that follow.
  const reserved = compacted ? HEADER.BYTES : HEADER.RESERVED + 8;
  for (let at: number = HEADER.RESERVED; at < reserved; at++) if (header.getUint8(at) !== 0) return false;

  // XRSTOR without REX.W takes short pointers, but touches them only with the rest of the x87 state.
  const whole = wide || (wanted & X87) === 0;
  const image = new Uint8Array(IMAGE.BYTES);
  image.set(fxImage(registers, whole));
  for (const component of COMPONENTS) {
    if ((wanted & component) === 0) continue;
    const source = there & component ? bytes : INITIAL_IMAGE;
    for (const [start, end] of PARTS[component]) image.set(source.subarray(start, end), start);
  }
  // The standard form takes MXCSR from the area whatever its header says.
  if (wanted & SSE && !compacted) image.set(bytes.subarray(IMAGE.MXCSR, IMAGE.MXCSR + 4), IMAGE.MXCSR);
  return setFxImage(registers, image, whole);
}

/** XGETBV: XCR0, or with ECX = 1 what of it is in use. SDM vol. 2. */
export const xgetbv: SystemInstruction = (m) => {
  demandOsxsave(m);
  const { registers } = m;
  const index = registers.get(gprField(1));
  if (index > 1) throw new Raised(VECTOR.GP);
  const xcr0 = registers.get(STATE.XCR0);
  setLow(m, 0, index === 0 ? xcr0 : xcr0 & inUse(registers));
  setLow(m, 2, 0);
};

/** XSETBV, of the system alone. */
export const xsetbv: SystemInstruction = (m) => {
  demandOsxsave(m);
  const { registers } = m;
  const [value, high] = [registers.get(gprField(0)), registers.get(gprField(2))];
  if (registers.get(gprField(1)) !== 0 || high !== 0 || value & ~XCR0_KNOWN || (value & X87) === 0)
    throw new Raised(VECTOR.GP);
  registers.set(STATE.XCR0, value);
};

import { FPE_FLTDIV, FPE_FLTINV, FPE_FLTOVF, FPE_FLTRES, FPE_FLTUND } from '../../abi/signal';

/** Bytes of the image that FXSAVE makes: x87, MMX and SSE. SDM vol. 1, table 10-2. */
export const FX_SIZE = 512;
export const FX = { FCW: 0, FSW: 2, MXCSR: 24, MXCSR_MASK: 28, ST: 32, XMM: 160 } as const;
const MXCSR_BITS = 0xffff;

/** What a program starts with: every exception masked, rounding to nearest. fpstate_init_fxstate. */
export const INITIAL = initial();

function initial(): Uint8Array {
  const image = new Uint8Array(FX_SIZE);
  const view = new DataView(image.buffer);
  view.setUint16(FX.FCW, 0x37f, true);
  view.setUint32(FX.MXCSR, 0x1f80, true);
  view.setUint32(FX.MXCSR_MASK, MXCSR_BITS, true);
  return image;
}

export const initialFpu = (): Uint8Array => INITIAL.slice();

/** Puts the floating-point state of a fresh program in place of what is there: fpu__clear_user_states. */
export const clearFpu = (fx: Uint8Array): void => fx.set(INITIAL);

const REGISTERS = 8;
const SLOT = 16;
const topOf = (image: Uint8Array): number => (image[FX.FSW + 1] >> 3) & 7;

/**
 * The state as FXSAVE64 writes it, of the processor or of a task that does not run: there the x87 registers lie by their
 * number (cpu/state.ts), in the image by their distance from the top of the stack.
 */
export function fpuImage(fx: Uint8Array): Uint8Array {
  const image = fx.slice();
  for (let n = 0; n < REGISTERS; n++) {
    const from = FX.ST + SLOT * ((topOf(fx) + n) % REGISTERS);
    image.set(fx.subarray(from, from + SLOT), FX.ST + SLOT * n);
  }
  return image;
}

/**
 * Puts an image that a program may have written in place. False when FXRSTOR would raise #GP on it, for bits of MXCSR
 * that there are not.
 */
export function restoreFpu(fx: Uint8Array, image: Uint8Array): boolean {
  const view = new DataView(image.buffer, image.byteOffset, FX_SIZE);
  if (view.getUint32(FX.MXCSR, true) & ~MXCSR_BITS) return false;
  fx.set(image);
  for (let n = 0; n < REGISTERS; n++) {
    const from = FX.ST + SLOT * n;
    fx.set(image.subarray(from, from + SLOT), FX.ST + SLOT * ((topOf(image) + n) % REGISTERS));
  }
  const state = new DataView(fx.buffer, fx.byteOffset);
  state.setUint32(FX.MXCSR_MASK, MXCSR_BITS, true);
  // Reserved bits are not kept, and ES and B follow the exceptions and their masks.
  const control = (state.getUint16(FX.FCW, true) & 0x1f3f) | 0x40;
  const status = state.getUint16(FX.FSW, true);
  state.setUint16(FX.FCW, control, true);
  state.setUint16(FX.FSW, (status & 0x7f7f) | (status & ~control & 0x3f ? 0x8080 : 0), true);
  return true;
}

/** si_code of an unmasked SSE exception, by what MXCSR says: fpu__exception_code. */
export function simdExceptionCode(fx: Uint8Array): number {
  const mxcsr = new DataView(fx.buffer, fx.byteOffset).getUint32(FX.MXCSR, true);
  return exceptionCode(mxcsr & ~(mxcsr >>> 7));
}

/** The same of the x87 unit, by its status and control words. */
export function x87ExceptionCode(fx: Uint8Array): number {
  const view = new DataView(fx.buffer, fx.byteOffset);
  return exceptionCode(view.getUint16(FX.FSW, true) & ~view.getUint16(FX.FCW, true));
}

function exceptionCode(raised: number): number {
  if (raised & 1) return FPE_FLTINV;
  if (raised & 4) return FPE_FLTDIV;
  if (raised & 8) return FPE_FLTOVF;
  // A denormal operand and underflow share a code.
  if (raised & 0x12) return FPE_FLTUND;
  return FPE_FLTRES;
}

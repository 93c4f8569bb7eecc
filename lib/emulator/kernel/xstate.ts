import { FX, FX_SIZE, fpuImage, INITIAL, restoreFpu } from './fpu';

/**
 * The XSAVE area as it lies in a signal frame, and as PTRACE_GETREGSET gives it: the image, the header, whose first word
 * tells the components that are there, and in a frame the magic word that closes it. Bytes 464 on of the image, which
 * FXSAVE leaves to software, tell what lies where: struct _fpx_sw_bytes, asm/sigcontext.h.
 */
export const XSTATE_SIZE = 576;
export const XSTATE_FRAME_SIZE = XSTATE_SIZE + 4;
const FP_XSTATE_MAGIC1 = 0x46505853;
const FP_XSTATE_MAGIC2 = 0x46505845;
const XFEATURE_FP = 1;
const XFEATURE_SSE = 2;
const XFEATURES = XFEATURE_FP | XFEATURE_SSE;
const SW = { MAGIC1: 464, EXTENDED_SIZE: 468, XFEATURES: 472, XSTATE_SIZE: 480 } as const;
/** Where ptrace has XCR0 in place of the magic: USER_XSTATE_XCR0_WORD. */
const XCR0 = 464;
const HEADER = { XSTATE_BV: 512, XCOMP_BV: 520, END: 576 } as const;

function xstate(fx: Uint8Array, size: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(fpuImage(fx));
  bytes.fill(0, SW.MAGIC1, FX_SIZE);
  view.setUint32(HEADER.XSTATE_BV, XFEATURES, true);
  return { bytes, view };
}

/** What copy_fpstate_to_sigframe writes. */
export function fpuFrame(fx: Uint8Array): Uint8Array {
  const { bytes, view } = xstate(fx, XSTATE_FRAME_SIZE);
  view.setUint32(SW.MAGIC1, FP_XSTATE_MAGIC1, true);
  view.setUint32(SW.EXTENDED_SIZE, XSTATE_FRAME_SIZE, true);
  view.setUint32(SW.XFEATURES, XFEATURES, true);
  view.setUint32(SW.XSTATE_SIZE, XSTATE_SIZE, true);
  view.setUint32(XSTATE_SIZE, FP_XSTATE_MAGIC2, true);
  return bytes;
}

/** The NT_X86_XSTATE note: copy_xstate_to_uabi_buf. */
export function xstateNote(fx: Uint8Array): Uint8Array {
  const { bytes, view } = xstate(fx, XSTATE_SIZE);
  view.setUint32(XCR0, XFEATURES, true);
  return bytes;
}

/** Whether an image in a signal frame says that more than FXSAVE's follows: check_xstate_in_sigframe. */
export function hasXstate(image: Uint8Array): boolean {
  const view = new DataView(image.buffer, image.byteOffset);
  const size = view.getUint32(SW.XSTATE_SIZE, true);
  return (
    view.getUint32(SW.MAGIC1, true) === FP_XSTATE_MAGIC1 &&
    size === XSTATE_SIZE &&
    size <= view.getUint32(SW.EXTENDED_SIZE, true)
  );
}
export const isClosed = (frame: Uint8Array): boolean =>
  new DataView(frame.buffer, frame.byteOffset).getUint32(XSTATE_SIZE, true) === FP_XSTATE_MAGIC2;

/**
 * Takes the state from an XSAVE area in the standard form; `only` are the components that the frame claims. Those that
 * are not there are as in a fresh program. False where XRSTOR raises #GP.
 */
export function restoreXstate(fx: Uint8Array, area: Uint8Array, claimed = XFEATURES): boolean {
  const view = new DataView(area.buffer, area.byteOffset);
  const there = view.getUint32(HEADER.XSTATE_BV, true);
  if (there & ~XFEATURES || area.subarray(HEADER.XSTATE_BV + 4, HEADER.END - 40).some((byte) => byte !== 0))
    return false;
  const image = area.slice(0, FX_SIZE);
  if ((there & claimed & XFEATURE_FP) === 0) {
    image.set(INITIAL.subarray(0, FX.MXCSR));
    image.set(INITIAL.subarray(FX.ST, FX.XMM), FX.ST);
  }
  if ((there & claimed & XFEATURE_SSE) === 0) image.set(INITIAL.subarray(FX.XMM), FX.XMM);
  if ((claimed & XFEATURE_SSE) === 0) image.set(INITIAL.subarray(FX.MXCSR, FX.MXCSR + 4), FX.MXCSR);
  return restoreFpu(fx, image);
}
/** Components that a frame claims to hold: fx_sw_user.xfeatures. */
export const claimedFeatures = (image: Uint8Array): number =>
  new DataView(image.buffer, image.byteOffset).getUint32(SW.XFEATURES, true) & XFEATURES;

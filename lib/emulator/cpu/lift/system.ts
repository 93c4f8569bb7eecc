import { normaliseMeter } from '../core/meter';
import { RESERVED_ONE, RFLAGS } from '../flags/kinds';
import { LEAVE, STATE } from '../state';
import { VECTOR } from '../vectors';
import type { I32 } from '../wasm/code';
import type { Builder } from './builder';
import type { Lift } from './table';

const zero = (b: Builder): I32 => b.i32(0);

/** Carried out by system/ in TypeScript, on the state in memory. */
const outside: Lift = (b) => b.leaveAt(b.site(), LEAVE.SYSTEM);

/** Makes CPL, the selectors of CS and SS, and the jump-cache tag those of another ring. */
function enterRing(b: Builder, cpl: 0 | 3, cs: () => I32, ss: () => I32): void {
  normaliseMeter(b);
  b.store32(zero(b), b.i32(cpl), STATE.CPL);
  b.store32(zero(b), cs(), STATE.SELECTORS + 4);
  b.store32(zero(b), ss(), STATE.SELECTORS + 8);
  b.store32(zero(b), b.load32(zero(b), cpl === 3 ? STATE.CONTEXT_USER : STATE.CONTEXT_KERNEL), STATE.CONTEXT);
}

/** Bits 47:32 and 63:48 of STAR hold the selectors that SYSCALL and SYSRET start from. SDM vol. 3 section 5.8.8. */
const starSelector = (b: Builder, shift: number, plus: number, or: number): I32 => {
  const field = b.and32(b.wrap(b.shru64(b.load64(zero(b), STATE.STAR), b.i64(shift))), b.i32(0xffff));
  return b.or32(b.add32(field, b.i32(plus)), b.i32(or));
};

/** SDM vol. 2, "SYSCALL". The meter goes through memory, as the ring switch reads it there. */
const syscall: Lift = (b) => {
  const off = b.eqz32(b.and32(b.load32(zero(b), STATE.EFER), b.i32(1)));
  b.raiseIf(off, VECTOR.UD);
  const flags = b.temp64();
  b.set(flags, b.extendU(b.or32(b.flagBits(), b.load32(zero(b), STATE.SYSTEM_FLAGS))));
  b.setRegister(11, b.and64(b.get(flags), b.i64(~RFLAGS.RF)));
  b.setRegister(1, b.following());
  const kept = b.temp32();
  const mask = b.xor32(b.load32(zero(b), STATE.FMASK), b.i32(-1));
  b.set(kept, b.or32(b.and32(mask, b.wrap(b.get(flags))), b.i32(RESERVED_ONE)));
  b.setSystemFlags(b.get(kept));
  b.setFlagBits(b.statusOf(b.get(kept)));
  // The instruction itself belongs to the way in.
  b.store64(zero(b), b.ticksNow(), STATE.TRAP_TICKS);
  b.flushMeter();
  enterRing(
    b,
    0,
    () => b.and32(starSelector(b, 32, 0, 0), b.i32(0xfffc)),
    () => starSelector(b, 32, 8, 0),
  );
  b.reloadMeter();
  b.leaveTo(b.load64(zero(b), STATE.LSTAR), LEAVE.NEXT);
};

/** SDM vol. 2, "SYSRET". Only the return to 64-bit mode; a return to compatibility mode is carried out outside. */
const sysret: Lift = (b) => {
  if (b.inst.size !== 8) return outside(b);
  const target = b.register(1);
  const extended = b.shrs64(b.shl64(target, b.i64(16)), b.i64(16));
  b.raiseIf(b.ne64(extended, b.register(1)), VECTOR.GP);
  const flags = b.temp32();
  // RF VM and the reserved bits are cleared, bit 1 set.
  b.set(flags, b.or32(b.and32(b.wrap(b.register(11)), b.i32(0x3c7fd7)), b.i32(RESERVED_ONE)));
  b.setSystemFlags(b.get(flags));
  b.setFlagBits(b.statusOf(b.get(flags)));
  b.store64(zero(b), b.ticksAfter(), STATE.RETURN_TICKS);
  b.flushMeter();
  enterRing(
    b,
    3,
    () => starSelector(b, 48, 16, 3),
    () => starSelector(b, 48, 8, 3),
  );
  b.reloadMeter();
  // Flags that make every instruction one of its own are honoured outside.
  const trap = b.and32(b.get(flags), b.i32(RFLAGS.TF | RFLAGS.AC));
  b.when(trap, () => b.leaveTo(b.register(1), LEAVE.TRAP_FLAG));
  b.leaveTo(b.register(1), LEAVE.NEXT);
};

const swapgs: Lift = (b) => {
  const base = b.temp64();
  b.set(base, b.load64(zero(b), STATE.GS_BASE));
  b.store64(zero(b), b.load64(zero(b), STATE.KERNEL_GS_BASE), STATE.GS_BASE);
  b.store64(zero(b), b.get(base), STATE.KERNEL_GS_BASE);
  b.gotoNext();
};

/** The time-stamp counter: virtual time times TSC_RATE. */
function timeStamp(b: Builder): void {
  const tsc = b.temp64();
  const ticks = b.toF64(b.ticksNow());
  b.set(tsc, b.truncF64(b.mulF64(ticks, b.loadF64(zero(b), STATE.TSC_RATE))));
  b.setRegister(0, b.and64(b.get(tsc), b.i64(0xffffffff)));
  b.setRegister(2, b.shru64(b.get(tsc), b.i64(32)));
}

/** MOV to and from control registers. CR3 is part of every entry with page-table isolation, so it stays inside. */
export const movControl: Lift = (b) => {
  if (b.inst.reg !== 3) return outside(b);
  if (b.operand(0).place === 'C') {
    b.call(b.helper('writeCr3'), b.register(b.inst.rm));
  } else {
    b.setRegister(b.inst.rm, b.load64(zero(b), STATE.CR3));
  }
  b.leaveTo(b.following(), LEAVE.NEXT);
};

/** Instructions whose whole meaning is in system/. */
const OUTSIDE =
  'sysenter sysexit iret cpuid rdmsr wrmsr cli sti lgdt lidt sgdt sidt lldt ltr str sldt invlpg invd wbinvd rdpmc ' +
  'xgetbv xsetbv clac stac verr verw lar lsl smsw lmsw clts lss lfs lgs ljmp lcall retf';

export const SYSTEM: Record<string, Lift> = {
  ...Object.fromEntries(OUTSIDE.split(' ').map((name) => [name, outside])),
  syscall,
  sysret,
  swapgs,
  // Nothing answers at any port.
  in: (b) => b.write(0, b.i32(-1)),
  out: () => {},
  rdtsc: timeStamp,
  rdtscp: (b) => {
    timeStamp(b);
    b.setRegister(1, b.and64(b.load64(zero(b), STATE.TSC_AUX), b.i64(0xffffffff)));
  },
  hlt: (b) => b.leaveTo(b.following(), LEAVE.HLT),
  vmcall: (b) => {
    if (b.servesCalls) b.serve();
    else b.leaveTo(b.following(), LEAVE.VMCALL);
  },
};

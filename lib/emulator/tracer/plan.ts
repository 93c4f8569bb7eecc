import { EINTR, ERESTART_RESTARTBLOCK, ERESTARTSYS } from '../../abi/errno';
import type { ArgType, Call, DependentType, PointerType, ValueType, Width } from '../../abi/signature';
import { readArg } from '../../abi/signature';
import { callOf } from '../../abi/syscalls_i386';

/** What the tracer copies for one argument. */
export interface Capture {
  readonly arg: number;
  readonly type: PointerType;
}

/** What the tracer copies for one call, worked out once from its signature. */
export interface Plan {
  readonly enter: readonly Capture[];
  readonly leave: readonly Capture[];
  /** Arguments whose type hangs on the others. */
  readonly dynamic: readonly { readonly arg: number; readonly type: DependentType }[];
  readonly widths: readonly Width[];
  /** It puts the mask of blocked signals back that a handler's frame holds. */
  readonly restoresMask: boolean;
  /** Whether a call with this result has written what it writes. */
  readonly wrote: (ret: number) => boolean;
}

const succeeded = (ret: number) => ret >= 0;
const foundSome = (ret: number) => ret > 0;
/** A sleep says how much of it was left when a signal ended it, and nothing otherwise. */
const interrupted = (ret: number) => ret === -EINTR || (ret <= -ERESTARTSYS && ret >= -ERESTART_RESTARTBLOCK);

/** What was sent can be told when it is known how much of it was, if any. */
const always = () => true;

const WROTE: Readonly<Record<string, (ret: number) => boolean>> = {
  sendmmsg: always,
  nanosleep: interrupted,
  clock_nanosleep: interrupted,
  wait4: foundSome,
  waitpid: foundSome,
};

const NOTHING: Plan = {
  enter: [],
  leave: [],
  dynamic: [],
  widths: [],
  restoresMask: false,
  wrote: succeeded,
};

/** Layouts with addresses or longs in them differ for a 32-bit caller; they are not copied for it. */
const NOT_ON_I386 = new Set([
  'struct',
  'array',
  'iovec',
  'strings',
  'dirents',
  'fdset',
  'sockaddr',
  'msghdr',
  'mmsghdr',
  'iocbs',
  'regset',
  'handle',
]);

export function isPointer(type: ArgType | ValueType | PointerType): type is PointerType {
  return 'dir' in type;
}

/** The plan of call `nr`. */
export function planOf(abi: 0 | 1, nr: number): Plan {
  const call = callOf(abi, nr);
  return call ? makePlan(abi, call) : NOTHING;
}

function makePlan(abi: 0 | 1, call: Call): Plan {
  const enter: Capture[] = [];
  const leave: Capture[] = [];
  const dynamic: { arg: number; type: DependentType }[] = [];
  call.args.forEach(({ type }, arg) => {
    if (type.kind === 'depends') dynamic.push({ arg, type });
    else if (isPointer(type) && copied(abi, type)) {
      if (type.dir !== 'out') enter.push({ arg, type });
      if (type.dir !== 'in') leave.push({ arg, type });
    }
  });
  const widths = call.args.map(({ type }) => type.width);
  const restoresMask = call.name === 'rt_sigreturn' || call.name === 'sigreturn';
  return { enter, leave, dynamic, widths, restoresMask, wrote: WROTE[call.name] ?? succeeded };
}

/** Whether memory of this type is copied for a caller of this ABI. */
export function copied(abi: number, type: PointerType): boolean {
  return abi === 0 || !NOT_ON_I386.has(type.kind);
}

/** Reads argument `arg` of a call as its signature has it. */
export function argument(
  plan: Plan,
  abi: 0 | 1,
  arg: number,
  lo: Uint32Array,
  hi: Uint32Array,
  base: number,
): number {
  return readArg(plan.widths[arg] ?? 'ulong', abi, lo[base + arg]!, hi[base + arg]!);
}

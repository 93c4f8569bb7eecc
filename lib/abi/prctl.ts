/** Arguments of prctl, which hang on its option: linux/prctl.h, in strace's spelling. */
import { CAPABILITIES } from './capability';
import * as P from './process';
import type { DependentType } from './signature';
import {
  addr,
  array,
  bits,
  depends,
  int,
  intPtr,
  one,
  sig,
  str,
  structIn,
  textOut,
  ulong,
  xlong,
} from './signature';
import * as S from './structs';
import { flags, names } from './xlat';

type Resolved = ReturnType<DependentType['on']>;

const CAPS = names('CAP_???', Object.fromEntries(CAPABILITIES.map((name, bit) => [name, bit])));
const SECCOMP_MODES = names('SECCOMP_MODE_???', {
  SECCOMP_MODE_DISABLED: 0,
  SECCOMP_MODE_STRICT: 1,
  SECCOMP_MODE_FILTER: 2,
});
const SECCOMP_MODE_FILTER = 2;
export const TSC_MODES = names('PR_TSC_???', { PR_TSC_ENABLE: 1, PR_TSC_SIGSEGV: 2 });
export const SECURE_BITS = flags('SECBIT_???', {
  SECBIT_NOROOT: 1,
  SECBIT_NOROOT_LOCKED: 2,
  SECBIT_NO_SETUID_FIXUP: 4,
  SECBIT_NO_SETUID_FIXUP_LOCKED: 8,
  SECBIT_KEEP_CAPS: 0x10,
  SECBIT_KEEP_CAPS_LOCKED: 0x20,
  SECBIT_NO_CAP_AMBIENT_RAISE: 0x40,
  SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED: 0x80,
});
const MCE_KILL = names('PR_MCE_KILL_???', { PR_MCE_KILL_CLEAR: 0, PR_MCE_KILL_SET: 1 });
export const MCE_POLICIES = names('PR_MCE_KILL_???', {
  PR_MCE_KILL_LATE: 0,
  PR_MCE_KILL_EARLY: 1,
  PR_MCE_KILL_DEFAULT: 2,
});
const PR_MCE_KILL_SET = 1;
const AMBIENT = names('PR_CAP_AMBIENT_???', {
  PR_CAP_AMBIENT_IS_SET: 1,
  PR_CAP_AMBIENT_RAISE: 2,
  PR_CAP_AMBIENT_LOWER: 3,
  PR_CAP_AMBIENT_CLEAR_ALL: 4,
});
const AMBIENT_WITH_CAPABILITY: readonly number[] = [1, 2, 3];
const SPECULATION = names('PR_SPEC_???', {
  PR_SPEC_STORE_BYPASS: 0,
  PR_SPEC_INDIRECT_BRANCH: 1,
  PR_SPEC_L1D_FLUSH: 2,
});
/** What PR_GET_SPECULATION_CTRL answers. */
export const SPECULATION_STATES = flags('PR_SPEC_???', {
  PR_SPEC_PRCTL: 1,
  PR_SPEC_ENABLE: 2,
  PR_SPEC_DISABLE: 4,
  PR_SPEC_FORCE_DISABLE: 8,
  PR_SPEC_DISABLE_NOEXEC: 16,
});
const SPECULATION_SETTINGS = names('PR_SPEC_???', {
  PR_SPEC_ENABLE: 2,
  PR_SPEC_DISABLE: 4,
  PR_SPEC_FORCE_DISABLE: 8,
  PR_SPEC_DISABLE_NOEXEC: 16,
});
const VMA_ATTRIBUTES = names('PR_SET_VMA_???', { PR_SET_VMA_ANON_NAME: 0 });

const on = ulong;
const REST = [xlong, xlong, xlong];
const UNKNOWN: readonly Resolved[] = [xlong, ...REST];

/** Arguments after the option; one that stands for itself, or made from those it was called with. */
const ARGUMENTS: Readonly<
  Record<number, readonly Resolved[] | ((args: readonly number[]) => readonly Resolved[])>
> = {
  [P.PR_SET_PDEATHSIG]: [sig],
  [P.PR_GET_PDEATHSIG]: [intPtr('out')],
  [P.PR_GET_DUMPABLE]: [],
  [P.PR_SET_DUMPABLE]: [one(P.DUMPABLE)],
  [P.PR_GET_KEEPCAPS]: [],
  [P.PR_SET_KEEPCAPS]: [on],
  [P.PR_GET_FPEMU]: [addr],
  [P.PR_GET_ENDIAN]: [addr],
  [P.PR_SET_ENDIAN]: [on],
  [P.PR_GET_TIMING]: [],
  [P.PR_SET_TIMING]: [on],
  [P.PR_SET_NAME]: [{ kind: 'text', dir: 'in', length: { fixed: 15 }, width: 'ptr' }],
  [P.PR_GET_NAME]: [textOut({ fixed: 15 })],
  [P.PR_GET_SECCOMP]: [],
  [P.PR_SET_SECCOMP]: ([, mode]) => {
    if (mode === SECCOMP_MODE_FILTER) return [one(SECCOMP_MODES), structIn(S.SOCK_FPROG)];
    return mode === 1 ? [one(SECCOMP_MODES)] : [one(SECCOMP_MODES), ...REST];
  },
  [P.PR_CAPBSET_READ]: [one(CAPS)],
  [P.PR_CAPBSET_DROP]: [one(CAPS)],
  [P.PR_GET_TSC]: [array('out', TSC_MODES, { fixed: 1 })],
  [P.PR_SET_TSC]: [one(TSC_MODES)],
  [P.PR_GET_SECUREBITS]: [],
  [P.PR_SET_SECUREBITS]: [bits(SECURE_BITS)],
  [P.PR_SET_TIMERSLACK]: [int],
  [P.PR_GET_TIMERSLACK]: [],
  [P.PR_TASK_PERF_EVENTS_DISABLE]: [],
  [P.PR_TASK_PERF_EVENTS_ENABLE]: [],
  [P.PR_MCE_KILL]: ([, what]) => [
    one(MCE_KILL),
    what === PR_MCE_KILL_SET ? one(MCE_POLICIES) : xlong,
    xlong,
    xlong,
  ],
  [P.PR_SET_CHILD_SUBREAPER]: [on],
  [P.PR_GET_CHILD_SUBREAPER]: [intPtr('out')],
  [P.PR_SET_NO_NEW_PRIVS]: [on, ...REST],
  [P.PR_GET_TID_ADDRESS]: [addr],
  [P.PR_SET_THP_DISABLE]: [on, ...REST],
  [P.PR_SET_IO_FLUSHER]: [on, ...REST],
  [P.PR_GET_FP_MODE]: [],
  [P.PR_CAP_AMBIENT]: ([, what]) => [
    one(AMBIENT),
    AMBIENT_WITH_CAPABILITY.includes(what!) ? one(CAPS) : xlong,
    xlong,
    xlong,
  ],
  [P.PR_GET_SPECULATION_CTRL]: [one(SPECULATION)],
  [P.PR_SET_SPECULATION_CTRL]: ([, what]) => [
    one(SPECULATION),
    SPECULATION.names.has(what!) ? one(SPECULATION_SETTINGS) : xlong,
  ],
  [P.PR_SET_VMA]: ([, what]) =>
    what === 0 ? [one(VMA_ATTRIBUTES), addr, ulong, str] : [one(VMA_ATTRIBUTES), ...REST],
};

/** Second to fifth argument of prctl, `index` from 0. */
export const prctlArg = (index: number): DependentType =>
  depends((args) => {
    const row = ARGUMENTS[args[0]!] ?? UNKNOWN;
    return (typeof row === 'function' ? row(args) : row)[index];
  });

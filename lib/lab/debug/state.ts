import { callOf } from '../../abi/syscalls_i386';
import type { Debugger } from '../../emulator/debug/debugger';
import {
  processorRegisters,
  REGISTERS,
  type RegisterName,
  type RegisterValues,
  readMemory,
  userRegisters,
} from '../../emulator/debug/inspect';
import type { MachineRun } from '../run';
import type { DebugState } from './types';

/** Argument registers of system calls: the System V order, and i386's. */
const ARGUMENTS: readonly (readonly RegisterName[])[] = [
  ['rdi', 'rsi', 'rdx', 'r10', 'r8', 'r9'],
  ['rbx', 'rcx', 'rdx', 'rsi', 'rdi', 'rbp'],
];
/** Where entry code has the kind of call and its number at `vmcall`: kernel/gate.ts. */
const RAX = 0;
const RSI = 6;
/** The longest instruction. */
const CODE = 15;

/** The state of a program that never ran. */
export const ENDED_AT_ONCE: DebugState = {
  why: 'ended',
  pid: 0,
  tgid: 0,
  comm: '',
  registers: Object.fromEntries(REGISTERS.map((name) => [name, 0n])) as RegisterValues,
  code: new Uint8Array(0),
  instructions: 0,
  cycles: 0,
  ns: 0,
  calls: 0,
  printed: 0,
  output: [],
};

/** What there is to tell of a machine that stands still. */
export function stateOf(
  why: DebugState['why'],
  { machine, recorder, output }: MachineRun,
  { focus }: Debugger,
): DebugState {
  const { kernel, cpu, ending, stats } = machine;
  const registers = userRegisters(kernel, focus);
  const inKernel = kernel.current === focus && cpu.cpl !== 3;
  const { bytes, mapped } = readMemory(focus, Number(BigInt.asIntN(64, registers.rip)), CODE);
  return {
    why: ending ? 'ended' : why,
    pid: focus.pid,
    tgid: focus.tgid,
    comm: focus.comm,
    registers,
    ...(inKernel && { kernel: processorRegisters(kernel) }),
    code: bytes.subarray(0, mapped.indexOf(0) < 0 ? CODE : mapped.indexOf(0)).slice(),
    ...(machine.inCall && { call: callIn(machine, registers) }),
    instructions: stats.userInstructions,
    cycles: stats.cycles,
    ns: stats.ns,
    calls: recorder.total,
    printed: output.printed,
    output: output.fresh(),
    ...(ending && { ending }),
  };
}

/** The call that has come in, as the entry code hands it over. */
function callIn({ cpu }: MachineRun['machine'], registers: RegisterValues): DebugState['call'] {
  const abi = cpu.gprLo(RAX);
  const chosen = cpu.gprLo(RSI) | 0;
  const nr = chosen >= 0 ? chosen : Number(BigInt.asIntN(32, registers.orig_rax));
  const call = callOf(abi, nr);
  const args = ARGUMENTS[abi].slice(0, call?.args.length).map((name) => registers[name]);
  return { nr, name: call?.name ?? `syscall_${nr}`, args };
}

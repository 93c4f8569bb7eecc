import type { BuiltinExpr } from '../ast';
import type { AsmInfo, AsmPlace, AsmText, Value } from '../ir/ir';
import type { Lowering } from './context';

const RAX = 0;
const RSP = 4;
const RBP = 5;
const RDI = 7;
/** All but the two that the buffer keeps, and the operands' own. */
const LOST = Array.from({ length: 32 }, (_, register) => register).filter(
  (register) => ![RAX, RSP, RBP, RDI].includes(register),
);

export const BUFFER_SIZE = 24;

/** The buffer has the frame pointer, where to go on, and the stack pointer: GCC manual, "Nonlocal Gotos". */
const SAVE: AsmText[] = [
  'movq %rbp, (%rdi)\n\tleaq .Lback',
  { unique: true },
  '(%rip), %rax\n\tmovq %rax, 8(%rdi)\n\tmovq %rsp, 16(%rdi)\n\txorl %eax, %eax\n\tjmp .Lon',
  { unique: true },
  '\n.Lback',
  { unique: true },
  ':\n\tmovl $1, %eax\n.Lon',
  { unique: true },
  ':',
];
const LEAVE: AsmText[] = ['movq (%rdi), %rbp\n\tmovq 8(%rdi), %rax\n\tmovq 16(%rdi), %rsp\n\tjmp *%rax'];

const BUFFER: AsmPlace = {
  kind: 'register',
  register: RDI,
  size: 8,
  role: 'inout',
  early: true,
  input: 0,
  result: 1,
};
const ANSWER: AsmPlace = {
  kind: 'register',
  register: RAX,
  size: 4,
  role: 'out',
  early: true,
  input: -1,
  result: 0,
};

/** `__builtin_setjmp`: 0, and 1 when it is come back to. No register but those saved is then what it was. */
export function lowerSetjmp(f: Lowering, e: BuiltinExpr): Value {
  return setJump(f, f.on.scalar(f, e.args[0]));
}

export function setJump(f: Lowering, buffer: Value): Value {
  f.func.returnsTwice = true;
  return jump(f, buffer, SAVE);
}

/** `__builtin_longjmp`; its second argument is always 1. */
export function lowerLongjmp(f: Lowering, e: BuiltinExpr): void {
  const buffer = f.on.scalar(f, e.args[0]);
  f.on.effect(f, e.args[1]);
  longJump(f, buffer);
}

export function longJump(f: Lowering, buffer: Value): void {
  jump(f, buffer, LEAVE);
  f.b.end('unreachable', []);
}

function jump(f: Lowering, buffer: Value, template: AsmText[]): Value {
  const asm = f.b.emit('asm', 'i32', [buffer]);
  const info: AsmInfo = {
    template,
    places: [ANSWER, BUFFER],
    clobbers: LOST,
    memory: true,
    volatile: true,
    labels: [],
    results: ['i32', 'i64'],
    left: 0,
  };
  asm.asm = info;
  return asm;
}

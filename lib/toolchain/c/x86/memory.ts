import { sizeOf, type Value } from '../ir/ir';
import { resultsOf } from './calls';
import { imm, type MemOperand, mem, RAX, RCX, reg } from './machine';
import type { Selector } from './select';

const RSI = 6;
const RDI = 7;
/** Larger blocks are moved by a string instruction. */
const MAX_INLINE = 128;

const at = (operand: MemOperand, offset: number): MemOperand =>
  mem({ ...operand, disp: operand.disp + offset });

/** Pieces that cover `size` bytes: powers of two, large ones first. */
function* pieces(size: number, largest: number): Generator<{ offset: number; size: number }> {
  let offset = 0;
  for (let piece = largest; piece >= 1; piece /= 2) {
    while (size - offset >= piece) {
      yield { offset, size: piece };
      offset += piece;
    }
  }
}

export function selectCopy(s: Selector, v: Value): void {
  const [to, from] = v.args;
  const size = v.num;
  if (size > MAX_INLINE) {
    s.copyTo(RDI, to, v);
    s.copyTo(RSI, from, v);
    stringMove(s, 'movs', size, [RSI]);
    return;
  }
  const target = s.memory(to, 0);
  const source = s.memory(from, 0);
  for (const piece of pieces(size, 16)) {
    if (piece.size === 16) {
      const word = s.freshVector();
      s.emit('movups', 16, reg(word), at(source, piece.offset));
      s.emit('movups', 16, at(target, piece.offset), reg(word));
    } else {
      const word = s.fresh(0);
      if (piece.size < 4) s.emit('movzx', 4, reg(word), at(source, piece.offset)).from = piece.size;
      else s.emit('mov', piece.size, reg(word), at(source, piece.offset));
      s.emit('mov', piece.size, at(target, piece.offset), reg(word));
    }
  }
}

/** rep movs or stos over quadwords, then over what is left. */
function stringMove(s: Selector, name: string, size: number, more: number[]): void {
  const words = Math.floor(size / 8);
  s.emit('mov', 4, reg(RCX), imm(words));
  const used = [RDI, RCX, ...more];
  const changed = [RDI, RCX, ...more.filter((r) => r === RSI)];
  const inst = s.emit(`rep ${name}q`, 8);
  inst.uses = used;
  inst.defs = changed;
  if (size % 8 === 0) return;
  s.emit('mov', 4, reg(RCX), imm(size % 8));
  const rest = s.emit(`rep ${name}b`, 1);
  rest.uses = used;
  rest.defs = changed;
}

export function selectZero(s: Selector, v: Value): void {
  const [to] = v.args;
  const size = v.num;
  if (size > MAX_INLINE) {
    s.copyTo(RDI, to, v);
    s.emit('mov', 4, reg(RAX), imm(0));
    stringMove(s, 'stos', size, [RAX]);
    return;
  }
  const target = s.memory(to, 0);
  let vector = -1;
  for (const piece of pieces(size, 16)) {
    if (piece.size === 16) {
      if (vector < 0) {
        vector = s.freshVector();
        s.emit('xorps', 16, reg(vector), reg(vector)).roles = ['d', 'u0'];
      }
      s.emit('movups', 16, at(target, piece.offset), reg(vector));
    } else s.emit('mov', piece.size, at(target, piece.offset), imm(0));
  }
}

/** Locked instructions. SDM vol. 3, section 9.1.2. */
export function selectAtomic(s: Selector, v: Value): void {
  const [address, ...args] = v.args;
  const { size } = v;
  switch (v.kind) {
    case 'barrier':
      return;
    case 'fence':
      s.emit('mfence', 0);
      return;
    case 'xchg':
    case 'xadd': {
      const word = s.reg(v);
      s.copyTo(word, args[0], v);
      s.emit(v.kind === 'xchg' ? 'xchg' : 'lock xadd', size, s.memory(address, 0), reg(word)).roles = [
        'b',
        'b',
      ];
      return;
    }
    default: {
      const [expected, desired] = args;
      const fresh = s.reg(desired);
      const target = s.memory(address, 0);
      s.copyTo(RAX, expected, v);
      const inst = s.emit('lock cmpxchg', size, target, reg(fresh));
      inst.roles = ['b', 'u'];
      inst.uses = [RAX];
      inst.defs = [RAX];
      if (s.isWanted(v)) s.copy(s.reg(v), RAX, sizeOf(v.type));
      for (const done of resultsOf(v)) {
        if (!s.isWanted(done)) continue;
        const flag = s.reg(done);
        s.emit('sete', 1, reg(flag));
        s.emit('movzx', 4, reg(flag), reg(flag)).from = 1;
      }
    }
  }
}

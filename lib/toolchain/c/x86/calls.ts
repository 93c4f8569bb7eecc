import { isVector, sizeOf, type Value } from '../ir/ir';
import { CALLER_SAVED, imm, type MOperand, mem, RAX, RDX, reg, XMM0 } from './machine';
import type { Selector } from './select';

/** The `result` values that follow a value, by number. */
export function resultsOf(v: Value): Value[] {
  const found: Value[] = [];
  const { values } = v.block;
  for (let i = values.indexOf(v) + 1; i < values.length && values[i].op === 'result'; i++) {
    if (values[i].args[0] === v) found.push(values[i]);
  }
  return found;
}

/** Arguments go to their registers, the call clobbers what it may, and results are taken from theirs. */
export function selectCall(s: Selector, v: Value): void {
  const { call } = v;
  if (!call) throw new Error('a call without its conventions');
  const indirect = call.symbol === undefined;
  let target: MOperand | undefined;
  if (indirect) {
    const at = s.reg(v.args[0]);
    target = reg(at);
  }
  const args = indirect ? v.args.slice(1) : v.args;
  passAll(s, v, args, call.registers);
  const uses = [...call.registers];
  if (call.vectors !== undefined) {
    s.emit('mov', 4, reg(RAX), imm(call.vectors));
    uses.push(RAX);
  }
  if (call.symbol !== undefined) {
    const plt = s.names.pic !== 'none' && !s.names.isLocal(call.symbol);
    target = { kind: 'symbol', name: call.symbol, plt };
  }
  const inst = s.emit('call', 8, target as MOperand);
  inst.uses = uses;
  inst.defs = CALLER_SAVED;
  for (let at = 0; call.x87 && at < call.x87.size; at += 16)
    s.emit('fstp', 10, mem({ slot: call.x87, disp: at }));
  takeResults(s, v, call.results);
}

/** Copies to registers in an order that needs no care: what is live in one of them keeps out of its way. */
function passAll(s: Selector, user: Value, args: Value[], registers: number[]): void {
  // Addresses and constants last: they need no register until then.
  const late = (value: Value) => value.op === 'const' || value.op === 'slot' || value.op === 'symbol';
  const order = args.map((_, i) => i).sort((a, b) => Number(late(args[a])) - Number(late(args[b])));
  for (const i of order) s.copyTo(registers[i], args[i], user);
}

export function takeResults(s: Selector, v: Value, registers: readonly number[]): void {
  if (registers.length === 0) return;
  const later = resultsOf(v);
  if (s.isWanted(v)) s.copy(s.reg(v), registers[0], isVector(v.type) ? 8 : sizeOf(v.type));
  for (const one of later) {
    if (s.isWanted(one)) s.copy(s.reg(one), registers[one.num], isVector(one.type) ? 8 : sizeOf(one.type));
  }
}

/** Results go to rax, rdx, xmm0, xmm1 or st0; the frame is undone later. */
export function selectReturn(s: Selector, v: Value): void {
  const { call } = v;
  const registers = call?.registers ?? [];
  passAll(s, v, v.args, registers);
  // st0 last.
  for (let at = (call?.x87?.size ?? 0) - 16; call?.x87 && at >= 0; at -= 16)
    s.emit('fld', 10, mem({ slot: call.x87, disp: at }));
  s.emit('ret', 8).uses = registers.filter((r) => r === RAX || r === RDX || r === XMM0 || r === XMM0 + 1);
}

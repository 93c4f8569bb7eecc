import type { BuiltinExpr } from '../ast';
import type { Builder } from '../ir/build';
import type { Value } from '../ir/ir';
import type { CType } from '../types';
import { sizeOfType } from './abi';
import type { Lowering, Pair } from './context';
import { convert, extend, type Operand, operandOf, pairOf, scalarOf } from './convert';
import { carrierOf, isSigned } from './types';
import { pairBinary, pairCompare, pairConst, widen } from './wide';

/** `__builtin_add_overflow` and its like: the exact value is compared with what the result's type keeps of it. */
export function overflow(f: Lowering, e: BuiltinExpr): Value {
  const { b } = f;
  const op = e.id.slice(0, 3) as 'add' | 'sub' | 'mul';
  const keepsNothing = e.id.endsWith('_p');
  const third = e.args[2];
  const to = keepsNothing ? third.type : (third.type as CType & { kind: 'pointer' }).to;
  const [x, y] = [operandOf(f, e.args[0]), operandOf(f, e.args[1])];
  const target = keepsNothing ? undefined : f.on.scalar(f, third);
  if (keepsNothing) f.on.effect(f, third);
  const types = [e.args[0].type, e.args[1].type];
  const store = (value: Operand) => {
    if (!target) return;
    if (carrierOf(to) === 'pair') {
      b.store(8, target, 0, pairOf(value).lo);
      b.store(8, target, 8, pairOf(value).hi);
    } else b.store(sizeOfType(to), target, 0, scalarOf(value));
  };
  if ([...types, to].some((type) => carrierOf(type) === 'pair')) {
    const exact = exactly(f, op, types[0], x, types[1], y);
    const kept = convert(f, SIGNED_WIDE, to, { pair: exact });
    store(kept);
    return b.binary('or', exact.lost, differ(b, exact, tripleOf(f, to, kept)));
  }
  if ([...types, to].every((type) => sizeOfType(type) <= 4)) {
    const wide = (i: number) => extend(f, types[i], scalarOf(i === 0 ? x : y));
    const exact = b.binary(op, wide(0), wide(1));
    // The product of two unsigned ints needs all 64 bits unsigned.
    const unsignedProduct = op === 'mul' && !isSigned(types[0]) && !isSigned(types[1]);
    const kept = scalarOf(convert(f, SIGNED_LONG, to, { value: exact }));
    store({ value: kept });
    const back = extend(f, to, kept);
    const differs = b.cmp('ne', exact, back);
    if (!unsignedProduct || !isSigned(to)) return differs;
    return b.binary('or', differs, b.cmpWith('lt', exact, 0));
  }
  const common = types.every((type) => sizeOfType(type) === 8 && isSigned(type) === isSigned(to));
  if (common && sizeOfType(to) === 8) {
    const [p, q] = [scalarOf(x), scalarOf(y)];
    const kept = b.binary(op, p, q);
    store({ value: kept });
    return sameTypeOverflow(f, op, isSigned(to), p, q, kept);
  }
  // 128 bits are enough for operands of 64.
  const wide = (i: number): Pair =>
    widen(b, extend(f, types[i], scalarOf(i === 0 ? x : y)), isSigned(types[i]));
  const symbol = { add: '+', sub: '-', mul: '*' } as const;
  const exact = pairBinary(f, symbol[op], true, wide(0), wide(1));
  const kept = scalarOf(convert(f, SIGNED_WIDE, to, { pair: exact }));
  store({ value: kept });
  const back = widen(b, extend(f, to, kept), isSigned(to));
  const differs = pairCompare(b, 'ne', exact, back);
  const unsignedProduct = op === 'mul' && types.every((type) => !isSigned(type));
  return unsignedProduct && isSigned(to)
    ? b.binary('or', differs, pairCompare(b, 'lt', exact, pairConst(b, 0n)))
    : differs;
}

function sameTypeOverflow(f: Lowering, op: string, signed: boolean, p: Value, q: Value, kept: Value): Value {
  const { b } = f;
  if (op === 'mul') {
    const high = b.binary(signed ? 'smulh' : 'umulh', p, q);
    return b.cmp('ne', high, signed ? b.with('sar', kept, 63) : b.i64(0));
  }
  if (!signed) return op === 'add' ? b.cmp('ult', kept, p) : b.cmp('ult', p, q);
  const mixed = op === 'add' ? b.binary('xor', kept, q) : b.binary('xor', p, q);
  return b.cmpWith('lt', b.binary('and', b.binary('xor', kept, p), mixed), 0);
}

const SIGNED_LONG: CType = { kind: 'int', name: 'long', signed: true, size: 8, rank: 5, quals: 0 };
const SIGNED_WIDE: CType = { kind: 'int', name: '__int128', signed: true, size: 16, rank: 7, quals: 0 };

/** An integer of 192 bits: a sign beyond those of an __int128. */
interface Triple extends Pair {
  top: Value;
}

function tripleOf(f: Lowering, type: CType, value: Operand): Triple {
  const { b } = f;
  const pair =
    carrierOf(type) === 'pair' ? pairOf(value) : widen(b, extend(f, type, scalarOf(value)), isSigned(type));
  return { ...pair, top: isSigned(type) ? b.with('sar', pair.hi, 63) : b.i64(0) };
}

function differ(b: Builder, x: Triple, y: Triple): Value {
  const words = (['lo', 'hi', 'top'] as const).map((word) => b.binary('xor', x[word], y[word]));
  return b.cmpWith(
    'ne',
    words.reduce((all, word) => b.binary('or', all, word)),
    0,
  );
}

/** The exact value, but for what a product has beyond 128 bits: that something is `lost` is told apart. */
function exactly(
  f: Lowering,
  op: 'add' | 'sub' | 'mul',
  xType: CType,
  x: Operand,
  yType: CType,
  y: Operand,
): Triple & { lost: Value } {
  const { b } = f;
  const [p, q] = [tripleOf(f, xType, x), tripleOf(f, yType, y)];
  if (op !== 'mul') {
    const symbol = op === 'add' ? '+' : '-';
    const pair = pairBinary(f, symbol, false, p, q);
    // A sum is less than a term where it went round; a difference goes round where what is taken is more.
    const carry = b.unary(
      'zx32',
      op === 'add' ? pairCompare(b, 'ult', pair, p) : pairCompare(b, 'ult', p, q),
    );
    return { ...pair, top: b.binary(op, b.binary(op, p.top, q.top), carry), lost: b.i32(0) };
  }
  const [m, n] = [magnitude(f, p), magnitude(f, q)];
  const cross = [b.binary('mul', m.hi, n.lo), b.binary('mul', m.lo, n.hi)];
  const first = b.binary('umulh', m.lo, n.lo);
  const second = b.binary('add', first, cross[0]);
  const hi = b.binary('add', second, cross[1]);
  const lost = [
    b.cmp('ult', second, first),
    b.cmp('ult', hi, second),
    b.cmpWith('ne', b.binary('umulh', m.hi, n.lo), 0),
    b.cmpWith('ne', b.binary('umulh', m.lo, n.hi), 0),
    b.binary('and', b.cmpWith('ne', m.hi, 0), b.cmpWith('ne', n.hi, 0)),
  ].reduce((all, some) => b.binary('or', all, some));
  const sign = b.binary('xor', p.top, q.top);
  return { ...signed(f, { lo: b.binary('mul', m.lo, n.lo), hi, top: b.i64(0) }, sign), lost };
}

const magnitude = (f: Lowering, x: Triple): Pair => signed(f, x, x.top);

/** The number, or where `sign` is all ones its negative. */
function signed(f: Lowering, x: Triple, sign: Value): Triple {
  const { b } = f;
  const flip = (word: Value) => b.binary('xor', word, sign);
  const pair = pairBinary(f, '-', false, { lo: flip(x.lo), hi: flip(x.hi) }, { lo: sign, hi: sign });
  const isZero = pairCompare(b, 'eq', x, pairConst(b, 0n));
  return { ...pair, top: b.select(isZero, b.i64(0), flip(x.top)) };
}

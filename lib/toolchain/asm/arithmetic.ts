/** A unary operator on a 64-bit value. */
export function applyUnary(operator: string, value: bigint): bigint {
  if (operator === '-') return BigInt.asIntN(64, -value);
  if (operator === '~') return ~value;
  return value === 0n ? 1n : 0n;
}

/** A binary operator on signed 64-bit values, as gas computes: shifts are logical, a true comparison is -1. */
export function applyBinary(operator: string, a: bigint, b: bigint): bigint {
  const truth = (value: boolean) => (value ? -1n : 0n);
  switch (operator) {
    case '*':
      return BigInt.asIntN(64, a * b);
    case '/':
      return b === 0n ? 0n : BigInt.asIntN(64, a / b);
    case '%':
      return b === 0n ? 0n : a % b;
    case '<<':
      return b < 0n || b > 63n ? 0n : BigInt.asIntN(64, a << b);
    case '>>':
      return b < 0n || b > 63n ? 0n : BigInt.asIntN(64, BigInt.asUintN(64, a) >> b);
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '!':
      return a | ~b;
    case '+':
      return BigInt.asIntN(64, a + b);
    case '-':
      return BigInt.asIntN(64, a - b);
    case '==':
      return truth(a === b);
    case '!=':
    case '<>':
      return truth(a !== b);
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '&&':
      return a !== 0n && b !== 0n ? 1n : 0n;
    default:
      return a !== 0n || b !== 0n ? 1n : 0n;
  }
}

import type { ValueField, ValueType } from '../../lib/lab/listing/types';

/** Elements of an array that are shown. */
const ELEMENTS = 16;

/** A value, and the parts it has. */
export interface Shown {
  name: string;
  type: string;
  text: string;
  parts: Shown[];
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A whole number of up to 16 bytes, little-endian. */
function integer(bytes: Uint8Array, signed: boolean): bigint {
  let value = 0n;
  for (let n = bytes.length - 1; n >= 0; n--) value = (value << 8n) | BigInt(bytes[n]);
  return signed ? BigInt.asIntN(bytes.length * 8, value) : value;
}

/** An 80-bit number of the x87, as near as a double comes. */
function extended(bytes: Uint8Array): number {
  const significand = Number(integer(bytes.subarray(0, 8), false)) / 2 ** 63;
  const signExponent = view(bytes).getUint16(8, true);
  const exponent = signExponent & 0x7fff;
  const sign = signExponent & 0x8000 ? -1 : 1;
  if (exponent === 0x7fff) return significand === 1 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * significand * 2 ** (exponent - 16383);
}

const printable = (code: number): boolean => code >= 32 && code < 127;

/** Bytes up to the first zero, as C writes them. */
export function stringOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  return JSON.stringify(text) + (end < 0 ? '…' : '');
}

/**
 * A value out of memory.
 *
 * @param text what a pointer to characters points at, where that is known
 */
export function showValue(name: string, type: ValueType, bytes: Uint8Array, text?: string): Shown {
  const shown = (value: string, parts: Shown[] = []): Shown => ({
    name,
    type: type.name,
    text: value,
    parts,
  });
  if (bytes.length < type.size) return shown('not readable');
  switch (type.kind) {
    case 'bool':
      return shown(bytes[0] === 0 ? 'false' : bytes[0] === 1 ? 'true' : String(bytes[0]));
    case 'int': {
      const value = integer(bytes.subarray(0, type.size), type.signed);
      const named = type.names?.find(([, n]) => n === String(value))?.[0];
      const character =
        type.character && printable(Number(value)) ? ` '${String.fromCharCode(Number(value))}'` : '';
      return shown(named ? `${named} (${value})` : `${value}${character}`);
    }
    case 'float': {
      const number =
        type.size === 4
          ? view(bytes).getFloat32(0, true)
          : type.size === 8
            ? view(bytes).getFloat64(0, true)
            : extended(bytes);
      return shown(String(type.size === 4 ? Number(number.toPrecision(8)) : number));
    }
    case 'pointer': {
      const address = integer(bytes.subarray(0, 8), false);
      return shown(
        address === 0n ? 'NULL' : `0x${address.toString(16)}${text === undefined ? '' : ` ${text}`}`,
      );
    }
    case 'array': {
      const { of, length } = type;
      if (of.kind === 'int' && of.character) return shown(stringOf(bytes.subarray(0, length)));
      const count = Math.min(length, ELEMENTS);
      const parts = Array.from({ length: count }, (_, n) =>
        showValue(`[${n}]`, of, bytes.subarray(n * of.size, (n + 1) * of.size)),
      );
      const more = length > count ? ', …' : '';
      return shown(`{${parts.map((part) => part.text).join(', ')}${more}}`, parts);
    }
    case 'record': {
      const parts = type.fields.map((field) => showField(field, bytes));
      return shown(`{${parts.map((part) => `${part.name} = ${part.text}`).join(', ')}}`, parts);
    }
    case 'other':
      return shown('…');
  }
}

function showField({ name, offset, type, bits }: ValueField, bytes: Uint8Array): Shown {
  if (!bits) return showValue(name, type, bytes.subarray(offset, offset + type.size));
  const unit = integer(bytes.subarray(offset, offset + bits.size), false) >> BigInt(bits.shift);
  const signed = type.kind === 'int' && type.signed;
  const value = signed ? BigInt.asIntN(bits.width, unit) : BigInt.asUintN(bits.width, unit);
  return { name, type: type.name, text: String(value), parts: [] };
}

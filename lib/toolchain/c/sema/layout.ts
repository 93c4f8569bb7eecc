import type { BitField, CType, Field, RecordDef } from '../types';
import { alignOf, integerOf, sizeOf } from './type';

/** A member as declared, before it has a place. */
export interface Member {
  name: string | undefined;
  type: CType;
  /** Bits of a bit-field. */
  width?: number;
  /** `aligned` or _Alignas of the member. */
  aligned?: number;
  packed: boolean;
  at: number;
}

/**
 * Gives the members of a record their places, as gcc does on System V (stor-layout: bit-field types matter): a
 * bit-field may not cross more units of its type's alignment than the type has; `packed` and `#pragma pack` (a limit
 * on alignments, 0 for none) let it.
 */
export function layOut(def: RecordDef, members: Member[], pack: number, aligned: number | undefined): void {
  let bits = 0;
  let size = 0;
  let align = 1;
  const limit = (n: number) => (pack > 0 ? Math.min(n, pack) : n);
  const fields: Field[] = [];
  for (const member of members) {
    if (def.union) bits = 0;
    const { type, width } = member;
    const packed = member.packed || def.packed;
    const natural = alignOf(type);
    if (width === undefined) {
      const own = limit(Math.max(packed ? 1 : natural, member.aligned ?? 1));
      bits = roundUp(bits, own * 8);
      fields.push({ name: member.name, type, offset: bits / 8, at: member.at });
      bits += sizeOf(type) * 8;
      align = Math.max(align, own);
    } else {
      if (member.aligned !== undefined) {
        bits = roundUp(bits, limit(member.aligned) * 8);
        align = Math.max(align, limit(member.aligned));
      }
      if (width === 0) bits = roundUp(bits, natural * 8);
      else {
        const unit = natural * 8;
        const crosses = Math.ceil(((bits % unit) + width) / unit) > (sizeOf(type) * 8) / unit;
        // A field as wide as an integer that stands where that integer may is no bit-field to gcc.
        const whole = WHOLE.includes(width) && bits % width === 0;
        if (crosses && !whole && pack === 0 && !packed) bits = roundUp(bits, unit);
        if (member.name !== undefined)
          align = Math.max(align, pack > 0 ? limit(natural) : packed ? 1 : natural);
        const place: BitField = { shift: 0, width, size: 0, position: bits };
        fields.push({ name: member.name, type, offset: 0, bits: place, at: member.at });
        bits += width;
      }
    }
    size = Math.max(size, bits);
  }
  if (aligned !== undefined) align = Math.max(align, aligned);
  def.fields = fields;
  def.align = align;
  def.size = roundUp(Math.ceil(size / 8), align);
  def.complete = true;
  for (const field of fields) if (field.bits) chooseUnit(def, field, field.bits);
}

const WHOLE = [8, 16, 32, 64, 128];

const roundUp = (n: number, to: number) => Math.ceil(n / to) * to;

/**
 * The bytes through which a bit-field is accessed: the least power of two, naturally placed, that lies within the
 * record and meets no ordinary member; else just the bytes that have bits of it.
 */
function chooseUnit(def: RecordDef, field: Field, bits: BitField): void {
  const first = Math.floor(bits.position / 8);
  const last = Math.floor((bits.position + bits.width - 1) / 8);
  const set = (offset: number, size: number) => {
    field.offset = offset;
    bits.size = size;
    bits.shift = bits.position - offset * 8;
  };
  const widest = integerOf(field.type)?.size === 16 ? 16 : 8;
  for (let size = 1; size <= widest; size *= 2) {
    const offset = first - (first % size);
    if (last >= offset + size || offset + size > def.size) continue;
    if (!def.union && def.fields.some((other) => meets(other, offset, offset + size))) continue;
    set(offset, size);
    return;
  }
  set(first, last - first + 1);
}

const meets = (field: Field, from: number, to: number) =>
  !field.bits && field.offset < to && field.offset + sizeOf(field.type) > from;

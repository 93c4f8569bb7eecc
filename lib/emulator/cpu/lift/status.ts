import { bytesOf, DYNAMIC, FAMILY, familyOf, kindOf, RFLAGS, STATUS } from '../flags/kinds';
import type { I32, I64, Local64 } from '../wasm/code';
import { OP } from '../wasm/opcodes';
import { MemoryEmitter, type Size } from './memory';

/** The status flags: how lifts leave them, and how conditions are read from them with as little work as their kind allows. */
export abstract class StatusEmitter extends MemoryEmitter {
  /** Status flags that somebody may see before they are overwritten; others need not be worked out. */
  protected liveFlags = STATUS;

  /** True when any of `flags` is wanted. */
  wants(flags: number): boolean {
    return (this.liveFlags & flags) !== 0;
  }

  /** Leaves flags of a kind; the operands are given as 64-bit values, zero-extended. */
  setFlags(family: number, size: Size, a: () => I64, b?: () => I64): void {
    if (!this.wants(STATUS)) return;
    this.set(this.flagA, a());
    if (b !== undefined) this.set(this.flagB, b());
    this.flagKind = kindOf(family, size);
    this.patched = 0;
  }

  /** Leaves flags given as bits in their RFLAGS positions. */
  setFlagBits(bits: I32): void {
    this.set(this.flagA, this.extendU(bits));
    this.flagKind = FAMILY.BITS;
    this.patched = 0;
  }

  /**
   * Leaves the flags of `mask` as given in their RFLAGS positions, and the others as they are. Nothing is worked out
   * for that: the new ones are kept beside the others.
   */
  patchFlags(mask: number, bits: () => I32): void {
    if (!this.wants(mask)) return;
    const kept = this.patched & ~mask;
    const fresh = bits();
    const all = kept === 0 ? fresh : this.or32(fresh, this.and32(this.get(this.flagPatch), this.i32(kept)));
    this.set(this.flagPatch, all);
    this.patched |= mask;
  }

  settleFlags(): void {
    if (this.patched !== 0) this.setFlagBits(this.flagBits());
    if (this.flagKind !== DYNAMIC) this.set(this.flagKindLocal, this.i32(this.flagKind));
  }

  /**
   * Runs `body`, which may leave other flags, only when `condition` holds. Afterwards the kind is known only when
   * running, unless `body` left none.
   */
  maybeSetFlags(condition: I32, body: () => void): void {
    // The kind must be in its local on the way around the body; the condition waits on the stack meanwhile.
    this.settleFlags();
    const before = this.flagKind;
    this.when(condition, () => {
      body();
      this.settleFlags();
    });
    if (this.flagKind !== before) this.flagKind = DYNAMIC;
  }

  /** All six status flags in their RFLAGS positions. */
  flagBits(): I32 {
    const bits = this.kindBits();
    if (this.patched === 0) return bits;
    return this.or32(this.and32(bits, this.i32(STATUS & ~this.patched)), this.get(this.flagPatch));
  }
  private kindBits(): I32 {
    if (this.flagKind === FAMILY.BITS) return this.wrap(this.get(this.flagA));
    const kind = this.flagKind === DYNAMIC ? this.get(this.flagKindLocal) : this.i32(this.flagKind);
    return this.call32(this.helper('flags'), kind, this.get(this.flagA), this.get(this.flagB));
  }

  private testBits(mask: number): I32 {
    return this.ne32(this.and32(this.kindBits(), this.i32(mask)), this.i32(0));
  }
  /** A flag out of the patch, as 0 or 1; undefined when it is not there. */
  private patch(flag: number): (() => I32) | undefined {
    if ((this.patched & flag) === 0) return undefined;
    return () => this.and32(this.shru32(this.get(this.flagPatch), this.i32(Math.log2(flag))), this.i32(1));
  }

  // Operands in the width of the kind's size.
  private narrow(local: Local64): I32 {
    return this.wrap(this.get(local));
  }
  private narrowSigned(local: Local64, size: Size): I32 {
    const word = this.narrow(local);
    return size === 1
      ? this.op32(OP.I32_EXTEND8_S, word)
      : size === 2
        ? this.op32(OP.I32_EXTEND16_S, word)
        : word;
  }
  /** The result, as an i64 whose upper bits beyond the size may be anything. */
  private result(family: number): I64 {
    if (family === FAMILY.ADD) return this.add64(this.get(this.flagA), this.get(this.flagB));
    if (family === FAMILY.SUB) return this.sub64(this.get(this.flagA), this.get(this.flagB));
    return this.get(this.flagA);
  }
  private bitOf(value: I64, bit: number): I32 {
    return this.and32(this.wrap(bit === 0 ? value : this.shru64(value, this.i64(bit))), this.i32(1));
  }

  /** CF as 0 or 1. */
  carry(): I32 {
    const patched = this.patch(RFLAGS.CF);
    if (patched !== undefined) return patched();
    const kind = this.flagKind;
    const size = bytesOf(kind);
    switch (kind === DYNAMIC ? DYNAMIC : familyOf(kind)) {
      case FAMILY.SUB:
        return size === 8
          ? this.ltu64(this.get(this.flagA), this.get(this.flagB))
          : this.ltu32(this.narrow(this.flagA), this.narrow(this.flagB));
      case FAMILY.ADD:
        if (size === 8)
          return this.ltu64(this.add64(this.get(this.flagA), this.get(this.flagB)), this.get(this.flagA));
        return this.bitOf(this.result(FAMILY.ADD), 8 * size);
      case FAMILY.LOGIC:
        return this.i32(0);
      case FAMILY.CARRY:
        return this.bitOf(this.get(this.flagB), 8 * size - 1);
      case FAMILY.INC:
      case FAMILY.DEC:
      case FAMILY.SHIFT:
        return this.bitOf(this.get(this.flagB), 0);
      default:
        return this.testBits(RFLAGS.CF);
    }
  }

  private zero(): I32 {
    const patched = this.patch(RFLAGS.ZF);
    if (patched !== undefined) return patched();
    const kind = this.flagKind;
    const size = bytesOf(kind);
    switch (kind === DYNAMIC ? DYNAMIC : familyOf(kind)) {
      case FAMILY.SUB:
        return size === 8
          ? this.eq64(this.get(this.flagA), this.get(this.flagB))
          : this.eq32(this.narrow(this.flagA), this.narrow(this.flagB));
      case FAMILY.ADD: {
        const sum = this.result(FAMILY.ADD);
        if (size === 8) return this.eqz64(sum);
        if (size === 4) return this.eqz32(this.wrap(sum));
        return this.eqz32(this.and32(this.wrap(sum), this.i32(size === 1 ? 0xff : 0xffff)));
      }
      case DYNAMIC:
      case FAMILY.BITS:
        return this.testBits(RFLAGS.ZF);
      default:
        return size === 8 ? this.eqz64(this.get(this.flagA)) : this.eqz32(this.narrow(this.flagA));
    }
  }

  private sign(): I32 {
    const patched = this.patch(RFLAGS.SF);
    if (patched !== undefined) return patched();
    const kind = this.flagKind;
    const family = kind === DYNAMIC ? DYNAMIC : familyOf(kind);
    if (family === DYNAMIC || family === FAMILY.BITS) return this.testBits(RFLAGS.SF);
    return this.bitOf(this.result(family), 8 * bytesOf(kind) - 1);
  }

  private overflow(): I32 {
    const patched = this.patch(RFLAGS.OF);
    if (patched !== undefined) return patched();
    const kind = this.flagKind;
    const size = bytesOf(kind);
    const a = () => this.get(this.flagA);
    const b = () => this.get(this.flagB);
    switch (kind === DYNAMIC ? DYNAMIC : familyOf(kind)) {
      case FAMILY.LOGIC:
        return this.i32(0);
      case FAMILY.ADD: {
        // The operands agree in sign and the result does not.
        const sum = () => this.add64(a(), b());
        return this.bitOf(this.and64(this.xor64(a(), sum()), this.xor64(b(), sum())), 8 * size - 1);
      }
      case FAMILY.SUB: {
        const difference = () => this.sub64(a(), b());
        return this.bitOf(this.and64(this.xor64(a(), b()), this.xor64(a(), difference())), 8 * size - 1);
      }
      case FAMILY.SHIFT:
        return this.bitOf(b(), 11);
      default:
        return this.testBits(RFLAGS.OF);
    }
  }

  private parity(): I32 {
    const patched = this.patch(RFLAGS.PF);
    if (patched !== undefined) return patched();
    const kind = this.flagKind;
    const family = kind === DYNAMIC ? DYNAMIC : familyOf(kind);
    if (family === DYNAMIC || family === FAMILY.BITS) return this.testBits(RFLAGS.PF);
    const low = this.and32(this.wrap(this.result(family)), this.i32(0xff));
    const ones = this.popcnt32(low);
    return this.eqz32(this.and32(ones, this.i32(1)));
  }

  /** SF differs from OF. */
  private less(): I32 {
    if (this.patched !== 0) return this.xor32(this.sign(), this.overflow());
    const kind = this.flagKind;
    const size = bytesOf(kind);
    const family = kind === DYNAMIC ? DYNAMIC : familyOf(kind);
    if (family === FAMILY.SUB) {
      return size === 8
        ? this.lts64(this.get(this.flagA), this.get(this.flagB))
        : this.op32(OP.I32_LT_S, this.narrowSigned(this.flagA, size), this.narrowSigned(this.flagB, size));
    }
    if (family === DYNAMIC || family === FAMILY.BITS) return this.signDiffersInBits();
    if (family === FAMILY.LOGIC) return this.sign();
    return this.xor32(this.sign(), this.overflow());
  }
  private signDiffersInBits(): I32 {
    const bits = this.temp32();
    this.set(bits, this.flagBits());
    const bit = (n: number) => this.shru32(this.get(bits), this.i32(n));
    return this.and32(this.xor32(bit(7), bit(11)), this.i32(1));
  }

  /** Condition `cc` in encoding order, as 0 or 1. SDM vol. 1 appendix B. */
  condition(cc: number): I32 {
    const positive = this.evenCondition(cc & ~1);
    return cc & 1 ? this.eqz32(positive) : positive;
  }
  private evenCondition(cc: number): I32 {
    const sub = this.patched === 0 && this.flagKind !== DYNAMIC && familyOf(this.flagKind) === FAMILY.SUB;
    const size = bytesOf(this.flagKind);
    switch (cc) {
      case 0:
        return this.overflow();
      case 2:
        return this.carry();
      case 4:
        return this.zero();
      case 6:
        if (sub) {
          return size === 8
            ? this.test64(OP.I64_LE_U, this.get(this.flagA), this.get(this.flagB))
            : this.op32(OP.I32_LE_U, this.narrow(this.flagA), this.narrow(this.flagB));
        }
        return this.or32(this.carry(), this.zero());
      case 8:
        return this.sign();
      case 10:
        return this.parity();
      case 12:
        return this.less();
      default:
        if (sub) {
          return size === 8
            ? this.test64(OP.I64_LE_S, this.get(this.flagA), this.get(this.flagB))
            : this.op32(
                OP.I32_LE_S,
                this.narrowSigned(this.flagA, size),
                this.narrowSigned(this.flagB, size),
              );
        }
        return this.or32(this.less(), this.zero());
    }
  }
}

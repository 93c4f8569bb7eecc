/** Random calls, whose arguments are of the kind that their signatures say, with valid and invalid values. */
import type { PointerType, ValueType } from '../../lib/abi/signature';
import { readArg } from '../../lib/abi/signature';
import type { Struct } from '../../lib/abi/structs';
import { SYSCALLS } from '../../lib/abi/syscalls';
import type { Random } from '../cpu/random';
import { IMAGE_BASE, type Made } from './injected';

/** Calls that strace itself follows up, or that it does not spell from their arguments alone. */
const LEFT_OUT = new Set(['exit', 'rt_sigreturn', 'restart_syscall']);

const TEXTS = [
  '',
  'a',
  '/tmp/file',
  'x\n\t"\\',
  'caf\xe9\x7f\x01' + '7',
  'y'.repeat(40),
  'z'.repeat(31),
  'w'.repeat(32),
];
const NUMBERS = [0n, 1n, 2n, 3n, 8n, 16n, 64n, 4096n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 0x100000000n];
const ONES = 0xffffffffffffffffn;

/** Memory for arguments, filled from its start. */
export class Image {
  readonly bytes = new Uint8Array(1 << 20);
  private readonly view = new DataView(this.bytes.buffer);
  private next = 0;

  /** Puts bytes there and answers their address. */
  put(bytes: Uint8Array): bigint {
    if (this.next + bytes.length > this.bytes.length) this.next = 0;
    const at = this.next;
    this.bytes.set(bytes, at);
    this.next += Math.ceil((bytes.length + 1) / 8) * 8;
    return BigInt(IMAGE_BASE + at);
  }

  /** An address whose next page is not there. */
  atEnd(bytes: number): bigint {
    return BigInt(IMAGE_BASE + this.bytes.length - bytes);
  }

  /** Overwrites a word. */
  word(address: bigint, value: bigint): void {
    this.view.setBigUint64(Number(address) - IMAGE_BASE, BigInt.asUintN(64, value), true);
  }
}

export class Generator {
  constructor(
    private readonly random: Random,
    readonly image: Image,
  ) {}

  private pick<T>(list: readonly T[]): T {
    return list[this.random.below(list.length)]!;
  }

  private chance(percent: number): boolean {
    return this.random.below(100) < percent;
  }

  /** `count` calls of each number in `names`, or of all that there are. */
  calls(count: number, names?: readonly string[]): Made[] {
    const made: Made[] = [];
    for (const { nr, name } of SYSCALLS.values())
      if (!LEFT_OUT.has(name) && (!names || names.includes(name)))
        for (let i = 0; i < count; i++) made.push(this.call(nr));
    return made;
  }

  private call(nr: number): Made {
    const call = SYSCALLS.get(nr)!;
    const args: bigint[] = [];
    const numbers: number[] = [];
    for (const { type } of call.args) {
      const actual = type.kind === 'depends' ? type.on(numbers) : type;
      let value = actual ? ('dir' in actual ? this.pointer(actual) : this.value(actual)) : this.number();
      value = BigInt.asUintN(64, value);
      args.push(value);
      numbers.push(readArg(type.width, 0, Number(value & 0xffffffffn), Number(value >> 32n)));
    }
    while (args.length < 6) args.push(this.number());
    return { nr, args };
  }

  private number(): bigint {
    const value = this.chance(70) ? this.pick(NUMBERS) : this.random.u64();
    return this.chance(15) ? BigInt.asUintN(64, -value) : value;
  }

  private value(type: ValueType): bigint {
    switch (type.kind) {
      case 'fd':
      case 'dirfd':
        return this.pick([0n, 1n, 3n, 1000n, -1n, -100n, 0xffffffff_00000003n]);
      case 'flags': {
        let value = 0n;
        for (let n = this.random.below(4); n > 0 && type.set.entries.length > 0; n--)
          value |= BigInt(this.pick(type.set.entries)[1] >>> 0);
        if (type.set.field) value |= BigInt(this.random.below(type.set.field.mask + 1) & type.set.field.mask);
        return this.chance(15) ? value | (1n << BigInt(this.random.below(40))) : value;
      }
      case 'enum':
        return this.chance(85) && type.set.names.size > 0
          ? BigInt(this.pick([...type.set.names.keys()]))
          : this.number();
      case 'signal':
        return this.chance(90) ? BigInt(this.random.below(67)) : this.number();
      case 'uid':
        return this.pick([0n, 1000n, -1n, 0xffffffffn, 65534n]);
      case 'mode':
      case 'filemode':
        return BigInt(this.random.below(0o200000)) | (this.chance(10) ? this.number() : 0n);
      case 'address':
        return this.anyPointer();
      default:
        return this.number();
    }
  }

  /** Memory of mixed content, for arguments whose layout the signature does not tell. */
  private anyPointer(cut = true): bigint {
    const length = 64 + this.random.below(200);
    const bytes = new Uint8Array(length);
    const view = new DataView(bytes.buffer);
    const style = this.random.below(4);
    for (let at = 0; at + 8 <= length; at += 8) {
      if (style === 0) view.setUint32(at, this.random.below(8), true);
      else if (style === 1) view.setBigUint64(at, this.random.u64(), true);
      else if (style === 2) view.setBigUint64(at, BigInt.asUintN(64, this.number()), true);
    }
    return this.place(bytes, cut);
  }

  /** An address of `bytes`, and now and then one that leads nowhere, or with `cut` not far enough. */
  private place(bytes: Uint8Array, cut = true): bigint {
    const fate = this.random.below(100);
    if (fate < 8) return 0n;
    if (fate < 12) return 0x1000n;
    if (fate < 14) return ONES;
    if (cut && fate < 17) return this.image.atEnd(this.random.below(Math.max(1, bytes.length)));
    return this.image.put(bytes);
  }

  private text(): Uint8Array {
    return Uint8Array.from(`${this.pick(TEXTS)}\0`, (c) => c.charCodeAt(0));
  }

  private struct(layout: Struct): Uint8Array {
    const bytes = new Uint8Array(layout.size);
    const wild = this.chance(30);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 <= bytes.length; at += 4)
      view.setUint32(at, wild ? Number(this.random.u64() & 0xffffffffn) : this.random.below(5), true);
    return bytes;
  }

  private pointer(type: PointerType): bigint {
    switch (type.kind) {
      case 'path':
      case 'string':
      case 'text':
      case 'bytes':
        return this.place(this.text());
      case 'struct':
        return this.place(this.struct(type.struct));
      case 'array':
        if (typeof type.of === 'object' && 'size' in type.of) {
          const one = type.of;
          const all = Array.from({ length: 4 }, () => this.struct(one));
          return this.place(Uint8Array.from(all.flatMap((bytes) => [...bytes])), false);
        }
        return this.anyPointer(false);
      case 'iovec':
      case 'strings': {
        const words = type.kind === 'iovec' ? 8 : this.random.below(4);
        const bytes = new Uint8Array(8 * (words + 1));
        const view = new DataView(bytes.buffer);
        for (let i = 0; i < words; i++) {
          const isLength = type.kind === 'iovec' && i % 2 === 1;
          const value = isLength ? this.pick([0n, 1n, 5n, 40n]) : this.place(this.text());
          view.setBigUint64(8 * i, BigInt.asUintN(64, value), true);
        }
        return this.place(bytes, false);
      }
      default:
        return this.anyPointer();
    }
  }
}

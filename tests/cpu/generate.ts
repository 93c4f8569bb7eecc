import { flagEffect } from '../../lib/isa/flags';
import { ENCODINGS } from '../../lib/isa/table';
import type { Encoding } from '../../lib/isa/types';
import { randomFx } from './fx';
import { type Case, CODE, DATA, DATA_PAGES, FS_BASE, GS_BASE, PAGE, type Step } from './layout';
import type { Random } from './random';
import { rawInstruction } from './raw';
import { mxcsr, vector } from './vectors';

/** RFLAGS bits by the table's letters. SDM vol. 1, figure 3-8. */
export const FLAG_BITS: Record<string, number> = { c: 1, p: 4, a: 16, z: 64, s: 128, d: 1024, o: 2048 };
const bits = (letters: string) => [...letters].reduce((sum, letter) => sum | (FLAG_BITS[letter] ?? 0), 0);

/** Accesses that are not aligned raise #AC. */
const AC = 0x40000;

/** Not comparable: they enter the real kernel, read the real machine, change the process's segments, or may trap singly. */
const LEFT_OUT = new Set([
  ...['syscall', 'sysenter', 'iret', 'vmcall', 'popf', 'clac', 'stac'],
  ...['cpuid', 'rdtsc', 'rdtscp', 'rdpmc', 'sgdt', 'sidt', 'str', 'sldt', 'smsw'],
  // What they answer is the system's choice: tests/programs/src/selectors.c.
  ...['lar', 'lsl', 'verr', 'verw', 'lss', 'lfs', 'lgs', 'ljmp', 'lcall', 'retf'],
  // Approximations, whose low bits are each processor's own: reciprocal.test.ts.
  // Random numbers, the processor's number; segment bases.
  ...['rdrand', 'rdseed', 'rdpid', 'wrfsbase', 'wrgsbase'],
  ...['rcpps', 'rcpss', 'rsqrtps', 'rsqrtss'],
  // The real processor has more state components: tests/kernel/src/cpu/xsave.c.
  ...['xsave', 'xsaveopt', 'xsavec', 'xrstor', 'xgetbv', 'xsetbv'],
]);
const SEGMENT_OPERANDS = /^(fs|gs|S.?|C.?|D.?)$/;

/** CPU features beyond the base of x86-64, as /proc/cpuinfo names them. */
const FEATURES: Record<string, string> = {
  movbe: 'movbe',
  popcnt: 'popcnt',
  lzcnt: 'abm',
  tzcnt: 'bmi1',
  crc32: 'sse4_2',
  rdpid: 'rdpid',
  rdfsbase: 'fsgsbase',
  rdgsbase: 'fsgsbase',
  cmpxchg16b: 'cx16',
  lahf: 'lahf_lm',
  sahf: 'lahf_lm',
  prefetchw: '3dnowprefetch',
  clflush: 'clflush',
};
/** The same for whole families. */
const FAMILIES: Record<string, string> = {
  bmi1: 'bmi1',
  bmi2: 'bmi2',
  adx: 'adx',
  sse3: 'pni',
  ssse3: 'ssse3',
  'sse4.1': 'sse4_1',
  'sse4.2': 'sse4_2',
};

/** Registers that an instruction changes without naming them in its operands. */
const IMPLICIT: [RegExp, number[]][] = [
  [/^(i?mul|i?div|cwde|cdq|cmpxchg|xlatb|lahf)/, [0, 2]],
  [/^(lods|stos|scas)/, [0, 1, 6, 7]],
  [/^(movs|cmps)b?$/, [1, 6, 7]],
  [/^(push|pop|call|ret|enter|leave)/, [4, 5]],
  [/^(loop|cmpxchg8b|cmpxchg16b)/, [0, 1, 2]],
  [/^pcmp[ei]stri$/, [1]],
];

const VALUES = [0n, 1n, 2n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0x8000n, 0x7fffffffn, 0x80000000n, 0xffffffffn];
const WIDE = [0x7fffffffffffffffn, 0x8000000000000000n, 0xffffffffffffffffn, 0xfffffffffffffffen];

/** Computed to less than a unit in the last place, not more: SDM vol. 1, section 8.3.10. */
const TRANSCENDENTAL = new Set('fsin fcos fsincos fptan fpatan f2xm1 fyl2x fyl2xp1'.split(' '));

/** Rows that this processor can run and that answer alike everywhere. */
export function usable(cpuFlags: ReadonlySet<string>): Encoding[] {
  return ENCODINGS.filter(
    (e) =>
      !LEFT_OUT.has(e.mnemonic) &&
      !e.operands.some((o) => SEGMENT_OPERANDS.test(o)) &&
      (FEATURES[e.mnemonic] === undefined || cpuFlags.has(FEATURES[e.mnemonic])) &&
      (FAMILIES[e.family] === undefined || cpuFlags.has(FAMILIES[e.family])),
  );
}

/** Writes one random case of several instructions. */
export class Generator {
  private readonly hasCalm: boolean;
  private readonly allowed: ReadonlySet<Encoding>;
  private code: number[] = [];
  /** Where in the code page the case begins. */
  private offset = 0;
  private gpr: bigint[] = [];
  /** Registers that still hold their first value, as far as is known. */
  private known = new Set<number>();
  /** Flags that the manual leaves undefined here. */
  private tainted = 0;
  private steps: Step[] = [];
  /** Jumps whose target is still to come. */
  private open: { at: number; size: 1 | 4; after: number }[] = [];
  private branched = false;
  /** A ret may lead back to here: what comes must leave no flag undefined, for it may come before what went. */
  private called = false;
  /** A transcendental function was computed: it is the last, as nothing may be computed from it. */
  private rough = false;

  constructor(
    private readonly rows: readonly Encoding[],
    private readonly random: Random,
  ) {
    this.hasCalm = rows.some((row) => this.isCalm(row));
    this.allowed = new Set(rows);
  }

  /** Leaves no flag undefined and goes straight on. */
  private isCalm(row: Encoding): boolean {
    if (TRANSCENDENTAL.has(row.mnemonic)) return false;
    return flagEffect(row.mnemonic).undefined === '' && !row.endsBlock && !row.privileged;
  }

  next(): Case {
    const { random } = this;
    this.code = [];
    // Now and then so near the page's end that an instruction reaches over it.
    this.offset = random.oneIn(16) ? PAGE - 1 - random.below(48) : 0;
    this.gpr = Array.from({ length: 16 }, (_, n) => this.firstValue(n));
    this.known = new Set(this.gpr.keys());
    this.tainted = 0;
    this.steps = [];
    this.open = [];
    this.branched = false;
    this.called = false;
    this.rough = false;
    const flags =
      0x202 |
      (random.u32() & bits('cpazso')) |
      (random.oneIn(4) ? FLAG_BITS.d : 0) |
      (random.oneIn(40) ? AC : 0);
    const length = 1 + random.below(random.oneIn(3) ? 10 : 4);
    for (let i = 0; i < length && !this.rough; i++) {
      this.mark();
      this.closeJumps(false);
      if (random.oneIn(12) && this.hasCalm) this.loop();
      else if (random.oneIn(24)) this.popf();
      else if (random.oneIn(6)) this.raw();
      else this.instruction(this.row(false));
    }
    this.closeJumps(true);
    return {
      code: Uint8Array.from(this.code.slice(0, PAGE - this.offset)),
      offset: this.offset,
      gpr: this.gpr,
      flags,
      xmm: Array.from({ length: 16 }, () => vector(random)),
      mxcsr: mxcsr(random),
      fx: randomFx(random),
      seed: random.u32() | 1,
      rough: this.rough,
      steps: this.steps,
    };
  }

  private mark(): void {
    this.steps.push({ offset: this.code.length, defined: 0, undefined: 0 });
  }

  private firstValue(n: number): bigint {
    const { random } = this;
    if (n === 4 && !random.oneIn(10)) return BigInt(DATA + PAGE + (random.below(64) - 32) * 8);
    if (n === 1 && random.oneIn(2)) return BigInt(random.below(40));
    const kind = random.below(8);
    if (kind < 3 || ((n === 6 || n === 7) && kind < 6)) return BigInt(this.target());
    if (kind === 3) return random.pick(VALUES);
    if (kind === 4) return random.pick(WIDE);
    if (kind === 5) return BigInt(random.below(256));
    return kind === 6 ? BigInt(random.u32()) : random.u64();
  }

  /** An address worth touching: mostly inside the data, sometimes at an edge of it or in the code. */
  private target(): number {
    const { random } = this;
    if (random.oneIn(24)) return CODE + random.below(PAGE);
    if (random.oneIn(8))
      return DATA + random.pick([0, 1, DATA_PAGES, DATA_PAGES + 1]) * PAGE + random.below(24) - 16;
    return DATA + random.below(DATA_PAGES * PAGE - 16);
  }

  /** A row that fits here. `calm`: one that leaves no flag undefined and goes straight on. */
  private row(calm: boolean): Encoding {
    for (;;) {
      const row = this.random.pick(this.rows);
      if (row.privileged && !this.random.oneIn(10)) continue;
      if (this.isFree(row, calm)) return row;
    }
  }

  /** Whether the flags that it tests are all defined here, and it leaves none undefined that would be looked at. */
  private isFree(row: Encoding, calm: boolean): boolean {
    const effect = flagEffect(row.mnemonic);
    if (bits(effect.reads) & this.tainted) return false;
    if (this.called && effect.undefined !== '') return false;
    return !calm || this.isCalm(row);
  }

  /** Everything before the opcode is chosen here; the order of legacy prefixes is free. SDM vol. 2 section 2.1.1. */
  private instruction(row: Encoding): void {
    const { random } = this;
    if (/^i?div$/.test(row.mnemonic) && !random.oneIn(4)) this.code.push(0x31, 0xd2);
    const lock = row.lock && random.oneIn(3);
    const memory = row.operands.some((o) => o[0] === 'M') || (lock && !random.oneIn(16)) || random.oneIn(2);
    const legacy: number[] = [];
    const sized =
      row.operands.some((o) => /^(?:[A-Z][vzyd]|rAX)$/.test(o)) || row.rep !== '' || row.defaultSize === 64;
    const narrow = row.prefix === 0 && !row.np && sized && !row.force64 && random.oneIn(4);
    if (narrow && !this.narrowIsUndefined(row)) legacy.push(0x66);
    if (lock) legacy.push(0xf0);
    if ((row.rep !== '' && random.oneIn(2)) || (row.force64 && random.oneIn(12)))
      legacy.push(random.pick([0xf2, 0xf3]));
    if (random.oneIn(10)) legacy.push(0x67);
    if (random.oneIn(12)) legacy.push(random.pick([0x64, 0x65, 0x2e, 0x3e]));
    if (row.prefix !== 0 && !row.vex) legacy.push(row.prefix);
    // F2 and F3 go before 66.
    if (row.prefix > 0x66 && /^s?sse/.test(row.family) && random.oneIn(16)) legacy.push(0x66);
    legacy.sort(() => random.below(3) - 1);

    let rex = random.oneIn(2) ? 0x40 | random.below(16) : 0;
    if (row.w === 1) rex |= 0x48;
    if (row.w === 0) rex &= ~8;
    const code = [...legacy];
    const rexAt = code.length;
    if (row.map > 0 && !row.vex) code.push(0x0f);
    if (row.map > 1 && !row.vex) code.push(row.map === 2 ? 0x38 : 0x3a);
    const inOpcode = row.operands.some((o) => o[0] === 'Z');
    const register = random.below(8);
    code.push(row.opcode | (inOpcode ? register : 0));
    if (inOpcode) this.known.delete(register | (rex & 1 ? 8 : 0));

    let ripField = -1;
    let wanted = 0;
    if (row.modrm >= 0) code.push(row.modrm);
    else if (row.hasModrm) {
      const reg = row.digit >= 0 ? row.digit : random.below(8);
      if (row.digit < 0) this.known.delete(reg | (rex & 4 ? 8 : 0));
      if (memory && !row.operands.some((o) => o[0] === 'R' || o[0] === 'U' || o[0] === 'N' || o === 'F')) {
        const segment = legacy.includes(0x64) ? FS_BASE : legacy.includes(0x65) ? GS_BASE : 0;
        const align = row.operands.some((o) => /^[WM]x$/.test(o)) && !random.oneIn(8) ? 16 : 1;
        ({ rex, ripField, wanted } = this.memory(code, reg, rex, legacy.includes(0x67), segment, align));
      } else {
        const rm = random.below(8);
        code.push(0xc0 | (reg << 3) | rm);
        this.known.delete(rm | (rex & 1 ? 8 : 0));
      }
    }
    if (row.vex) {
      code.splice(rexAt, 0, ...this.vex(row, rex));
      if (ripField >= 0) ripField += 3;
    } else if (rex !== 0) {
      code.splice(rexAt, 0, rex);
      if (ripField >= 0) ripField++;
    }
    const size = rex & 8 ? 8 : legacy.includes(0x66) ? 2 : 4;
    for (const operand of row.operands) this.immediate(code, row, operand, size, legacy.includes(0x67));
    if (ripField >= 0)
      this.write(code, ripField, 4, wanted - (CODE + this.offset + this.code.length + code.length));
    this.code.push(...code);
    if (TRANSCENDENTAL.has(row.mnemonic)) this.rough = true;
    this.fixJump(row);
    if (row.mnemonic === 'call') this.called = true;
    for (const [names, registers] of IMPLICIT) {
      if (names.test(row.mnemonic)) for (const n of registers) this.known.delete(n);
    }
    this.taint(row);
  }

  /** The prefix with the fields of REX, now and then in vain with a vector's length. SDM vol. 2, section 2.3.5. */
  private vex(row: Encoding, rex: number): number[] {
    const { random } = this;
    const register = random.below(16);
    this.known.delete(register);
    // rorx has none.
    const vvvv = row.operands.includes('By') ? register : 0;
    const prefix = [0, 0x66, 0xf3, 0xf2].indexOf(row.prefix);
    const length = random.oneIn(40) ? 4 : 0;
    return [0xc4, ((~rex & 7) << 5) | row.map, ((rex & 8) << 4) | ((~vvvv & 15) << 3) | length | prefix];
  }

  /** Sixteen-bit forms whose result the manual leaves undefined; movsxd reads two bytes on Intel, four on AMD. */
  private narrowIsUndefined(row: Encoding): boolean {
    return /^(bswap|shld|shrd|movsxd)$/.test(row.mnemonic);
  }

  /** Appends modrm, SIB and displacement of a memory operand. */
  private memory(code: number[], reg: number, rex: number, short: boolean, segment: number, align: number) {
    const { random } = this;
    const modrm = (mod: number, rm: number) => code.push((mod << 6) | (reg << 3) | rm);
    const address = Math.floor(this.target() / align) * align - segment;
    const none = { ripField: -1, wanted: 0 };
    const kind = random.below(10);
    if (kind === 0) {
      const mod = random.below(3);
      const rm = random.below(8);
      modrm(mod, rm);
      const base = random.below(8);
      if (rm === 4) code.push((random.below(4) << 6) | (random.below(8) << 3) | base);
      const disp = mod === 1 ? 1 : mod === 2 || rm === 5 || (rm === 4 && base === 5) ? 4 : 0;
      for (let i = 0; i < disp; i++) code.push(random.below(256));
      return { rex, ...none };
    }
    if (kind === 1) {
      modrm(0, 4);
      code.push(0x25);
      this.append(code, 4, address);
      // REX.X would name r12 as the index.
      return { rex: rex & ~2, ...none };
    }
    const bases = [...this.known];
    if (kind === 2 || bases.length === 0) {
      modrm(0, 5);
      this.append(code, 4, 0);
      return { rex, ripField: code.length - 4, wanted: address };
    }
    const base = random.pick(bases);
    let sum = this.gpr[base];
    const index = random.pick(bases);
    const scale = random.below(4);
    const indexed = index !== 4 && random.oneIn(3);
    if (indexed) sum += this.gpr[index] << BigInt(scale);
    const disp = BigInt.asIntN(short ? 32 : 64, BigInt(address) - sum);
    const wide = disp < -128n || disp > 127n;
    modrm(wide ? 2 : 1, indexed || (base & 7) === 4 ? 4 : base & 7);
    if (indexed || (base & 7) === 4) code.push((scale << 6) | ((indexed ? index & 7 : 4) << 3) | (base & 7));
    this.append(code, wide ? 4 : 1, Number(BigInt.asIntN(32, disp)));
    const extended = (base & 8 ? 1 : 0) | (indexed && index & 8 ? 2 : 0);
    return { rex: extended || rex & 3 ? 0x40 | (rex & ~3) | extended : rex, ...none };
  }

  private immediate(code: number[], row: Encoding, operand: string, size: number, short: boolean): void {
    const { random } = this;
    const value = random.oneIn(2) ? Number(BigInt.asIntN(32, random.pick(VALUES))) : random.u32();
    if (row.mnemonic === 'int') code.push(random.pick([0, 3, 13, 14, 0x81, 0xff]));
    else if (row.mnemonic === 'enter')
      this.append(code, operand === 'Iw' ? 2 : 1, random.below(operand === 'Iw' ? 64 : 4));
    else if (operand === 'Ib' || operand === 'Is' || operand === 'Jb') code.push(value & 255);
    else if (operand === 'Iw') this.append(code, 2, random.below(64));
    else if (operand === 'Jz') this.append(code, 4, 0);
    else if (operand === 'Iz') this.append(code, Math.min(size, 4), value);
    else if (operand === 'Iv') {
      this.append(code, Math.min(size, 4), value);
      if (size === 8) this.append(code, 4, random.u32());
    } else if (operand[0] === 'O') {
      this.append(code, 4, this.target());
      if (!short) this.append(code, 4, random.oneIn(16) ? random.u32() : 0);
    }
  }

  private append(code: number[], size: number, value: number): void {
    code.length += size;
    this.write(code, code.length - size, size, value);
  }

  private write(code: number[], at: number, size: number, value: number): void {
    for (let i = 0; i < size; i++) code[at + i] = (value >> (8 * i)) & 255;
  }

  /** Makes a relative jump go forward, over none to three of the instructions to come. */
  private fixJump(row: Encoding): void {
    const operand = row.operands[0];
    if (operand !== 'Jb' && operand !== 'Jz') return;
    const size = operand === 'Jb' ? 1 : 4;
    this.branched = true;
    this.open.push({ at: this.code.length - size, size, after: this.random.below(4) });
  }

  /** Ends the jumps whose distance is used up here. */
  private closeJumps(all: boolean): void {
    this.open = this.open.filter((jump) => {
      if (!all && jump.after-- > 0) return true;
      this.write(this.code, jump.at, jump.size, this.code.length - (jump.at + jump.size));
      return false;
    });
  }

  /** A counted loop around instructions that leave no flag undefined, as its end leads back to its beginning. */
  private loop(): void {
    const { random } = this;
    const body = () => {
      for (let i = random.below(3); i >= 0; i--) {
        this.mark();
        this.instruction(this.row(true));
      }
    };
    // Often enough, now and then, to be interrupted half way.
    const times = random.oneIn(8) ? random.below(5000) : random.below(5);
    this.code.push(0xb9, (times + 1) & 255, (times + 1) >> 8, 0, 0);
    this.known.delete(1);
    const start = this.code.length;
    this.branched = true;
    // What a first pass knows of registers is not so in a second.
    this.known.clear();
    body();
    this.mark();
    this.code.push(...random.pick([[0xe2], [0xff, 0xc9, 0x75], [0x83, 0xe9, 1, 0x7f]]), 0);
    this.write(this.code, this.code.length - 1, 1, start - this.code.length);
  }

  /** Bytes as they come. */
  private raw(): void {
    const fits = (row: Encoding) =>
      this.allowed.has(row) &&
      // A system call as likely as not.
      row.mnemonic !== 'int' &&
      !this.narrowIsUndefined(row) &&
      !row.operands.some((o) => o[0] === 'J') &&
      this.isFree(row, false);
    const found = rawInstruction(this.random, fits);
    if (found === undefined) return;
    this.code.push(...found.bytes);
    this.known.clear();
    if (found.encoding === undefined) return;
    if (TRANSCENDENTAL.has(found.encoding.mnemonic)) this.rough = true;
    if (found.encoding.endsBlock) this.branched = true;
    this.taint(found.encoding);
  }

  /** push of chosen flags, and popf. */
  private popf(): void {
    const flags = this.random.u32() & bits('cpazsdo');
    this.code.push(0x68);
    this.append(this.code, 4, flags);
    this.known.delete(4);
    this.mark();
    this.code.push(0x9d);
    this.leaves(bits('cpazso'), 0);
  }

  /** Keeps book of undefined flags. Past a jump what is written may have been jumped over, so nothing gets clean. */
  private taint(row: Encoding): void {
    const effect = flagEffect(row.mnemonic);
    // SDM vol. 2, "SAL/SAR/SHL/SHR" and "RCL/RCR/ROL/ROR": OF is defined for a count of one.
    const left = bits(row.operands[1] === '1' ? effect.undefined.replace('o', '') : effect.undefined);
    const written = bits(effect.writes) | (row.operands[1] === '1' ? FLAG_BITS.o : 0);
    this.leaves(effect.conditional || row.rep !== '' ? 0 : written, left);
  }

  private leaves(defined: number, left: number): void {
    const step = this.steps[this.steps.length - 1];
    if (!this.branched) step.defined = defined;
    step.undefined = left;
    this.tainted = (this.tainted & ~step.defined) | left;
  }
}

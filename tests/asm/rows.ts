import { ENCODINGS } from '../../lib/isa/table';
import type { Encoding } from '../../lib/isa/types';

/** A source of numbers that is the same for the same seed: mulberry32. */
export class Random {
  constructor(private state: number) {}

  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

type Syntax = 'att' | 'intel';

const REGISTERS: Record<number, string[]> = {
  8: 'al cl dl bl spl bpl sil dil r8b r9b r10b r12b r13b r15b ah ch dh bh'.split(' '),
  16: 'ax cx dx bx sp bp si di r8w r10w r12w r13w r15w'.split(' '),
  32: 'eax ecx edx ebx esp ebp esi edi r8d r9d r12d r13d r15d'.split(' '),
  64: 'rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r12 r13 r14 r15'.split(' '),
};
const INDEXES = REGISTERS[64].filter((r) => r !== 'rsp');
const MMX = Array.from({ length: 8 }, (_, n) => `mm${n}`);
const XMM = Array.from({ length: 16 }, (_, n) => `xmm${n}`);
const SUFFIX: Record<number, string> = { 8: 'b', 16: 'w', 32: 'l', 64: 'q' };
const PTR: Record<number, string> = { 8: 'byte', 16: 'word', 32: 'dword', 64: 'qword', 128: 'xmmword' };
const WIDTH: Record<string, number> = { b: 8, w: 16, d: 32, q: 64, x: 128 };
const DISPLACEMENTS = [0, 1, -1, 8, 127, 128, -128, -129, 0x1000, 0x7fffffff, -0x80000000];
const IMMEDIATES = [
  '0',
  '1',
  '-1',
  '3',
  '127',
  '128',
  '-128',
  '-129',
  '255',
  '256',
  '0x7fff',
  '0xffff',
  '0x7fffffff',
  '0x80000000',
  '0xffffffff',
  '-0x80000000',
  '0x123456789abcdef0',
  '-0x8000000000000000',
  'here',
  'target',
  'target+4',
  'small',
  'target-here',
];

/** Names that AT&T syntax has of its own, by Intel mnemonic and operand size. */
const ATT_NAMES: Record<string, Record<number, string>> = {
  cwde: { 16: 'cbtw', 32: 'cwtl', 64: 'cltq' },
  cdq: { 16: 'cwtd', 32: 'cltd', 64: 'cqto' },
  sysret: { 32: 'sysretl', 64: 'sysretq' },
};
const INTEL_NAMES: Record<string, Record<number, string>> = {
  cwde: { 16: 'cbw', 32: 'cwde', 64: 'cdqe' },
  cdq: { 16: 'cwd', 32: 'cdq', 64: 'cqo' },
  sysret: { 64: 'sysretq' },
  iret: { 64: 'iretq', 32: 'iretd' },
};

/** Statements that use a row, `count` for each operand size, in one syntax. Some are such that `as` refuses them. */
export function* statementsFor(
  row: Encoding,
  syntax: Syntax,
  random: Random,
  count: number,
): Generator<string> {
  // These have operands of their own kind: x87.test.ts has their forms.
  if (row.vex || (row.family === 'x87' && row.map === 0) || row.operands.some((o) => /^(F|st)$/.test(o)))
    return;
  const sized =
    row.operands.some((o) => /^[A-Z][vzy]$|^rAX$|^Is$/.test(o)) ||
    ATT_NAMES[row.mnemonic] ||
    row.mnemonic === 'iret' ||
    row.mnemonic === 'pushf' ||
    row.mnemonic === 'popf';
  // A 32-bit jump through memory is a far one in Intel syntax: another row.
  for (const size of row.force64 ? [64] : sized ? [16, 32, 64] : [0]) {
    const repeats = row.operands.length === 0 ? 1 : count;
    for (let n = 0; n < repeats; n++) yield new Statement(row, syntax, random, size).text();
  }
}

class Statement {
  private source = 0;

  constructor(
    private readonly row: Encoding,
    private readonly syntax: Syntax,
    private readonly random: Random,
    private readonly size: number,
  ) {}

  text(): string {
    const { row, syntax } = this;
    const operands = row.operands.map((spec) => this.operand(spec));
    const memory = row.operands.find((o) => /^[EM][bwdqvy]$/.test(o));
    if (memory) this.source = this.width(memory);
    let text: string;
    if (row.operands.some((o) => /^[XY]/.test(o))) text = this.stringName();
    else if (syntax === 'intel') text = `${this.intelName()} ${operands.join(', ')}`;
    else {
      const order = row.mnemonic === 'enter' ? operands : operands.reverse();
      const star = row.operands[0] === 'Ev' && row.force64 ? '*' : '';
      text = `${this.attName()} ${star}${order.join(', ')}`;
    }
    const lockable = row.lock && /[([]/.test(operands[syntax === 'intel' ? 0 : operands.length - 1] ?? '');
    return lockable && this.random.below(3) === 0 ? `lock ${text}` : text;
  }

  private stringName(): string {
    const { row, syntax, size } = this;
    const stem = row.mnemonic.replace(/b$/, '');
    const width = row.mnemonic.endsWith('b') ? 8 : size;
    const suffix = syntax === 'intel' && width === 32 ? 'd' : SUFFIX[width];
    const prefix =
      row.rep === 'rep' ? this.random.pick(['', 'rep ']) : this.random.pick(['', 'repe ', 'repne ']);
    return prefix + stem + suffix;
  }

  private intelName(): string {
    return INTEL_NAMES[this.row.mnemonic]?.[this.size] ?? this.row.mnemonic;
  }

  private attName(): string {
    const { row, size } = this;
    const { mnemonic } = row;
    if (ATT_NAMES[mnemonic]?.[size]) return ATT_NAMES[mnemonic][size];
    if (mnemonic === 'movzx' || mnemonic === 'movsx')
      return `${mnemonic.slice(0, 4)}${SUFFIX[this.source]}${SUFFIX[size] ?? ''}`;
    if (mnemonic === 'movsxd') return `movsl${SUFFIX[size === 16 ? 64 : size]}`;
    if (mnemonic === 'crc32') return `crc32${SUFFIX[this.source]}`;
    if (row.operands.some((o) => /^[VWUPQN]/.test(o))) {
      const memory = row.operands.includes('Ey');
      return memory ? mnemonic + SUFFIX[this.width('Ey')] : mnemonic;
    }
    const plain =
      row.force64 ||
      /^(set|prefetch|clflush|cmpxchg(8|16)b|lgdt|lidt|sgdt|sidt|invlpg|ltr|lldt|int|enter|ud)/.test(
        mnemonic,
      ) ||
      row.operands.includes('Sw');
    if (plain || (row.operands.length === 0 && !size)) return mnemonic;
    const main = row.operands.find((o) => /^[EMGZ][bwdqvy]$|^rAX$|^al$|^I[zs]$/.test(o));
    const width = main ? this.width(main) : size;
    return mnemonic + (SUFFIX[width] ?? '');
  }

  private width(spec: string): number {
    if (spec === 'al') return 8;
    const letter = spec[1];
    if (letter in WIDTH) return WIDTH[letter];
    if (letter === 'y' && this.size === 16) return 32;
    return this.size || 32;
  }

  private operand(spec: string): string {
    const { random } = this;
    if (spec === '1') return this.immediateText('1');
    if (spec === 'rAX') return this.register({ 16: 'ax', 32: 'eax', 64: 'rax' }[this.size] ?? 'eax');
    if (/^[a-z]/.test(spec)) return this.register(spec);
    const width = this.width(spec);
    switch (spec[0]) {
      case 'E':
        return random.below(2) ? this.register(random.pick(REGISTERS[width])) : this.memory(width);
      case 'G':
      case 'Z':
      case 'R':
        return this.register(random.pick(REGISTERS[width]));
      case 'M':
        return this.memory(spec.length > 1 && spec[1] !== 'p' ? width : 0);
      case 'P':
      case 'N':
        return this.register(random.pick(MMX));
      case 'Q':
        return random.below(2) ? this.register(random.pick(MMX)) : this.memory(width);
      case 'V':
      case 'U':
        return this.register(random.pick(XMM));
      case 'W':
        return random.below(2) ? this.register(random.pick(XMM)) : this.memory(width);
      case 'S':
        return this.register(random.pick(['ds', 'es', 'fs', 'gs', 'ss']));
      case 'C':
        return this.register(random.pick(['cr0', 'cr2', 'cr3', 'cr4', 'cr8']));
      case 'D':
        return this.register(random.pick(['dr0', 'dr7']));
      case 'J':
        if (/^(loop|j[er]?cxz)/.test(this.row.mnemonic)) return random.pick(['.', '.-20', '.+30']);
        return random.pick(['.', '.-100', '.+100', 'here', '.Lback', '.Lnext', 'target', 'here+5']);
      case 'O':
        return this.syntax === 'att' ? '0x1122334455667788' : '[0x1122334455667788]';
      default:
        return this.immediate(spec);
    }
  }

  /** Addresses go where 32 bits are: the linker refuses to cut them. */
  private immediate(spec: string): string {
    const wide = /^I[zv]$/.test(spec) && this.size !== 16;
    const values = wide ? IMMEDIATES : IMMEDIATES.filter((v) => !/^[a-z]/.test(v) || v === 'small');
    return this.immediateText(this.random.pick(values));
  }

  private register(name: string): string {
    return this.syntax === 'att' ? `%${name}` : name;
  }

  private immediateText(value: string): string {
    if (this.syntax === 'att') return `$${value}`;
    return /^[a-z]/.test(value) && value !== 'small' ? `offset ${value}` : value;
  }

  private memory(width: number): string {
    const { random } = this;
    const base = random.pick(REGISTERS[64]);
    const index = random.pick(INDEXES);
    const scale = random.pick([1, 2, 4, 8]);
    const d = random.pick(DISPLACEMENTS);
    const segment = random.pick(['', '', '', 'fs', 'gs', 'ds', 'es']);
    const form = random.below(9);
    if (this.syntax === 'att') {
      const seg = segment && `%${segment}:`;
      const text = [
        `(%${base})`,
        `${d}(%${base})`,
        `${d}(%${base},%${index},${scale})`,
        `${d}(,%${index},${scale})`,
        'target(%rip)',
        `target+${Math.abs(d) & 0xff}(,%${index},${scale})`,
        `${d}`,
        'target',
        `${d}(%${random.pick(REGISTERS[32])})`,
      ][form];
      return seg + text;
    }
    const seg = segment && `${segment}:`;
    const text = [
      `[${base}]`,
      `[${base}+${d}]`,
      `[${base}+${index}*${scale}+${d}]`,
      `[${index}*${scale}+${d}]`,
      '[rip+target]',
      `target[${index}*${scale}+${Math.abs(d) & 0xff}]`,
      `[${d}]`,
      'target',
      `[${random.pick(REGISTERS[32])}+${d}]`,
    ][form];
    const size = PTR[width];
    return `${size ? `${size} ptr ` : ''}${seg}${text}`;
  }
}

/** A whole source around statements, one a line, and the number of the first one's line. */
export function program(statements: readonly string[], syntax: Syntax): string {
  return [
    syntax === 'intel' ? '.intel_syntax noprefix' : '.att_syntax prefix',
    '.globl _start',
    '.set small, 5',
    '_start: .Lback:',
    'here:',
    ...statements,
    '.Lnext: last: nop',
    '.data',
    'target: .quad here, last - here, . - target',
  ].join('\n');
}

/** Lines before the first statement. */
export const LEAD = 5;
export { ENCODINGS };

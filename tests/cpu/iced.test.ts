import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  Code,
  CpuidFeature,
  DecoderOptions,
  Decoder as Iced,
  type Instruction,
  Mnemonic,
  OpKind,
  Register,
} from 'iced-x86';
import { describe, expect, it } from 'vitest';
import { Decoder, MAX_LENGTH } from '../../lib/emulator/cpu/decode/decoder';
import type { Inst } from '../../lib/emulator/cpu/decode/inst';
import type { Operand } from '../../lib/emulator/cpu/decode/operand';
import { printOperand } from '../../lib/lab/disassemble/operand';
import type { Style } from '../../lib/lab/disassemble/style';
import { ANNOUNCED } from './announced';
import { Random } from './random';

/** ICED_BYTES looks at more random bytes, FUZZ_SEED at other ones. */
const BYTES = Number(process.env.ICED_BYTES ?? 300_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Programs of this machine whose code is looked at. */
const PROGRAMS = 24;
const CODE_BYTES = 300_000;

/** Rare instructions of the extensions that CPUID announces that are not here: what runs into them gets #UD. */
const MISSING = new Set('rsm prefetch prefetchwt1 prefetchw getsec ud0 ud1 xsave monitor mwait'.split(' '));

/** What iced calls by size, and the table by one name. */
const SIZED: Record<string, string> = {
  cbw: 'cwde',
  cdqe: 'cwde',
  cwd: 'cdq',
  cqo: 'cdq',
  iretd: 'iret',
  iretq: 'iret',
  sysretq: 'sysret',
  sysexitq: 'sysexit',
  pushfq: 'pushf',
  popfq: 'popf',
  retn: 'ret',
  jecxz: 'jrcxz',
  wait: 'fwait',
  insw: 'ins',
  insd: 'ins',
  outsw: 'outs',
  outsd: 'outs',
  sal: 'shl',
  xlatb: 'xlatb',
  // Hints that run as nop where they are not known.
  reservednop: 'nop',
  cldemote: 'nop',
  wbnoinvd: 'wbinvd',
  fxsave64: 'fxsave',
  fxrstor64: 'fxrstor',
  xsave64: 'xsave',
  xsaveopt64: 'xsaveopt',
  xsavec64: 'xsavec',
  xrstor64: 'xrstor',
};
const STRINGS = /^(movs|cmps|stos|lods|scas)[wdq]$/;

function named(instruction: Instruction): string {
  const name = Mnemonic[instruction.mnemonic].toLowerCase();
  if (/^(Call|Jmp)_m16/.test(Code[instruction.code])) return `l${name}`;
  if (SIZED[name] !== undefined) return SIZED[name];
  if (/^prefetch/.test(name) && !/^prefetch(nta|t[012]|w)$/.test(name)) return 'nop';
  // Not the moves and comparisons of doubles, which have vector registers.
  if (STRINGS.test(name) && /^(Movs|Cmps|Stos|Lods|Scas)[wdq]_(m|AL|AX|EAX|RAX)/.test(Code[instruction.code]))
    return name.slice(0, -1);
  return name;
}

/**
 * What iced writes with other operands, of the same bytes: xlatb, nop and maskmov name what they do not need, a selector
 * is 16 bits of a register whatever its name, and for the others a prefix that changes nothing changes a name.
 */
const WRITTEN_OTHERWISE = new Set(
  'xlatb nop lar lsl verr verw lldt ltr sldt str lmsw in out movsxd movmskps movmskpd pmovmskb pinsrw pextrw bswap maskmovq maskmovdqu'.split(
    ' ',
  ),
);
const isWrittenOtherwise = ({ encoding, operands }: Inst): boolean =>
  WRITTEN_OTHERWISE.has(encoding.mnemonic) || operands.some(({ place }) => place === 'S');

/** How many bits of an immediate operand count, by how iced names its kind. */
function bitsOf(kind: OpKind): number {
  const [, bits] = /(\d+)(?:_2nd)?$/.exec(OpKind[kind]) ?? [];
  return Number(bits);
}

const register = (number: Register): string => Register[number].toLowerCase().replace(/^(r\d+)l$/, '$1b');
const unsigned = (value: bigint): string => `0x${BigInt.asUintN(64, value).toString(16)}`;

/** An operand as iced has it, in the style of this project's Intel text without its PTR. */
function theirOperand(theirs: Instruction, n: number, inst: Inst): string {
  const kind = theirs.opKind(n);
  // In 64-bit mode the others change nothing, and are not kept here. SDM vol. 1, section 3.4.2.1.
  const { segmentPrefix } = theirs;
  const kept = segmentPrefix === Register.FS || segmentPrefix === Register.GS;
  const segment = kept ? `${register(segmentPrefix)}:` : '';
  switch (kind) {
    case OpKind.Register:
      return register(theirs.opRegister(n));
    case OpKind.NearBranch16:
    case OpKind.NearBranch32:
    case OpKind.NearBranch64:
      return unsigned(theirs.nearBranchTarget);
    case OpKind.MemorySegRSI:
    case OpKind.MemorySegESI:
      return `${segment || 'ds:'}[${kind === OpKind.MemorySegRSI ? 'rsi' : 'esi'}]`;
    case OpKind.MemoryESRDI:
    case OpKind.MemoryESEDI:
      return `es:[${kind === OpKind.MemoryESRDI ? 'rdi' : 'edi'}]`;
    case OpKind.Memory:
      return theirMemory(theirs, segment, inst);
    default:
      return `0x${BigInt.asUintN(bitsOf(kind), theirs.immediate(n)).toString(16)}`;
  }
}

function theirMemory(theirs: Instruction, segment: string, inst: Inst): string {
  const { memoryBase, memoryIndex, memoryIndexScale, memoryDisplacement } = theirs;
  const parts = [];
  if (memoryBase !== Register.None) parts.push(register(memoryBase));
  if (memoryIndex !== Register.None) parts.push(`${register(memoryIndex)}*${memoryIndexScale}`);
  if (parts.length === 0) return `${segment || 'ds:'}${unsigned(memoryDisplacement)}`;
  const relative = theirs.isIpRelMemoryOperand;
  const displacement = BigInt.asIntN(
    8 * inst.addressSize,
    relative ? memoryDisplacement - BigInt(inst.next) : memoryDisplacement,
  );
  if (displacement !== 0n || memoryBase === Register.None || relative) parts.push(unsigned(displacement));
  return `${segment}[${parts.join('+')}]`;
}

/** Numbers without a sign, so that both have one spelling. */
const STYLE: Style = {
  syntax: 'intel',
  number: unsigned,
  immediate: (value, bits) => `0x${BigInt.asUintN(bits, value).toString(16)}`,
  name: () => undefined,
};

const ourOperand = (inst: Inst, operand: Operand): string =>
  printOperand(operand, inst, STYLE)
    .replace(/^\w+ PTR /, '')
    .replace(/^1$/, '0x1')
    .replace(/^st$/, 'st(0)')
    .replace(/^st\((\d)\)$/, 'st$1');

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Every difference of kind between the two decoders over `bytes`, each once with an example. */
function compare(bytes: Uint8Array, found: Map<string, string>, step: 'instruction' | 'byte'): number {
  const ours = new Decoder();
  let count = 0;
  const iced = new Iced(64, bytes, DecoderOptions.None);
  for (let at = 0; at + MAX_LENGTH < bytes.length; ) {
    iced.position = at;
    iced.ip = BigInt(0x1000 + at);
    const theirs = iced.decode();
    const inst = ours.decode(bytes, at, 0x1000 + at);
    const valid = theirs.code !== Code.INVALID;
    const features = valid ? [...theirs.cpuidFeatures()].map((f) => CpuidFeature[f]) : [];
    // With REX.B that names r8, F3 90 is no pause: so the real processor was seen to do.
    const exchange = inst.encoding?.mnemonic === 'xchg' && inst.encoding.opcode === 0x90;
    const known = features.every((f) => ANNOUNCED.has(f));
    const name = valid ? named(theirs) : '';
    const note = (what: string, more = '') => {
      const example = hex(bytes.subarray(at, at + (valid ? theirs.length : MAX_LENGTH))) + more;
      if (!found.has(what)) found.set(what, example);
    };
    if (inst.encoding !== undefined) {
      const { mnemonic, aliases } = inst.encoding;
      // A segment or control register that is none is found out when the instruction runs, and is #UD then too.
      const noRegister =
        mnemonic === 'mov' && [0x8c, 0x8e, 0x20, 0x21, 0x22, 0x23].includes(inst.encoding.opcode);
      if (!valid && !noRegister) note(`${mnemonic} is no instruction for iced`);
      else if (valid && inst.length !== theirs.length)
        note(`${mnemonic}: ${inst.length} bytes, iced ${theirs.length}`);
      else if (
        valid &&
        !exchange &&
        !(mnemonic === 'nop' && name === 'prefetchw') &&
        mnemonic !== name &&
        !aliases.includes(name)
      )
        note(`${mnemonic} is ${name} for iced`);
      else if (valid && !isWrittenOtherwise(inst)) {
        const mine = inst.operands.map((operand) => ourOperand(inst, operand)).join(', ');
        const other = Array.from({ length: theirs.opCount }, (_, n) => theirOperand(theirs, n, inst)).join(
          ', ',
        );
        if (mine !== other) note(`${mnemonic} has for iced other operands`, `: ${mine} for ${other}`);
      }
      // The register form of 0F 0D, which is #UD on the real processor.
    } else if (valid && known && !MISSING.has(name) && !/_0F0D$/.test(Code[theirs.code]))
      note(`${name} (${features.join()}) is not known`);
    count++;
    at += step === 'byte' ? 1 : Math.max(1, theirs.length);
    theirs.free();
  }
  iced.free();
  return count;
}

/** The largest executable section of an ELF file, up to a limit; empty for other files. */
function text(path: string): Uint8Array {
  const file = readFileSync(path);
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file.readUInt16LE(18) !== 62)
    return file.subarray(0, 0);
  const headers = Number(file.readBigUInt64LE(32));
  for (let n = 0; n < file.readUInt16LE(56); n++) {
    const at = headers + n * file.readUInt16LE(54);
    if (file.readUInt32LE(at) !== 1 || (file.readUInt32LE(at + 4) & 1) === 0) continue;
    const start = Number(file.readBigUInt64LE(at + 8));
    return file.subarray(start, Math.min(start + Number(file.readBigUInt64LE(at + 32)), start + CODE_BYTES));
  }
  return file.subarray(0, 0);
}

const list = (found: Map<string, string>) => [...found].map(([what, example]) => `${what}: ${example}`);

describe('the decoder agrees with iced-x86', () => {
  it(`over ${BYTES} random bytes of seed ${SEED}`, { timeout: 120_000 }, () => {
    const random = new Random(SEED);
    const bytes = Uint8Array.from({ length: BYTES }, () => random.u32() & 255);
    const found = new Map<string, string>();
    compare(bytes, found, 'byte');
    expect(list(found)).toEqual([]);
  });

  const folder = '/usr/bin';
  const names =
    existsSync(folder) && process.arch === 'x64' && process.platform === 'linux' ? readdirSync(folder) : [];
  const programs = names
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile() && text(path).length > 10_000);
  if (programs.length === 0)
    console.log('skipped, decoding programs of this machine: it has none for x86-64');
  it.skipIf(programs.length === 0)(`over programs of this machine`, { timeout: 120_000 }, () => {
    const found = new Map<string, string>();
    const stride = Math.max(1, Math.floor(programs.length / PROGRAMS));
    const chosen = programs.filter((path, n) => n % stride === 0 || path.endsWith('/busybox'));
    const count = chosen.reduce((sum, path) => sum + compare(text(path), found, 'instruction'), 0);
    expect(count).toBeGreaterThan(1000);
    expect(list(found)).toEqual([]);
  });
});

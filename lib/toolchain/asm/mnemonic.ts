import { PREDICATES } from '../../isa/sse';
import { ENCODINGS } from '../../isa/table';
import type { Encoding } from '../../isa/types';
import { x87Candidates } from './x87';

/** One row that a written mnemonic may mean, with what the spelling says about sizes. */
export interface Candidate {
  row: Encoding;
  /** Operand size in bits that the spelling demands (`addq`, `cdqe`). */
  size?: number;
  /** Size of the source, where it differs from the destination (`movzbl`). */
  source?: number;
  /** movabs: the address or the immediate is written out in 64 bits. */
  absolute?: boolean;
  /** cmpltps and its kin: the immediate that the spelling stands for. */
  predicate?: number;
  /** fstcw and its kin: fnstcw with an fwait before it. */
  wait?: boolean;
  /** fadd without operands is faddp: the row is meant only where none are written. */
  bare?: boolean;
  /** jecxz: the count register has 32 bits. */
  address32?: boolean;
}

/** What a spelling may mean. */
export interface Meaning {
  /** The Intel name. */
  mnemonic: string;
  candidates: Candidate[];
  /** A jump or call within the segment: a bare label is its target. */
  branch: boolean;
  /** Any jump or call: `*` stands before what its target is read from. */
  jumps: boolean;
}

const ROWS = new Map<string, Encoding[]>();
for (const row of ENCODINGS) {
  for (const name of [row.mnemonic, ...row.aliases]) {
    const rows = ROWS.get(name);
    if (rows) rows.push(row);
    else ROWS.set(name, [row]);
  }
}

/** Spellings with a size of their own: Intel and AT&T names of one opcode. SDM vol. 2; as(1), i386-Mnemonics. */
const SIZED: Record<string, [mnemonic: string, size: number]> = {
  cbw: ['cwde', 16],
  cwde: ['cwde', 32],
  cdqe: ['cwde', 64],
  cbtw: ['cwde', 16],
  cwtl: ['cwde', 32],
  cltq: ['cwde', 64],
  cwd: ['cdq', 16],
  cdq: ['cdq', 32],
  cqo: ['cdq', 64],
  cwtd: ['cdq', 16],
  cltd: ['cdq', 32],
  cqto: ['cdq', 64],
  iret: ['iret', 32],
  iretd: ['iret', 32],
  iretl: ['iret', 32],
  iretw: ['iret', 16],
  iretq: ['iret', 64],
  sysret: ['sysret', 32],
  sysretl: ['sysret', 32],
  sysretd: ['sysret', 32],
  sysretq: ['sysret', 64],
};

const STRINGS = new Set(['movs', 'cmps', 'stos', 'lods', 'scas', 'ins', 'outs']);
const SUFFIXES: Record<string, number> = { b: 8, w: 16, l: 32, q: 64 };
const INTEL_SUFFIXES: Record<string, number> = { b: 8, w: 16, d: 32, q: 64 };

const cache = { att: new Map<string, Meaning | null>(), intel: new Map<string, Meaning | null>() };

/** What `name` means in a syntax, or undefined for no instruction. */
export function lookUp(name: string, syntax: 'att' | 'intel'): Meaning | undefined {
  let meaning = cache[syntax].get(name);
  if (meaning === undefined) {
    meaning = resolve(name.toLowerCase(), syntax) ?? null;
    // Misspelt names would fill the cache for ever in a long-lived editor.
    if (meaning) cache[syntax].set(name, meaning);
  }
  return meaning ?? undefined;
}

function resolve(name: string, syntax: 'att' | 'intel'): Meaning | undefined {
  const found = [...x87Candidates(name, syntax, (mnemonic) => ROWS.get(mnemonic) ?? [])];
  const candidates =
    found.length > 0 ? found : [...spelled(name, syntax === 'att' ? SUFFIXES : INTEL_SUFFIXES)];
  if (candidates.length === 0) return undefined;
  const branch =
    candidates.some((c) => c.row.operands.some((o) => o.startsWith('J'))) || /^(jmp|call)/.test(name);
  return {
    mnemonic: candidates[0].row.mnemonic,
    candidates,
    branch,
    jumps: branch || /^l(jmp|call)/.test(name),
  };
}

function* spelled(name: string, suffixes: Record<string, number>): Generator<Candidate> {
  const rows = (mnemonic: string) => ROWS.get(mnemonic) ?? [];
  const sized = SIZED[name];
  if (sized) {
    for (const row of rows(sized[0])) yield { row, size: sized[1] };
    return;
  }
  const stem = name.slice(0, -1);
  const suffix = suffixes[name.slice(-1)];
  if (STRINGS.has(stem) && (suffix ?? 0) > 8) {
    for (const row of rows(stem)) if (row.operands.some((o) => /^[XY]/.test(o))) yield { row, size: suffix };
  }
  if (name === 'movabs' || name === 'movabsq' || (stem === 'movabs' && suffix)) {
    yield* movabs(suffix && stem === 'movabs' ? suffix : undefined);
    return;
  }
  // The table lists all string sizes as aliases of one row; those were taken above.
  const exact = rows(name).filter((row) => row.mnemonic === name || !STRINGS.has(row.mnemonic));
  // A row of that very name goes before a name with a suffix; but movq is mov, and vectors have one of that name too.
  if (suffix !== undefined && exact.every(isVector)) {
    for (const row of rows(stem)) if (takesSuffix(row, suffix)) yield { row, size: suffix };
  }
  for (const row of exact) {
    yield { row, size: STRINGS.has(stem) && suffix === 8 ? 8 : undefined, address32: name === 'jecxz' };
  }
  if (STRINGS.has(name)) for (const row of rows(`${name}b`)) yield { row };
  yield* extensions(name, suffixes);
  yield* comparison(name);
}

/** movabs is mov with a 64-bit immediate or a 64-bit absolute address. */
function* movabs(size: number | undefined): Generator<Candidate> {
  for (const row of ROWS.get('mov') ?? []) {
    if (row.operands.some((o) => o.startsWith('O'))) yield { row, size, absolute: true };
    else if (row.operands[1] === 'Iv') yield { row, size: 64, absolute: true };
  }
}

/** AT&T names sign and zero extension by both sizes; the second may be left to the register. */
function* extensions(name: string, suffixes: Record<string, number>): Generator<Candidate> {
  const found = /^mov(s|z)([bwl])([wlq]?)$/.exec(name);
  if (found && suffixes === SUFFIXES) {
    const [, kind, from, to] = found;
    const source = SUFFIXES[from];
    const size = to ? SUFFIXES[to] : undefined;
    if (size !== undefined && size <= source) return;
    const stem = source === 32 ? (kind === 's' ? 'movsxd' : '') : `mov${kind}x`;
    const letter = { 8: 'Eb', 16: 'Ew', 32: 'Ed' }[source];
    for (const row of ROWS.get(stem) ?? []) {
      if (row.operands[1] === letter) yield { row, size: size ?? (source === 32 ? 64 : undefined), source };
    }
  }
  // GNU as reads movsx from a 32-bit source as movsxd.
  if (name === 'movsx') for (const row of ROWS.get('movsxd') ?? []) yield { row, source: 32 };
}

/** cmpeqps stands for cmpps with 0, and so on. SDM vol. 2, "CMPPS". */
function* comparison(name: string): Generator<Candidate> {
  const [, relation, form] = /^cmp(.+)([ps][sd])$/.exec(name) ?? [];
  const predicate = (PREDICATES as readonly string[]).indexOf(relation ?? '');
  if (predicate < 0) return;
  for (const row of ROWS.get(`cmp${form}`) ?? []) if (isVector(row)) yield { row, predicate };
}

const isVector = (row: Encoding): boolean => row.operands.some((o) => /^[VWUPQN]/.test(o));

/** Whether a row has an operand that a size suffix can be about. */
function takesSuffix(row: Encoding, size: number): boolean {
  if (row.force64) return size === 64;
  if (isVector(row)) return size >= 32 && row.operands.some((o) => /^[EG]y$/.test(o));
  if (row.operands.length === 0)
    return size !== 8 && /^(pushf|popf|leave|sysret|ret|retf|iret)$/.test(row.mnemonic);
  const byte = row.operands.some((o) => /^[EGMZIO]b$|^al$/.test(o));
  const wide = row.operands.some((o) => /^[A-Z][vyzsdwq]$|^rAX$|^[fg]s$|^M$|^Mp$/.test(o));
  return (size === 8 && byte) || (size !== 8 && wide) || row.mnemonic === 'enter';
}

/** All spellings without suffixes, for suggestions. */
const COMPARISONS = ['ps', 'pd', 'ss', 'sd'].flatMap((form) => PREDICATES.map((p) => `cmp${p}${form}`));
export const MNEMONICS: readonly string[] = [
  ...new Set([...ROWS.keys(), ...Object.keys(SIZED), ...COMPARISONS, 'movabs']),
];

import type { AsmError } from './error';
import { AsmError as Mistake } from './error';
import { type Distance, evaluate } from './evaluate';
import type { Expr } from './expr';
import { codePadding } from './nops';
import type { Fragment, Place, Section, Tail } from './section';
import type { SourceSpan } from './symbol';

/** Rounds that settle any real program; a source that never settles is told so. */
const MAX_ROUNDS = 100;

/** Reports an error at a place in the source. */
export type Report = (error: AsmError, span: SourceSpan) => void;

/** Distances inside a section at the sizes now assumed. */
const assumed: Distance = (from, to) =>
  from.fragment.section === to.fragment.section ? addressOf(to) - addressOf(from) : undefined;

export const addressOf = (place: Place) => place.fragment.address + place.offset;

/**
 * Settles the sizes of a section: every jump starts short and grows when its target is out of reach, alignments and
 * computed spaces follow. Jumps never shrink, so this ends. Answers the section's size.
 */
export function relax(section: Section, report: Report): number {
  const fragments = section.fragments();
  let size = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let changed = round === 0;
    size = 0;
    for (const fragment of fragments) {
      const stretch = size - fragment.address;
      if (stretch !== 0) changed = true;
      fragment.address = size;
      fragment.round = round;
      size += fragment.length;
      if (!fragment.tail) continue;
      const tailSize = measure(fragment, fragment.tail, report, { round, stretch });
      if (tailSize !== fragment.tailSize) changed = true;
      fragment.tailSize = tailSize;
      size += tailSize;
    }
    if (!changed) return size;
  }
  const span = fragments.map((f) => f.tail).find((tail) => tail && 'span' in tail);
  if (span && 'span' in span)
    report(new Mistake('the sizes of this section depend on each other without end'), span.span);
  return size;
}

/** A pass over the fragments, and by how much the one at hand has moved in it. */
interface Pass {
  round: number;
  stretch: number;
}

function measure(fragment: Fragment, tail: Tail, report: Report, pass: Pass): number {
  const { round } = pass;
  const here = fragment.address + fragment.length;
  switch (tail.kind) {
    case 'fill':
      return tail.count * tail.pattern.length;
    case 'align': {
      const padding = (tail.alignment - (here % tail.alignment)) % tail.alignment;
      return padding > tail.max ? 0 : padding;
    }
    case 'space': {
      const count = absolute(tail.count);
      if (count === undefined || count < 0 || count > MAX_SPACE) {
        if (round === 0) report(new Mistake('the size is not known, negative, or too large'), tail.span);
        return 0;
      }
      return count;
    }
    case 'org': {
      const value = evaluate(tail.target, assumed);
      const add = value?.add;
      const target =
        value && !value.sub && (!add || ('fragment' in add && add.fragment.section === fragment.section))
          ? Number(value.constant) + (add && 'fragment' in add ? addressOf(add) : 0)
          : undefined;
      if (target === undefined || target > here + MAX_SPACE || (target < here && round > 1)) {
        if (round <= 2)
          report(
            new Mistake(
              target === undefined ? "'.org' needs an address in this section" : "'.org' cannot go back",
            ),
            tail.span,
          );
        return 0;
      }
      return Math.max(0, target - here);
    }
    case 'leb': {
      const value = evaluate(tail.value, assumed);
      return encodeLeb(value && !value.add && !value.sub ? value.constant : 0n, tail.signed).length;
    }
    default:
      return measureJump(fragment, tail, here, pass);
  }
}

/** The most that one directive may reserve: 1 TiB, which only .bss can hold. */
export const MAX_SPACE = 2 ** 40;

function absolute(expr: Expr): number | undefined {
  const value = evaluate(expr, assumed);
  return value && !value.add && !value.sub ? Number(value.constant) : undefined;
}

/**
 * A jump is short while its target is certain and within reach of eight bits. The first pass only finds out where
 * everything is. GNU as keeps jumps near that may be led elsewhere.
 */
function measureJump(fragment: Fragment, tail: Tail & { kind: 'jump' }, here: number, pass: Pass): number {
  const short = tail.opcode.short.length + 1;
  if (!tail.near) {
    const value = evaluate(tail.target, assumed);
    const add = value?.add;
    const local =
      value && !value.sub && add && 'fragment' in add && add.fragment.section === fragment.section;
    if (!local || isPreemptible(tail.target)) tail.near = tail.external = true;
    else if (pass.round > 0) {
      const target = addressOf(add) + ahead(fragment, add.fragment, pass) + Number(value.constant);
      const distance = target - (here + short);
      if (distance < -128 || distance > 127) tail.near = true;
    }
  }
  return tail.near ? tail.opcode.near.length + 4 : short;
}

/**
 * A target that this pass has not come to yet will have moved as far as the jump itself, less what alignments
 * between the two take up: relax_frag in gas/write.c.
 */
function ahead(from: Fragment, target: Fragment, { round, stretch }: Pass): number {
  if (target.round === round) return 0;
  let moved = stretch;
  for (let f: Fragment | undefined = from; f && f !== target && moved !== 0; f = f.next) {
    if (f.tail?.kind === 'align') moved = Math.trunc(moved / f.tail.alignment) * f.tail.alignment;
  }
  return moved;
}

/** Another definition may come before this one: a weak symbol, or a global one that is asked for through the PLT. */
function isPreemptible(expr: Expr): boolean {
  if (expr.op === 'binary') return isPreemptible(expr.left) || isPreemptible(expr.right);
  if (expr.op !== 'symbol') return false;
  const { binding, visibility } = expr.symbol;
  return binding === 'weak' || (binding === 'global' && visibility === 0 && expr.modifier === 'PLT');
}

/** The final bytes of a section, its fixups still to be filled in. */
export function emitSection(section: Section, size: number): Uint8Array {
  const out = new Uint8Array(size);
  for (const fragment of section.fragments()) {
    const start = fragment.address;
    out.set(fragment.bytes.subarray(0, fragment.length), start);
    if (fragment.tail) emitTail(out, start + fragment.length, fragment, fragment.tail);
  }
  return out;
}

function emitTail(out: Uint8Array, at: number, fragment: Fragment, tail: Tail): void {
  const end = at + fragment.tailSize;
  switch (tail.kind) {
    case 'fill':
      if (tail.pattern.some((b) => b !== 0)) repeat(out, at, end, tail.pattern);
      return;
    case 'align':
      if (tail.pattern === 'nops') out.set(codePadding(fragment.tailSize), at);
      else padPattern(out, at, end, tail.pattern);
      return;
    case 'space':
    case 'org':
      out.fill(tail.fill, at, end);
      return;
    case 'leb': {
      const value = evaluate(tail.value, assumed);
      // Sections that measure each other without end get what there is room for.
      out.set(encodeLeb(value?.constant ?? 0n, tail.signed).slice(0, fragment.tailSize), at);
      return;
    }
    default:
      // Its target is a fixup: see jumpFixup.
      out.set(tail.near ? tail.opcode.near : tail.opcode.short, at);
  }
}

function repeat(out: Uint8Array, at: number, end: number, pattern: Uint8Array): void {
  for (let i = at; i < end; i++) out[i] = pattern[(i - at) % pattern.length];
}

/** Odd bytes first are zero, then the pattern: frag_align_pattern in gas. */
function padPattern(out: Uint8Array, at: number, end: number, pattern: Uint8Array): void {
  repeat(out, at + ((end - at) % pattern.length), end, pattern);
}

/** LEB128, as DWARF has it. */
export function encodeLeb(value: bigint, signed: boolean): number[] {
  const bytes: number[] = [];
  let rest = signed ? value : BigInt.asUintN(64, value);
  for (;;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = signed ? (rest === 0n && byte < 64) || (rest === -1n && byte >= 64) : rest === 0n;
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

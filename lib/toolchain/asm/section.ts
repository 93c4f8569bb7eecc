import { SHF, SHT } from '../../elf';
import type { Expr } from './expr';
import type { SourceSpan } from './symbol';

/** A spot in a section: it moves with its fragment while sizes settle. */
export interface Place {
  fragment: Fragment;
  offset: number;
}

/** A field whose value is known only when addresses are. */
export interface Fixup {
  /** Offset of the field in its fragment. */
  offset: number;
  /** Bytes. */
  size: 1 | 2 | 4 | 8;
  expr: Expr;
  /**
   * `any`: signed or unsigned value of that width; `signed`: sign-extended by the processor, so it has to fit signed;
   * `pcrel`: distance from `end`.
   */
  kind: 'any' | 'signed' | 'pcrel';
  /** Offset of the end of the instruction, for `pcrel`. */
  end: number;
  /** The target of a jump or call. */
  branch?: boolean;
  /** A jump whose target was looked at already: no other definition comes before it. */
  jump?: boolean;
  /** The relocation type that `.reloc` asks for. */
  type?: number;
  span: SourceSpan;
}

/** What follows the fixed bytes of a fragment, of a size that may still change. */
export type Tail =
  | { kind: 'fill'; count: number; pattern: Uint8Array }
  | { kind: 'space'; count: Expr; fill: number; span: SourceSpan }
  | { kind: 'align'; alignment: number; pattern: Uint8Array | 'nops'; max: number }
  | { kind: 'org'; target: Expr; fill: number; span: SourceSpan }
  | { kind: 'leb'; value: Expr; signed: boolean; span: SourceSpan }
  | { kind: 'jump'; opcode: Jump; target: Expr; near: boolean; external?: boolean; span: SourceSpan };

/** Opcode bytes of a jump in its two sizes. */
export interface Jump {
  short: number[];
  near: number[];
}

const NO_BYTES = new Uint8Array(0);

/** Fixed bytes, then a tail that may grow: the `frag` of GNU as. */
export class Fragment {
  bytes = NO_BYTES;
  length = 0;
  readonly fixups: Fixup[] = [];
  tail: Tail | undefined;
  /** Bytes of the tail at the sizes now assumed. */
  tailSize = 0;
  /** Offset in its section, at the sizes now assumed. */
  address = 0;
  /** The pass of `relax` that came here last. */
  round = -1;
  next: Fragment | undefined;

  constructor(readonly section: Section) {}

  append(bytes: ArrayLike<number>): void {
    const end = this.length + bytes.length;
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.bytes.length * 2, 16));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(bytes, this.length);
    this.length = end;
  }
}

/** A section being assembled; subsections follow each other in the order of their numbers. */
export class Section {
  alignment = 1;
  /** The group it belongs to, and the section it goes with: flags G and o. */
  group?: { name: string; comdat: boolean };
  linkedTo?: string;
  private readonly chains = new Map<number, Fragment[]>();

  constructor(
    readonly name: string,
    public flags: number,
    public type: number,
    public entsize = 0,
  ) {
    this.open(0);
  }

  get executable(): boolean {
    return (this.flags & SHF.EXECINSTR) !== 0;
  }

  get hasBytes(): boolean {
    return this.type !== SHT.NOBITS;
  }

  /** The fragment that is being filled in a subsection. */
  open(subsection: number): Fragment {
    let chain = this.chains.get(subsection);
    if (!chain) this.chains.set(subsection, (chain = [new Fragment(this)]));
    return chain[chain.length - 1];
  }

  /** Closes the open fragment with a tail and opens the next one. */
  close(subsection: number, tail: Tail): Fragment {
    const fragment = this.open(subsection);
    fragment.tail = tail;
    const next = new Fragment(this);
    fragment.next = next;
    (this.chains.get(subsection) as Fragment[]).push(next);
    return next;
  }

  /** All fragments in order. */
  fragments(): Fragment[] {
    return [...this.chains.keys()].sort((a, b) => a - b).flatMap((n) => this.chains.get(n) as Fragment[]);
  }
}

/**
 * The distance from `from` to `to` where it is certain before sizes are settled: only fixed bytes and fills lie
 * between. GNU as decides immediate sizes by this, so it must agree: frag_offset_fixed_p in gas/frags.c.
 */
export function fixedDistance(from: Place, to: Place): number | undefined {
  if (from.fragment === to.fragment) return to.offset - from.offset;
  const forward = walk(from.fragment, to.fragment);
  if (forward !== undefined) return forward + to.offset - from.offset;
  const backward = walk(to.fragment, from.fragment);
  return backward === undefined ? undefined : to.offset - from.offset - backward;
}

function walk(from: Fragment, to: Fragment): number | undefined {
  let distance = 0;
  for (let fragment = from; fragment !== to; ) {
    const { tail, next } = fragment;
    if (tail?.kind !== 'fill' || !next) return undefined;
    distance += fragment.length + tail.count * tail.pattern.length;
    fragment = next;
  }
  return distance;
}

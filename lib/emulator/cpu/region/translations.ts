import type { VirtualAddress } from '../../mm/pagetable';
import { REGION } from '../core/core';
import { Decoder } from '../decode/decoder';
import type { Builder } from '../lift/builder';
import { Helpers } from '../lift/emitter';
import { ModuleWriter } from '../wasm/module';
import { type Block, discover, type FetchPage, type Limits, type SeenTargets } from './discover';
import { type Guess, type Made, spansOf, TIER, type Tier } from './made';
import { type PriceOf, translate } from './translate';
import { Variants } from './variants';

const LIMITS: readonly Limits[] = [
  { instructions: 60, blocks: 8, calls: 0, callees: 0, single: false },
  { instructions: 500, blocks: 120, calls: 4, callees: 3, single: false },
  { instructions: 64, blocks: 64, calls: 0, callees: 0, single: true },
  { instructions: 64, blocks: 64, calls: 0, callees: 0, single: true },
];
/** The kernel's indirect calls are those by number, which lead to four instructions each. */
const HOT_KERNEL: Limits = { ...LIMITS[TIER.HOT], callees: 8 };

/** Translations kept in all. */
const MOST = 16_384;

/** Compiled code of one region. It depends on bytes and addresses alone, so that any machine may use it. */
export interface Translation extends Made {
  /** The module that has its code, as `region`. */
  readonly module: WebAssembly.Module;
}

/** What a machine knows of the code that it wants to have. */
export interface Circumstances {
  readonly fetch: FetchPage;
  readonly seenTargets: SeenTargets;
  /** Where the functions that are running return to, from the innermost on, as far as that is known. */
  readonly callers: readonly VirtualAddress[];
}

/** Translations of code under one set of prices. */
export class Translations {
  private readonly decoder = new Decoder();
  /** By tier and ring. */
  private readonly known = Array.from({ length: 8 }, () => new Variants<Translation>());
  private count = 0;

  constructor(
    private readonly price: PriceOf,
    /** Whether executions of user code are counted. */
    private readonly counting: boolean,
  ) {}

  /**
   * The translation of the code at `rip`, where a good instruction stands: a known one of the same bytes, or a new one.
   * It does not run through breakpoints. One that has been outgrown is made anew, with more targets.
   */
  find(
    rip: VirtualAddress,
    cpl: 0 | 3,
    tier: Tier,
    circumstances: Circumstances,
    breakpoints: ReadonlySet<VirtualAddress>,
    outgrown?: Made,
  ): Translation {
    const variants = this.variants(tier, cpl);
    const { fetch } = circumstances;
    const known = variants.find(rip, fetch, breakpoints);
    if (known !== undefined && known !== outgrown) return known;
    if (this.count >= MOST) {
      for (const each of this.known) each.clear();
      this.count = 0;
    }
    const writer = new ModuleWriter();
    const helpers = new Helpers(writer);
    const guesses = new Map<VirtualAddress, Guess>();
    const seenTargets: SeenTargets = (rip, most) => {
      const before = guesses.get(rip) ?? outgrown?.guesses.get(rip);
      const all = new Set([...circumstances.seenTargets(rip, most), ...(before?.targets ?? [])]);
      const targets = [...all].slice(0, most);
      guesses.set(rip, { most, targets });
      return targets;
    };
    const { entry, code, counted, cut } = this.write(rip, cpl, tier, {
      ...circumstances,
      seenTargets,
      breakpoints,
      writer,
      helpers,
    });
    writer.define(writer.declare(REGION, 'region'), code);
    const translation: Translation = {
      rip,
      cpl,
      tier,
      module: new WebAssembly.Module(writer.build()),
      site: (number) => code.sites[number],
      counted,
      spans: spansOf(entry, fetch),
      cut,
      guesses,
    };
    if (variants.keep(translation)) this.count++;
    return translation;
  }

  /** Whether some machine has found the code at `rip` worth a hot region. */
  isHot(
    rip: VirtualAddress,
    cpl: 0 | 3,
    fetch: FetchPage,
    breakpoints: ReadonlySet<VirtualAddress>,
  ): boolean {
    return this.variants(TIER.HOT, cpl).find(rip, fetch, breakpoints) !== undefined;
  }

  private variants(tier: Tier, cpl: 0 | 3): Variants<Translation> {
    return this.known[tier * 2 + (cpl === 3 ? 1 : 0)];
  }

  private write(rip: VirtualAddress, cpl: 0 | 3, tier: Tier, context: WritingContext): Piece {
    const { fetch, seenTargets, callers, breakpoints, writer, helpers } = context;
    let cut = false;
    const barred = (at: VirtualAddress): boolean => {
      const bars = breakpoints.has(at);
      cut ||= bars;
      return bars;
    };
    const targets = tier === TIER.HOT ? seenTargets : () => [];
    const limits = tier === TIER.HOT && cpl === 0 ? HOT_KERNEL : LIMITS[tier];
    const entry = discover(rip, this.decoder, fetch, limits, targets, callers, barred);
    const counted: Block[] = [];
    const counterOf =
      this.counting && cpl === 3
        ? (block: Block) => {
            counted.push(block);
            return writer.global64();
          }
        : undefined;
    const kind = {
      single: limits.single,
      compact: tier !== TIER.HOT,
      checksAlignment: tier === TIER.ALIGNED,
    };
    const code = translate(entry, cpl, helpers, this.price, kind, counterOf);
    return { entry, code, counted, cut };
  }
}

/** A region that has been written and is not compiled yet. */
interface Piece {
  readonly entry: Block;
  readonly code: Builder;
  readonly counted: readonly Block[];
  readonly cut: boolean;
}

interface WritingContext extends Circumstances {
  readonly breakpoints: ReadonlySet<VirtualAddress>;
  readonly writer: ModuleWriter;
  readonly helpers: Helpers;
}

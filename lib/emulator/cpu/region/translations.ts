import type { VirtualAddress } from '../../mm/pagetable';
import { REGION } from '../core/core';
import { Decoder } from '../decode/decoder';
import type { Builder } from '../lift/builder';
import { Helpers } from '../lift/emitter';
import { ModuleWriter } from '../wasm/module';
import { type Block, discover, type FetchPage, type Limits, type SeenTargets } from './discover';
import { type Made, spansOf, TIER, type Tier } from './made';
import { type PriceOf, translate } from './translate';
import { Variants } from './variants';

const LIMITS: readonly Limits[] = [
  { instructions: 60, blocks: 8, calls: 0, single: false },
  { instructions: 500, blocks: 120, calls: 4, single: false },
  { instructions: 64, blocks: 64, calls: 0, single: true },
  { instructions: 64, blocks: 64, calls: 0, single: true },
];

/** Translations kept in all. */
const MOST = 16_384;

/** Compiled code of one region. It depends on bytes and addresses alone, so that any machine may use it. */
export interface Translation extends Made {
  /** The module that has its code, as `region`. */
  readonly module: WebAssembly.Module;
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
   * It does not run through breakpoints.
   */
  find(
    rip: VirtualAddress,
    cpl: 0 | 3,
    tier: Tier,
    fetch: FetchPage,
    seenTargets: SeenTargets,
    breakpoints: ReadonlySet<VirtualAddress>,
  ): Translation {
    const variants = this.known[tier * 2 + (cpl === 3 ? 1 : 0)];
    const known = variants.find(rip, fetch, breakpoints);
    if (known !== undefined) return known;
    if (this.count >= MOST) {
      for (const each of this.known) each.clear();
      this.count = 0;
    }
    const writer = new ModuleWriter();
    const helpers = new Helpers(writer);
    const { entry, code, counted, cut } = this.write(rip, cpl, tier, {
      fetch,
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
    };
    if (variants.keep(translation)) this.count++;
    return translation;
  }

  private write(rip: VirtualAddress, cpl: 0 | 3, tier: Tier, context: WritingContext): Piece {
    const { fetch, seenTargets, breakpoints, writer, helpers } = context;
    let cut = false;
    const barred = (at: VirtualAddress): boolean => {
      const bars = breakpoints.has(at);
      cut ||= bars;
      return bars;
    };
    const targets = tier === TIER.HOT ? seenTargets : () => [];
    const entry = discover(rip, this.decoder, fetch, LIMITS[tier], targets, barred);
    const counted: Block[] = [];
    const counterOf =
      this.counting && cpl === 3
        ? (block: Block) => {
            counted.push(block);
            return writer.global64();
          }
        : undefined;
    const kind = {
      single: LIMITS[tier].single,
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

interface WritingContext {
  readonly fetch: FetchPage;
  readonly seenTargets: SeenTargets;
  readonly breakpoints: ReadonlySet<VirtualAddress>;
  readonly writer: ModuleWriter;
  readonly helpers: Helpers;
}

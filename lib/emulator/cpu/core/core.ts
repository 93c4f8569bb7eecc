import { HANDLER } from '../interpret/handlers';
import {
  CONTEXT_FACTOR,
  JUMP_ENTRIES,
  JUMP_ENTRY,
  LAYOUT,
  LEAVE,
  MOST_HANDLERS,
  STATE,
  TABLE_SIZE,
  TARGETS_KEPT,
} from '../state';
import { Code, type FuncIndex, type I32, type Local32, type Local64 } from '../wasm/code';
import { ModuleWriter, type Signature } from '../wasm/module';
import { OP, TYPE } from '../wasm/opcodes';
import { buildX87 } from '../x87/module';
import { commit, modify, store, translate } from './access';
import { divs, divu, flags, mulhs, mulhu, stateFlags } from './arithmetic';
import { exact } from './exact';
import { HELPERS, type HelperName, X87_HELPERS } from './helpers';
import { interpret, interpretSome } from './interpret';
import { normaliseMeter, SLICE } from './meter';
import { pcmpstr } from './pcmpstr';
import { repMovs, repStos } from './repeat';
import { addFloat } from './sse';
import { emptySlot, flushSlot, forgetPage, guardAll, guardFrame, page, switchSlot, writeCr3 } from './tlb';

/** Entries that a slice spent in a cold region counts for. */
const SLICE_HEAT = 100;

/** Indirect jumps that miss what their compiled code knows before it is made anew: by then they have cost as much. */
const MISSES = 20_000;

/** Signature of every region: no parameters, answers a LEAVE. */
export const REGION: Signature = { params: [], results: [TYPE.I32] };

/** Host offset of the jump-cache entry for `rip` in the current address space. cache.ts has the same. */
function jumpEntry(c: Code, rip: Local64): I32 {
  const address = c.wrap(c.xor64(c.get(rip), c.shru64(c.get(rip), c.i64(12))));
  const space = c.mul32(c.load32(c.i32(0), STATE.CONTEXT), c.i32(CONTEXT_FACTOR));
  return c.add32(
    c.shl32(c.and32(c.xor32(address, space), c.i32(JUMP_ENTRIES - 1)), c.i32(Math.log2(JUMP_ENTRY.SIZE))),
    c.i32(LAYOUT.JUMP_CACHE),
  );
}

/** Runs the region of a number: by its function, or as a block that `interpreter` takes. */
const enter = (c: Code, region: Local32, regionType: number, interpreter: FuncIndex): I32 =>
  c.choose32(
    c.ltu32(c.get(region), c.i32(TABLE_SIZE)),
    () => c.callIndirect32(regionType, c.get(region)),
    () => c.call32(interpreter, c.get(region)),
  );

/** run(): goes from region to region through the jump cache, until one of them leaves for JavaScript. */
function run(regionType: number, interpretBlock: FuncIndex): Code {
  const c = new Code([]);
  const rip = c.local64();
  const entry = c.local32();
  const index = c.local32();
  const heat = c.local32();
  const heatAt = c.local32();
  const why = c.local32();
  const zero = () => c.i32(0);
  c.loop((next) => {
    c.when(c.lts64(c.load64(zero(), STATE.METER), c.load64(zero(), STATE.SLICE_FLOOR)), () => {
      normaliseMeter(c);
      c.store64(zero(), c.sub64(c.load64(zero(), STATE.METER), c.i64(SLICE * 2 ** 24)), STATE.SLICE_FLOOR);
    });
    c.set(rip, c.load64(zero(), STATE.RIP));
    c.set(entry, jumpEntry(c, rip));
    c.when(
      c.and32(
        c.eq64(c.load64(c.get(entry), JUMP_ENTRY.RIP), c.get(rip)),
        c.eq32(c.load32(c.get(entry), JUMP_ENTRY.CONTEXT), c.load32(zero(), STATE.CONTEXT)),
      ),
      () => {
        c.set(index, c.load32(c.get(entry), JUMP_ENTRY.REGION));
        c.store32(zero(), c.get(index), STATE.LAST_REGION);
        c.set(heatAt, c.shl32(c.get(index), c.i32(2)));
        c.set(heat, c.sub32(c.load32(c.get(heatAt), LAYOUT.HEAT), c.i32(1)));
        c.store32(c.get(heatAt), c.get(heat), LAYOUT.HEAT);
        c.when(c.eqz32(c.get(heat)), () => c.return32(c.i32(LEAVE.HOT)));
        c.set(why, enter(c, index, regionType, interpretBlock));
        c.brIf(next, c.eqz32(c.get(why)));
        c.when(c.eq32(c.get(why), c.i32(LEAVE.SLICE)), () => {
          // A loop that lasts is as good as many entries.
          c.set(heat, c.load32(c.get(heatAt), LAYOUT.HEAT));
          const more = (than: number) => c.op32(OP.I32_GT_S, c.get(heat), c.i32(than));
          c.when(more(0), () => {
            const left = () =>
              c.select32(c.sub32(c.get(heat), c.i32(SLICE_HEAT)), c.i32(1), more(SLICE_HEAT));
            c.store32(c.get(heatAt), left(), LAYOUT.HEAT);
          });
          c.brIf(next, c.lts64(c.load64(zero(), STATE.METER), c.load64(zero(), STATE.SLICE_FLOOR)));
          c.return32(c.i32(LEAVE.LIMIT));
        });
        c.return32(c.get(why));
      },
    );
  });
  c.i32(LEAVE.MISS);
  return c;
}

/** noteTarget(place, target): puts it into the first free one of the jump's slots, unless it is there. */
function noteTarget(): Code {
  const c = new Code([TYPE.I32, TYPE.I64]);
  const at = c.param32(0);
  const target = c.param64(1);
  const end = c.local32();
  const slot = c.local64();
  c.set(end, c.add32(c.get(at), c.i32(8 * TARGETS_KEPT)));
  c.loop((next) => {
    c.set(slot, c.load64(c.get(at)));
    c.when(c.eq64(c.get(slot), c.get(target)), () => c.returnVoid());
    c.when(c.eqz64(c.get(slot)), () => {
      c.store64(c.get(at), c.get(target));
      c.returnVoid();
    });
    c.set(at, c.add32(c.get(at), c.i32(8)));
    c.brIf(next, c.ltu32(c.get(at), c.get(end)));
  });
  return c;
}

/** missTarget(place, target): notes it; the region in which the last of many was missed is hot again. */
function missTarget(note: FuncIndex): Code {
  const c = new Code([TYPE.I32, TYPE.I64]);
  const left = c.local32();
  const zero = () => c.i32(0);
  c.call(note, c.get(c.param32(0)), c.get(c.param64(1)));
  c.set(left, c.sub32(c.load32(zero(), STATE.MISSES_LEFT), c.i32(1)));
  c.when(c.op32(OP.I32_LE_S, c.get(left), zero()), () => {
    c.store32(c.shl32(c.load32(zero(), STATE.LAST_REGION), c.i32(2)), c.i32(1), LAYOUT.HEAT);
    c.set(left, c.i32(MISSES));
  });
  c.store32(zero(), c.get(left), STATE.MISSES_LEFT);
  return c;
}

/** runOne(index): one region by its number, without the jump cache, as far as the fuel goes. */
function runOne(regionType: number, interpretSome: FuncIndex): Code {
  const c = new Code([TYPE.I32]);
  const index = c.param32(0);
  c.store32(c.i32(0), c.get(index), STATE.LAST_REGION);
  enter(c, index, regionType, interpretSome);
  return c;
}

/** What the core module gives to JavaScript and, by the names in HELPERS, to regions. */
export interface Core {
  readonly table: WebAssembly.Table;
  readonly run: () => number;
  readonly runOne: (index: number) => number;
  readonly stateFlags: () => number;
  readonly emptySlot: (slot: number) => void;
  readonly flushSlot: (slot: number) => void;
  readonly switchSlot: (slot: number) => void;
  readonly guardFrame: (pfn: number) => void;
  readonly guardAll: () => void;
  readonly forgetPage: (lo: number, hi: number) => void;
  readonly writeCr3: (value: bigint) => void;
  /** What regions import: the memory, and helpers by name. */
  readonly imports: WebAssembly.Imports;
}

/** The same for all machines. */
let compiled: WebAssembly.Module | undefined;

/** Takes the module of writeCore() compiled, so that the first machine need not make it. */
export function takeCore(module: WebAssembly.Module): void {
  compiled = module;
}

/** Makes the core of a machine. */
export function buildCore(
  memory: WebAssembly.Memory,
  codeWritten: (host: number, length: number) => number,
  vmcall: () => number,
): Core {
  compiled ??= new WebAssembly.Module(writeCore());
  const { exports } = new WebAssembly.Instance(compiled, { m: { memory, codeWritten } });
  const helpers = { memory, vmcall, ...exports } as WebAssembly.ModuleImports;
  // The x87 unit is large, and many programs do without.
  let x87: WebAssembly.Exports | undefined;
  for (const name of Object.keys(X87_HELPERS)) {
    Object.defineProperty(helpers, name, { get: () => (x87 ??= buildX87(memory))[name] });
  }
  return { ...(exports as unknown as Core), imports: { m: helpers } };
}

/** Writes the one hand-written module: run loop, memory accesses, wide arithmetic. */
export function writeCore(): Uint8Array<ArrayBuffer> {
  const m = new ModuleWriter();
  const jsCodeWritten = m.importFunction('codeWritten', {
    params: [TYPE.I32, TYPE.I32],
    results: [TYPE.I32],
  });
  const regionType = m.typeIndex(REGION);
  const add = (name: string, signature: Signature, code: Code): FuncIndex => {
    const index = m.declare(signature, name);
    m.define(index, code);
    return index;
  };
  const helper = (name: HelperName, code: Code): FuncIndex => add(name, HELPERS[name], code);
  const slotFunction: Signature = { params: [TYPE.I32], results: [] };

  const pageIndex = add('page', HELPERS.translate, page());
  helper('translate', translate(pageIndex));
  helper('store', store(pageIndex, jsCodeWritten));
  helper('modify', modify(pageIndex, jsCodeWritten));
  helper('commit', commit());
  const flagsIndex = helper('flags', flags());
  const mulhuIndex = helper('mulhu', mulhu());
  helper('mulhs', mulhs(mulhuIndex));
  const divuIndex = helper('divu', divu());
  addFloat(add, helper, { mulhu: mulhuIndex, divu: divuIndex });
  helper('divs', divs(divuIndex));
  const empty = add('emptySlot', slotFunction, emptySlot());
  const flush = add('flushSlot', slotFunction, flushSlot(empty));
  const use = add('switchSlot', slotFunction, switchSlot());
  helper('writeCr3', writeCr3(flush, use));
  helper('pcmpstr', pcmpstr());
  helper('exact', exact());
  helper('repMovs', repMovs());
  helper('repStos', repStos());
  const noteIndex = helper('noteTarget', noteTarget());
  helper('missTarget', missTarget(noteIndex));
  add('guardFrame', slotFunction, guardFrame());
  add('guardAll', { params: [], results: [] }, guardAll());
  add('forgetPage', { params: [TYPE.I32, TYPE.I32], results: [] }, forgetPage());
  add('stateFlags', REGION, stateFlags(flagsIndex));
  const handlerType = m.typeIndex(HANDLER);
  const block = add('interpret', HANDLER, interpret(handlerType));
  const some = add('interpretSome', HANDLER, interpretSome(handlerType));
  add('run', REGION, run(regionType, block));
  add('runOne', { params: [TYPE.I32], results: [TYPE.I32] }, runOne(regionType, some));
  m.ownTable(TABLE_SIZE + MOST_HANDLERS);
  return m.build();
}

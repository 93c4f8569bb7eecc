import { BLOCK, LAYOUT, LEAVE, RECORD, STATE, TABLE_SIZE } from '../state';
import { Code, type I32, type Local32 } from '../wasm/code';
import { TYPE } from '../wasm/opcodes';
import { TICK } from './meter';

/** The interpreter: an instruction is a record that names its handler. interpret/ writes both. */

const zero = (c: Code): I32 => c.i32(0);
const meter = (c: Code) => c.load64(zero(c), STATE.METER);

/** Host offset of the block that a region's number stands for. */
function blockOf(c: Code, region: Local32): Local32 {
  const at = c.local32();
  const index = c.sub32(c.get(region), c.i32(TABLE_SIZE));
  c.set(at, c.load32(c.shl32(index, c.i32(2)), LAYOUT.BLOCKS));
  return at;
}

/** Pays for the block at `at`, and moves on to its first record. */
function pay(c: Code, at: Local32): void {
  c.store64(zero(c), c.add64(meter(c), c.load64(c.get(at), BLOCK.CHARGE)), STATE.METER);
  c.set(at, c.add32(c.get(at), c.i32(BLOCK.SIZE)));
}

/** Runs records from `at` on until one ends the block; `before` comes before each. Leaves a LEAVE. */
function runRecords(c: Code, handlerType: number, at: Local32, before: () => void = () => {}): void {
  const why = c.local32();
  c.loop((next) => {
    before();
    c.get(at);
    c.set(why, c.callIndirect32(handlerType, c.load32(c.get(at), RECORD.HANDLER)));
    c.set(at, c.add32(c.get(at), c.i32(RECORD.SIZE)));
    c.brIf(next, c.eqz32(c.get(why)));
  });
  c.select32(c.i32(LEAVE.NEXT), c.get(why), c.eq32(c.get(why), c.i32(LEAVE.ENDS)));
}

/** interpret(region): one block, when there is fuel for all of it; answers a LEAVE. */
export function interpret(handlerType: number): Code {
  const c = new Code([TYPE.I32]);
  const at = blockOf(c, c.param32(0));
  c.when(c.lts64(meter(c), c.load64(c.get(at), BLOCK.NEEDED)), () => c.return32(c.i32(LEAVE.LIMIT)));
  pay(c, at);
  runRecords(c, handlerType, at);
  return c;
}

/**
 * interpretSome(region): as much of a block as there is fuel for. The block is paid for at once, as its records take
 * it to be; what does not run is given back.
 */
export function interpretSome(handlerType: number): Code {
  const c = new Code([TYPE.I32]);
  const at = blockOf(c, c.param32(0));
  const unspent = c.local64();
  pay(c, at);
  runRecords(c, handlerType, at, () => {
    c.set(unspent, c.mul64(c.extendU(c.load32(c.get(at), RECORD.TICKS)), c.i64(TICK)));
    c.when(c.lts64(c.add64(meter(c), c.get(unspent)), c.i64(TICK)), () => {
      const rest = () => c.extendU(c.load16u(c.get(at), RECORD.REST));
      c.store64(zero(c), c.add64(meter(c), c.sub64(c.get(unspent), rest())), STATE.METER);
      const length = () => c.extendU(c.load8u(c.get(at), RECORD.LENGTH));
      c.store64(zero(c), c.sub64(c.load64(c.get(at), RECORD.NEXT), length()), STATE.RIP);
      c.return32(c.i32(LEAVE.LIMIT));
    });
  });
  return c;
}

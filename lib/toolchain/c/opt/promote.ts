import { replaceOperands, reversePostorder } from '../ir/cfg';
import { type Block, type Func, isFloat, type Slot, type Type, type Value } from '../ir/ir';

/** Bytes of a slot that are always accessed together. */
interface Piece {
  slot: Slot;
  offset: number;
  size: number;
  type: Type;
}

/**
 * Makes values of slots whose addresses are used by loads and stores alone. A record is taken apart into the pieces
 * that are accessed. Phis are made where a read needs them: M. Braun et al., "Simple and Efficient Construction of
 * Static Single Assignment Form".
 */
export function promoteSlots(func: Func): boolean {
  const pieces = findPieces(func);
  if (pieces.size === 0) return false;
  new Promotion(func, pieces).run();
  return true;
}

type Pieces = Map<Slot, Map<number, Piece>>;

function findPieces(func: Func): Pieces {
  const pieces: Pieces = new Map();
  const barred = new Set<Slot>();
  const clashing = new Map<Slot, Set<number>>();
  for (const slot of func.slots) if (slot.pinned) barred.add(slot);
  for (const block of func.blocks) {
    for (const value of block.values) {
      if (value.call?.x87) barred.add(value.call.x87);
      value.args.forEach((arg, i) => {
        const { slot } = arg;
        if (arg.op !== 'slot' || !slot || barred.has(slot)) return;
        const access = i === 0 && (value.op === 'load' || value.op === 'store') && !value.volatile;
        if (!access) {
          barred.add(slot);
          return;
        }
        const offset = arg.num + value.num;
        let list = pieces.get(slot);
        if (!list) pieces.set(slot, (list = new Map()));
        const type = value.op === 'load' ? value.type : value.args[1].type;
        const known = list.get(offset);
        if (!known) list.set(offset, { slot, offset, size: value.size, type });
        else if (known.size !== value.size) {
          const clashes = clashing.get(slot) ?? new Set();
          clashing.set(slot, clashes.add(offset));
          known.size = Math.max(known.size, value.size);
        }
      });
    }
  }
  for (const [slot, list] of pieces) {
    if (barred.has(slot)) {
      pieces.delete(slot);
      continue;
    }
    let end = Number.NEGATIVE_INFINITY;
    let last = 0;
    const bad = clashing.get(slot) ?? new Set<number>();
    for (const piece of [...list.values()].sort((a, b) => a.offset - b.offset)) {
      if (piece.offset < end) bad.add(piece.offset).add(last);
      if (piece.offset + piece.size > end) {
        end = piece.offset + piece.size;
        last = piece.offset;
      }
    }
    for (const offset of bad) list.delete(offset);
  }
  return pieces;
}

class Promotion {
  private readonly ends = new Map<Block, Map<Piece, Value>>();
  private readonly phis: { phi: Value; piece: Piece }[] = [];
  private readonly undefs = new Map<Type, Value>();

  constructor(
    private readonly func: Func,
    private readonly pieces: Pieces,
  ) {}

  run(): void {
    const order = reversePostorder(this.func);
    for (const block of order) this.block(block);
    // Reading at the end of predecessors may ask for more phis.
    for (let i = 0; i < this.phis.length; i++) {
      const { phi, piece } = this.phis[i];
      phi.args = phi.block.preds.map((pred) => this.readEnd(pred, piece));
    }
    for (const value of this.undefs.values()) this.func.entry.values.unshift(value);
    const byBlock = new Map<Block, Value[]>();
    for (const { phi } of this.phis) {
      const list = byBlock.get(phi.block);
      if (list) list.push(phi);
      else byBlock.set(phi.block, [phi]);
    }
    for (const [block, phis] of byBlock) block.values = [...phis, ...block.values];
    replaceOperands(this.func);
    dropTrivialPhis(this.func);
  }

  private pieceOf(value: Value): Piece | undefined {
    const [address] = value.args;
    if (address?.op !== 'slot' || !address.slot) return undefined;
    return this.pieces.get(address.slot)?.get(address.num + value.num);
  }

  private endsOf(block: Block): Map<Piece, Value> {
    let map = this.ends.get(block);
    if (!map) this.ends.set(block, (map = new Map()));
    return map;
  }

  private block(block: Block): void {
    const current = this.endsOf(block);
    const kept: Value[] = [];
    for (const value of block.values) {
      const piece = value.op === 'load' || value.op === 'store' ? this.pieceOf(value) : undefined;
      if (!piece) {
        kept.push(value);
        continue;
      }
      if (value.op === 'store') {
        current.set(piece, this.converted(value.args[1], piece.type, value, kept));
        continue;
      }
      let known = current.get(piece);
      if (!known) {
        known = this.readStart(block, piece);
        current.set(piece, known);
      }
      if (piece.size < 4) {
        // What was stored had more bits than the variable keeps.
        value.op = `${value.signed ? 's' : 'z'}x${piece.size * 8}` as 'sx8';
        value.args = [known];
        value.num = 0;
        value.size = 0;
        value.signed = false;
        kept.push(value);
      } else if (value.type !== piece.type) {
        value.op = 'fbits';
        value.args = [known];
        value.num = 0;
        value.size = 0;
        kept.push(value);
      } else value.same = known;
    }
    block.values = kept;
  }

  /** A value in the type of the variable: bits of a float read as an integer, or the other way round. */
  private converted(value: Value, type: Type, at: Value, into: Value[]): Value {
    if (value.type === type) return value;
    const integers = !isFloat(value.type) && !isFloat(type);
    const made = this.func.value(integers ? 'trunc' : 'fbits', type, [value], at.at, at.block);
    into.push(made);
    return made;
  }

  private readStart(block: Block, piece: Piece): Value {
    if (block === this.func.entry || block.preds.length === 0) return this.undef(piece.type);
    if (block.preds.length === 1) return this.readEnd(block.preds[0], piece);
    const phi = this.func.value('phi', piece.type, [], -1, block);
    this.phis.push({ phi, piece });
    return phi;
  }

  private readEnd(from: Block, piece: Piece): Value {
    const path: Block[] = [];
    let block = from;
    let found: Value | undefined;
    for (;;) {
      const map = this.endsOf(block);
      found = map.get(piece);
      if (found) break;
      path.push(block);
      if (block !== this.func.entry && block.preds.length === 1) {
        [block] = block.preds;
        continue;
      }
      found = this.readStart(block, piece);
      break;
    }
    for (const passed of path) this.endsOf(passed).set(piece, found);
    return found;
  }

  private undef(type: Type): Value {
    let value = this.undefs.get(type);
    if (!value) this.undefs.set(type, (value = this.func.value('undef', type, [], -1, this.func.entry)));
    return value;
  }
}

/** Phis whose operands are all one value are that value. */
export function dropTrivialPhis(func: Func): void {
  let any = false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of func.blocks) {
      let dropped = false;
      for (const phi of block.values) {
        if (phi.op !== 'phi') break;
        let only: Value | undefined;
        let several = false;
        for (const arg of phi.args) {
          const value = arg.final;
          if (value === phi || value === only) continue;
          if (only) {
            several = true;
            break;
          }
          only = value;
        }
        if (several || !only) continue;
        phi.same = only;
        dropped = changed = true;
        any = true;
      }
      if (dropped) block.values = block.values.filter(({ same }) => !same);
    }
  }
  if (any) replaceOperands(func);
}

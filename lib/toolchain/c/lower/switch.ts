import type { Builder } from '../ir/build';
import { link } from '../ir/cfg';
import type { Block, Value } from '../ir/ir';

/** A case: values from `low` to `high` go to `block`. */
export interface Range {
  low: bigint;
  high: bigint;
  block: Block;
}

/** As dense as this a table is used: entries for each case, and so many cases at least. */
const MAX_TABLE_PER_CASE = 4n;
const MIN_TABLE_CASES = 5;
const MAX_TABLE = 4096n;

/** Jumps to the block of the range that holds the value: tables where cases are dense, a binary search among the rest. */
export function lowerSwitch(
  b: Builder,
  value: Value,
  signed: boolean,
  ranges: Range[],
  otherwise: Block,
): void {
  const sorted = join([...ranges].sort((x, y) => (x.low < y.low ? -1 : 1)));
  search(b, value, signed, cluster(sorted), otherwise);
}

/** Neighbouring ranges with the same target are one. */
function join(sorted: Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of sorted) {
    const last = joined[joined.length - 1];
    if (last && last.block === range.block && last.high + 1n === range.low) last.high = range.high;
    else joined.push({ ...range });
  }
  return joined;
}

/** Consecutive ranges that make a table, or one range by itself. */
function cluster(ranges: Range[]): Range[][] {
  const clusters: Range[][] = [];
  for (let i = 0; i < ranges.length; ) {
    let best = i;
    for (let k = i + 1; k < ranges.length; k++) {
      const width = ranges[k].high - ranges[i].low + 1n;
      if (width > MAX_TABLE) break;
      if (width <= BigInt(k - i + 1) * MAX_TABLE_PER_CASE) best = k;
    }
    if (best - i + 1 >= MIN_TABLE_CASES) {
      clusters.push(ranges.slice(i, best + 1));
      i = best + 1;
    } else clusters.push([ranges[i++]]);
  }
  return clusters;
}

function search(b: Builder, value: Value, signed: boolean, clusters: Range[][], otherwise: Block): void {
  if (clusters.length === 0) {
    b.jump(otherwise);
    return;
  }
  if (clusters.length === 1) {
    single(b, value, clusters[0], otherwise);
    return;
  }
  if (clusters.length <= 3 && clusters.every((c) => c.length === 1)) {
    for (const [i, one] of clusters.entries()) {
      const next = i === clusters.length - 1 ? otherwise : b.newBlock();
      single(b, value, one, next);
      if (next !== otherwise) b.start(next);
    }
    return;
  }
  const middle = clusters.length >> 1;
  const [below, above] = [b.newBlock(), b.newBlock()];
  b.branch(b.cmpWith(signed ? 'lt' : 'ult', value, clusters[middle][0].low), below, above);
  b.start(below);
  search(b, value, signed, clusters.slice(0, middle), otherwise);
  b.start(above);
  search(b, value, signed, clusters.slice(middle), otherwise);
}

function single(b: Builder, value: Value, ranges: Range[], otherwise: Block): void {
  const low = ranges[0].low;
  const high = ranges[ranges.length - 1].high;
  if (ranges.length > 1) {
    table(b, value, ranges, otherwise);
    return;
  }
  const { block } = ranges[0];
  if (low === high) b.branch(b.cmpWith('eq', value, low), block, otherwise);
  else b.branch(b.cmpWith('ule', b.with('sub', value, low), high - low), block, otherwise);
}

function table(b: Builder, value: Value, ranges: Range[], otherwise: Block): void {
  const low = ranges[0].low;
  const width = Number(ranges[ranges.length - 1].high - low) + 1;
  const index = b.with('sub', value, low);
  const inside = b.newBlock();
  b.branch(b.cmpWith('ult', index, width), inside, otherwise);
  b.start(inside);
  const wide = index.type === 'i64' ? index : b.unary('zx32', index);
  b.emit('table', 'void', [wide]);
  const from = b.block;
  let next = 0;
  for (let i = 0; i < width; i++) {
    while (ranges[next].high < low + BigInt(i)) next++;
    const range = ranges[next];
    link(from, range.low <= low + BigInt(i) ? range.block : otherwise);
  }
  b.start(b.newBlock());
}

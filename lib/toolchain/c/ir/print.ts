import { type AsmInfo, type Block, type Func, isEnd, type Value } from './ir';

/** A function as text, a line a value: what `parseFunc` reads. */
export function printFunc(func: Func): string {
  const lines = [`func ${func.name} {`];
  for (const slot of func.slots)
    lines.push(`  $${slot.id} = slot ${slot.size} ${slot.align}${slot.name ? ` ; ${slot.name}` : ''}`);
  for (const block of func.blocks) {
    lines.push(`b${block.id}:${block.preds.length > 0 ? ` ; from ${block.preds.map(name).join(' ')}` : ''}`);
    for (const value of block.values) lines.push(`  ${printValue(value, block)}`);
  }
  lines.push('}');
  return lines.join('\n');
}

const name = (block: Block) => `b${block.id}`;

export function printValue(value: Value, block: Block): string {
  const { op, type } = value;
  const words: string[] = [];
  if (type !== 'void') words.push(`%${value.id} = ${type}`);
  words.push(op);
  if (value.kind) words.push(`.${value.kind}`);
  if (op === 'cmp' || op === 'fcmp' || op === 'xcmp') words.push(value.cond);
  if (op === 'load' || op === 'store')
    words.push(`${value.volatile ? 'volatile ' : ''}${value.signed ? 's' : 'u'}${value.size}`);
  if (op === 'const') words.push(String(value.imm));
  if (op === 'fconst') words.push(Object.is(value.float, -0) ? '-0' : String(value.float));
  if (value.symbol) words.push(`@${value.symbol}`);
  if (value.slot) words.push(`$${value.slot.id}`);
  if (value.call) words.push(value.call.symbol ? `@${value.call.symbol}` : '*');
  if (value.asm) words.push(printAsm(value.asm));
  words.push(...value.args.map((arg) => `%${arg.id}`));
  if (value.num !== 0 || op === 'param') words.push(`#${value.num}`);
  if (isEnd(value)) words.push(...block.succs.map(name));
  return words.join(' ');
}

function printAsm(asm: AsmInfo): string {
  return JSON.stringify(asm.template.map((part) => (typeof part === 'string' ? part : '%')).join(''));
}

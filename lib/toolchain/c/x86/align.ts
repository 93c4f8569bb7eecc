import type { Block, Func, Value } from '../ir/ir';

/** What the stack pointer is a multiple of at every call. System V ABI, AMD64 supplement, 3.2.2. */
const STACK_ALIGN = 16;

/**
 * Slots aligned to more than the stack is, where alloca moves the stack pointer: they cannot be found from rsp then, and how
 * far they are from rbp is not known before the program runs. So each gets room for its alignment, and its address is rounded
 * up where it is used.
 */
export function roundSlots(func: Func): void {
  if (!func.movesStack) return;
  const alignments = new Map(
    func.slots.filter((slot) => slot.align > STACK_ALIGN).map((slot) => [slot, slot.align]),
  );
  if (alignments.size === 0) return;
  for (const [slot, align] of alignments) {
    slot.size += align - STACK_ALIGN;
    slot.align = STACK_ALIGN;
  }
  for (const block of func.blocks) {
    block.values = block.values.flatMap((value) => {
      const align = value.op === 'slot' && value.slot && alignments.get(value.slot);
      return align ? rounded(func, block, value, align) : [value];
    });
  }
}

/** The value becomes its slot's address rounded up; what that takes stands before it. */
function rounded(func: Func, block: Block, value: Value, align: number): Value[] {
  const make = (op: Value['op'], args: Value[], imm = 0n) => {
    const made = func.value(op, 'i64', args, value.at, block);
    made.imm = imm;
    return made;
  };
  const start = make('slot', []);
  start.slot = value.slot;
  const room = make('const', [], BigInt(align - STACK_ALIGN));
  const above = make('add', [start, room]);
  const mask = make('const', [], BigInt(-align));
  const address = make('and', [above, mask]);
  const offset = make('const', [], BigInt(value.num));
  value.op = 'add';
  value.args = [address, offset];
  value.slot = undefined;
  value.num = 0;
  return [start, room, above, mask, address, offset, value];
}

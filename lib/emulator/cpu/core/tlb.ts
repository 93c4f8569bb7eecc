import { PF, PTE } from '../../mm/pagetable';
import { FRAME } from '../../mm/physical';
import { ACCESS_BITS, LAYOUT, SLOT_RECORD, SLOTS, STATE, TLB_ENTRIES, TLB_ENTRY } from '../state';
import { VECTOR } from '../vectors';
import { Code, type FuncIndex, type I32, type Local32, type Local64 } from '../wasm/code';
import { TYPE } from '../wasm/opcodes';

const { I32: i32, I64: i64 } = TYPE;
const PAGE_MASK = -4096;

/** Host offset of guest-physical 0. */
export const guestBase = (c: Code): I32 => c.load32(c.i32(0), STATE.GUEST_BASE);
/** Host offset of the FRAME bits of a frame. */
export const frameBits = (c: Code, pfn: I32): I32 => c.add32(pfn, c.load32(c.i32(0), STATE.GUEST_FRAMES));

/** Host offset of the TLB entry for `va` in the TLB at `tlb`. Leaves an i32 on the stack. */
export function tlbEntry(c: Code, va: Local64, tlb: I32): I32 {
  const shift = 12 - Math.log2(TLB_ENTRY.SIZE);
  const mask = (TLB_ENTRIES - 1) * TLB_ENTRY.SIZE;
  return c.add32(tlb, c.and32(c.shru32(c.wrap(c.get(va)), c.i32(shift)), c.i32(mask)));
}

/**
 * page(va, access): host offset of the byte at `va`, from the TLB or from a walk of the page tables (SDM vol. 3
 * section 4.5), which sets A and D and fills the TLB; or 0 after recording #PF, #GP or #SS. One page only.
 */
export function page(): Code {
  const c = new Code([i64, i32]);
  const va = c.param64(0);
  const access = c.param32(1);
  const entry = c.local32();
  const at = c.local32();
  const table = c.local32();
  const code = c.local32();
  const pte = c.local64();
  const rights = c.local64();
  const pageVa = c.local64();

  const zero = () => c.i32(0);
  const has = (bit: number) => c.and32(c.get(access), c.i32(bit));
  const raise = (vector: () => I32, error: () => I32): void => {
    c.store32(zero(), vector(), STATE.FAULT_VECTOR);
    c.store32(zero(), error(), STATE.FAULT_CODE);
    c.store64(zero(), c.get(va), STATE.FAULT_ADDRESS);
    c.return32(zero());
  };
  // PF.W is 2 and PF.U is 4: the access word's WRITE and USER bits, shifted down by 7.
  const pageFault = (present: number): void =>
    raise(
      () => c.i32(VECTOR.PF),
      () => c.or32(c.and32(c.shru32(c.get(access), c.i32(7)), c.i32(PF.W | PF.U)), c.i32(present)),
    );

  c.set(pageVa, c.and64(c.get(va), c.i64(PAGE_MASK)));
  c.set(
    entry,
    tlbEntry(
      c,
      va,
      c.load32(c.select32(c.i32(STATE.TLB_USER), c.i32(STATE.TLB_KERNEL), has(ACCESS_BITS.USER))),
    ),
  );
  const tag = c.load64(c.add32(c.get(entry), c.shru32(has(ACCESS_BITS.WRITE), c.i32(5))), TLB_ENTRY.READ);
  c.when(c.eq64(tag, c.get(pageVa)), () =>
    c.return32(c.add32(c.load32(c.get(entry), TLB_ENTRY.DELTA), c.wrap(c.get(va)))),
  );

  c.when(c.ne64(c.shrs64(c.shl64(c.get(va), c.i64(16)), c.i64(16)), c.get(va)), () =>
    raise(
      () => c.select32(c.i32(VECTOR.SS), c.i32(VECTOR.GP), has(ACCESS_BITS.STACK)),
      () => zero(),
    ),
  );

  c.set(table, c.and32(c.load32(zero(), STATE.CR3), c.i32(PAGE_MASK)));
  c.set(rights, c.i64(-1));
  for (const shift of [39, 30, 21, 12]) {
    const slot = c.shl32(c.and32(c.wrap(c.shru64(c.get(va), c.i64(shift))), c.i32(511)), c.i32(3));
    c.set(at, c.add32(c.add32(slot, c.get(table)), guestBase(c)));
    c.set(pte, c.load64(c.get(at)));
    c.when(c.eqz32(c.and32(c.wrap(c.get(pte)), c.i32(PTE.P))), () => pageFault(0));
    c.set(table, c.and32(c.wrap(c.get(pte)), c.i32(PAGE_MASK)));
    // An entry that points beyond the memory there is counts as one with reserved bits set.
    const high = c.and32(c.wrap(c.shru64(c.get(pte), c.i64(32))), c.i32(0xfffff));
    c.when(c.or32(c.ne32(high, zero()), c.geu32(c.get(table), c.load32(zero(), STATE.GUEST_BYTES))), () =>
      pageFault(PF.P | PF.RSVD),
    );
    c.set(rights, c.and64(c.get(rights), c.get(pte)));
    if (shift !== 12) {
      c.when(c.eqz32(c.and32(c.wrap(c.get(pte)), c.i32(PTE.A))), () =>
        c.store32(c.get(at), c.or32(c.wrap(c.get(pte)), c.i32(PTE.A))),
      );
    }
  }

  // CR0.WP is taken as set, and SMAP as clear.
  const lacks = (bit: number) => c.eqz32(c.and32(c.wrap(c.get(rights)), c.i32(bit)));
  c.when(
    c.or32(
      c.and32(c.ne32(has(ACCESS_BITS.USER), zero()), lacks(PTE.US)),
      c.and32(c.ne32(has(ACCESS_BITS.WRITE), zero()), lacks(PTE.RW)),
    ),
    () => pageFault(PF.P),
  );
  c.set(code, c.or32(c.i32(PTE.A), c.shru32(has(ACCESS_BITS.WRITE), c.i32(2))));
  c.set(code, c.or32(c.wrap(c.get(pte)), c.get(code)));
  c.when(c.ne32(c.get(code), c.wrap(c.get(pte))), () => c.store32(c.get(at), c.get(code)));

  // A page is written without a walk only once it is dirty and while no translated code comes from it.
  const bits = () => frameBits(c, c.shru32(c.get(table), c.i32(12)));
  const isCode = () => c.and32(c.load8u(bits()), c.i32(FRAME.CODE));
  const writable = c.and32(
    c.and32(c.ne32(c.and32(c.get(code), c.i32(PTE.D)), zero()), c.eqz32(isCode())),
    c.ne32(c.and32(c.wrap(c.get(rights)), c.i32(PTE.RW)), zero()),
  );
  c.set(code, writable);
  const note = (which: number) => c.store8(bits(), c.or32(c.load8u(bits()), c.i32(which)));
  c.when(
    c.get(code),
    () => note(FRAME.WRITABLE | FRAME.CHANGED),
    () => c.when(has(ACCESS_BITS.WRITE), () => note(FRAME.CHANGED)),
  );
  c.when(c.eq64(c.load64(c.get(entry), TLB_ENTRY.READ), c.i64(-1)), () => journal(c, entry, at));
  c.store64(c.get(entry), c.get(pageVa), TLB_ENTRY.READ);
  c.store64(c.get(entry), c.select64(c.get(pageVa), c.i64(-2), c.get(code)), TLB_ENTRY.WRITE);
  c.set(at, c.sub32(c.add32(c.get(table), guestBase(c)), c.wrap(c.get(pageVa))));
  c.store32(c.get(entry), c.get(at), TLB_ENTRY.DELTA);
  c.return32(c.add32(c.get(at), c.wrap(c.get(va))));
  c.unreachable();
  return c;
}

/** Host offset of the current slot's record. */
function slotRecord(c: Code, slot: I32): I32 {
  return c.add32(c.mul32(slot, c.i32(SLOT_RECORD.SIZE)), c.i32(LAYOUT.SLOT_TABLE));
}

/** Notes that `entry` is no longer empty, so that a flush need only visit entries that were filled. */
function journal(c: Code, entry: Local32, record: Local32): void {
  const slot = () => c.load32(c.i32(0), STATE.SLOT);
  c.set(record, slotRecord(c, slot()));
  const position = c.add32(
    c.shl32(c.load32(c.get(record), SLOT_RECORD.FILLED), c.i32(2)),
    c.mul32(slot(), c.i32(LAYOUT.JOURNAL_BYTES)),
  );
  c.store32(position, c.get(entry), LAYOUT.JOURNALS);
  c.store32(
    c.get(record),
    c.add32(c.load32(c.get(record), SLOT_RECORD.FILLED), c.i32(1)),
    SLOT_RECORD.FILLED,
  );
}

/** Visits the filled TLB entries of one slot. `body` finds the entry's host offset in `entry`. */
function eachFilled(
  c: Code,
  slot: Local32,
  scratch: { at: Local32; end: Local32; entry: Local32 },
  body: () => void,
): void {
  const { at, end, entry } = scratch;
  c.set(at, c.add32(c.mul32(c.get(slot), c.i32(LAYOUT.JOURNAL_BYTES)), c.i32(LAYOUT.JOURNALS)));
  c.set(end, c.add32(c.get(at), c.shl32(c.load32(slotRecord(c, c.get(slot)), SLOT_RECORD.FILLED), c.i32(2))));
  c.loop((next) => {
    c.when(c.ltu32(c.get(at), c.get(end)), () => {
      c.set(entry, c.load32(c.get(at)));
      body();
      c.set(at, c.add32(c.get(at), c.i32(4)));
      c.br(next);
    });
  });
}

const scratch = (c: Code) => ({ at: c.local32(), end: c.local32(), entry: c.local32() });

/** emptySlot(slot): empties its TLBs. */
export function emptySlot(): Code {
  const c = new Code([i32]);
  const slot = c.param32(0);
  const s = scratch(c);
  eachFilled(c, slot, s, () => {
    c.store64(c.get(s.entry), c.i64(-1), TLB_ENTRY.READ);
    c.store64(c.get(s.entry), c.i64(-1), TLB_ENTRY.WRITE);
  });
  c.store32(slotRecord(c, c.get(slot)), c.i32(0), SLOT_RECORD.FILLED);
  return c;
}

/** flushSlot(slot): empties its TLBs and gives it fresh jump-cache tags. */
export function flushSlot(empty: FuncIndex): Code {
  const c = new Code([i32]);
  const slot = c.param32(0);
  const record = c.local32();
  const tag = c.local32();
  c.call(empty, c.get(slot));
  c.set(record, slotRecord(c, c.get(slot)));
  c.set(tag, c.load32(c.i32(0), STATE.NEXT_CONTEXT));
  c.store32(c.get(record), c.get(tag), SLOT_RECORD.CONTEXT_KERNEL);
  c.store32(c.get(record), c.add32(c.get(tag), c.i32(1)), SLOT_RECORD.CONTEXT_USER);
  c.store32(c.i32(0), c.add32(c.get(tag), c.i32(2)), STATE.NEXT_CONTEXT);
  return c;
}

/** switchSlot(slot): makes it the current address space. */
export function switchSlot(): Code {
  const c = new Code([i32]);
  const slot = c.param32(0);
  const record = c.local32();
  const tlb = c.local32();
  const zero = () => c.i32(0);
  c.set(record, slotRecord(c, c.get(slot)));
  c.set(tlb, c.add32(c.mul32(c.get(slot), c.i32(2 * LAYOUT.TLB_BYTES)), c.i32(LAYOUT.TLBS)));
  c.store32(zero(), c.get(slot), STATE.SLOT);
  c.store64(zero(), c.load64(c.get(record), SLOT_RECORD.CR3), STATE.CR3);
  c.store32(zero(), c.get(tlb), STATE.TLB_KERNEL);
  c.store32(zero(), c.add32(c.get(tlb), c.i32(LAYOUT.TLB_BYTES)), STATE.TLB_USER);
  c.store32(zero(), c.load32(c.get(record), SLOT_RECORD.CONTEXT_KERNEL), STATE.CONTEXT_KERNEL);
  c.store32(zero(), c.load32(c.get(record), SLOT_RECORD.CONTEXT_USER), STATE.CONTEXT_USER);
  const tagAt = c.select32(
    c.i32(STATE.CONTEXT_USER),
    c.i32(STATE.CONTEXT_KERNEL),
    c.load32(zero(), STATE.CPL),
  );
  c.set(tlb, c.load32(tagAt));
  c.store32(zero(), c.get(tlb), STATE.CONTEXT);
  return c;
}

/**
 * writeCr3(value): MOV to CR3. With CR4.PCIDE bit 63 keeps what is cached for the new PCID; otherwise everything
 * cached under it is dropped. SDM vol. 3 section 4.10.4.1. What is cached under other CR3 values stays, each in its slot.
 */
export function writeCr3(flush: FuncIndex, use: FuncIndex): Code {
  const c = new Code([i64]);
  const value = c.param64(0);
  const key = c.local64();
  const slot = c.local32();
  const found = c.local32();
  const keep = c.local32();
  const zero = () => c.i32(0);
  const PCIDE = 1 << 17;
  c.set(key, c.and64(c.get(value), c.i64pair(-1, 0x7fffffff)));
  c.set(
    keep,
    c.and32(
      c.ne32(c.and32(c.load32(zero(), STATE.CR4), c.i32(PCIDE)), zero()),
      c.lts64(c.get(value), c.i64(0)),
    ),
  );
  c.set(found, c.i32(-1));
  c.loop((next) => {
    c.when(c.eq64(c.load64(slotRecord(c, c.get(slot)), SLOT_RECORD.CR3), c.get(key)), () =>
      c.set(found, c.get(slot)),
    );
    c.set(slot, c.add32(c.get(slot), c.i32(1)));
    c.brIf(next, c.ltu32(c.get(slot), c.i32(SLOTS)));
  });
  c.when(c.eq32(c.get(found), c.i32(-1)), () => {
    c.set(found, c.load32(zero(), STATE.NEXT_SLOT));
    c.set(keep, c.add32(c.get(found), c.i32(1)));
    c.store32(zero(), c.and32(c.get(keep), c.i32(SLOTS - 1)), STATE.NEXT_SLOT);
    c.set(keep, zero());
    c.store64(slotRecord(c, c.get(found)), c.get(key), SLOT_RECORD.CR3);
  });
  c.when(c.eqz32(c.get(keep)), () => c.call(flush, c.get(found)));
  c.call(use, c.get(found));
  return c;
}

/** guardFrame(pfn): from now on every write to the frame is seen: its write tags go, in all slots. */
export function guardFrame(): Code {
  const c = new Code([i32]);
  const pfn = c.param32(0);
  const slot = c.local32();
  const host = c.local32();
  const s = scratch(c);
  const writable = c.and32(c.load8u(frameBits(c, c.get(pfn))), c.i32(FRAME.WRITABLE));
  c.when(c.eqz32(writable), () => c.returnVoid());
  c.set(host, c.add32(c.shl32(c.get(pfn), c.i32(12)), guestBase(c)));
  c.loop((next) => {
    eachFilled(c, slot, s, () => {
      const mapped = c.add32(
        c.load32(c.get(s.entry), TLB_ENTRY.DELTA),
        c.wrap(c.load64(c.get(s.entry), TLB_ENTRY.READ)),
      );
      c.when(c.eq32(mapped, c.get(host)), () => c.store64(c.get(s.entry), c.i64(-2), TLB_ENTRY.WRITE));
    });
    c.set(slot, c.add32(c.get(slot), c.i32(1)));
    c.brIf(next, c.ltu32(c.get(slot), c.i32(SLOTS)));
  });
  return c;
}

/** guardAll(): from now on the first write to every frame is seen. */
export function guardAll(): Code {
  const c = new Code([]);
  const slot = c.local32();
  const s = scratch(c);
  c.loop((next) => {
    eachFilled(c, slot, s, () => c.store64(c.get(s.entry), c.i64(-2), TLB_ENTRY.WRITE));
    c.set(slot, c.add32(c.get(slot), c.i32(1)));
    c.brIf(next, c.ltu32(c.get(slot), c.i32(SLOTS)));
  });
  return c;
}

/** forgetPage(pageLo, pageHi): INVLPG, in every slot. The entries stay in the journal, hence -2 and not -1. */
export function forgetPage(): Code {
  const c = new Code([i32, i32]);
  const va = c.local64();
  const entry = c.local32();
  const tlb = c.local32();
  const end = LAYOUT.TLBS + SLOTS * 2 * LAYOUT.TLB_BYTES;
  c.set(va, c.or64(c.extendU(c.get(c.param32(0))), c.shl64(c.extendU(c.get(c.param32(1))), c.i64(32))));
  c.set(tlb, c.i32(LAYOUT.TLBS));
  c.loop((next) => {
    c.set(entry, tlbEntry(c, va, c.get(tlb)));
    c.when(c.eq64(c.load64(c.get(entry), TLB_ENTRY.READ), c.get(va)), () => {
      c.store64(c.get(entry), c.i64(-2), TLB_ENTRY.READ);
      c.store64(c.get(entry), c.i64(-2), TLB_ENTRY.WRITE);
    });
    c.set(tlb, c.add32(c.get(tlb), c.i32(LAYOUT.TLB_BYTES)));
    c.brIf(next, c.ltu32(c.get(tlb), c.i32(end)));
  });
  return c;
}

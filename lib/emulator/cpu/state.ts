/**
 * The processor's own state: the first bytes of the WebAssembly.Memory, before guest-physical memory. Generated code
 * and the core module address it by constants. All offsets are in bytes.
 */
export const STATE = {
  /** Sixteen general registers of 8 bytes, in encoding order. */
  GPR: 0,
  RIP: 128,
  /** Lazily kept status flags: two operands and a kind. flags/kinds.ts. */
  FLAG_A: 136,
  FLAG_B: 144,
  FLAG_KIND: 152,
  /** RFLAGS without the six status flags: TF IF DF IOPL NT AC ID, and bit 1. */
  SYSTEM_FLAGS: 156,
  /** Fuel and retired instructions in one number: meter.ts. */
  METER: 160,
  /** Virtual time, in ticks, at which the fuel is used up. */
  LIMIT: 168,
  /** A region that finds METER below this at a loop head goes back to the run loop. */
  SLICE_FLOOR: 176,
  /** Instructions retired at CPL 0 and CPL 3, as far as they have been taken out of METER. */
  RETIRED_KERNEL: 184,
  RETIRED_USER: 192,
  /** Virtual time of the last way into the kernel and back. */
  TRAP_TICKS: 200,
  RETURN_TICKS: 208,
  /** TSC ticks per tick of virtual time, a double. */
  TSC_RATE: 216,
  FS_BASE: 224,
  GS_BASE: 232,
  KERNEL_GS_BASE: 240,
  CR0: 248,
  CR2: 256,
  CR3: 264,
  CR4: 272,
  EFER: 280,
  STAR: 288,
  LSTAR: 296,
  CSTAR: 304,
  FMASK: 312,
  TSC_AUX: 320,
  CPL: 328,
  /** Selectors ES CS SS DS FS GS in encoding order, 4 bytes each. */
  SELECTORS: 332,
  TR: 356,
  LDTR: 360,
  GDT_LIMIT: 364,
  GDT_BASE: 368,
  IDT_BASE: 376,
  IDT_LIMIT: 384,
  TSS_LIMIT: 388,
  TSS_BASE: 392,
  /** What the last faulting access raised: vector, error code, address. */
  FAULT_VECTOR: 400,
  FAULT_CODE: 404,
  FAULT_ADDRESS: 408,
  /** TLBs of the current address space, for CPL 0 and CPL 3: byte offsets of their tables. */
  TLB_KERNEL: 416,
  TLB_USER: 420,
  /** Tags of the jump cache for the current address space, for CPL 0 and CPL 3, and the one now in use. */
  CONTEXT_KERNEL: 424,
  CONTEXT_USER: 428,
  CONTEXT: 432,
  /** The next tag that no entry of the jump cache has. */
  NEXT_CONTEXT: 436,
  /** Address-space slot now in use, and the one to be given away next. */
  SLOT: 440,
  NEXT_SLOT: 444,
  /** Table index of the region that ran last. */
  LAST_REGION: 448,
  /** 1 while a single instruction runs whose stores may hit translated code. */
  STEPPING: 452,
  /** Host offsets and lengths of the two parts of an access that crosses a page. */
  PART_1: 456,
  PART_2: 460,
  PART_1_LENGTH: 464,
  PART_2_LENGTH: 468,
  /** Quotient and remainder, as the division helpers leave them. */
  QUOTIENT: 472,
  REMAINDER: 480,
  /** Status flags that replace those of the kind, where a site says so. */
  FLAG_PATCH: 488,
  /** The exception that SSE instructions raise as CR0 and CR4 stand, or 0: system/control_registers.ts. */
  SSE_BARRED: 492,
  /** MXCSR flags of the SSE instruction under way, and whether it raises an exception: core/sse.ts. */
  FP_FLAGS: 496,
  FP_RAISED: 500,
  /** The repeated CMPS or SCAS that is under way, or -1, and the status flags from before it. */
  REPEAT_RIP: 504,
  REPEAT_FLAGS: 900,
  /** Where an access that crosses a page is put together. */
  SCRATCH: 512,
  SCRATCH_END: 640,
  /** Pages that the region now running keeps at hand: KEPT_PAGE records. */
  KEPT_PAGES: 640,
  KEPT_PAGES_END: 768,
  /** Operands and result of a vector operation that is done element by element. */
  VECTOR_A: 768,
  VECTOR_B: 784,
  VECTOR_RESULT: 800,
  /**
   * Where guest-physical memory lies: the host offset of its first byte, how many there are, and the host offset of
   * the FRAME bits, one byte a frame.
   */
  GUEST_BASE: 816,
  GUEST_BYTES: 820,
  GUEST_FRAMES: 824,
  /** State components that XSAVE and its kin may touch: system/xsave.ts. */
  XCR0: 832,
  /** Times that indirect jumps may still miss what compiled code knows before it is made anew. */
  MISSES_LEFT: 840,
  /**
   * What an x87 instruction works with: the exceptions it has met so far (bits of FSW), its result, its operand from
   * memory, and what it stores to memory. x87/stack.ts.
   */
  X87_EXCEPTIONS: 896,
  X87_RESULT: 904,
  X87_OPERAND: 920,
  X87_OUT: 936,
  X87_OUT_HIGH: 944,
  /** State of the generator behind RDRAND. */
  RANDOM: 888,
  /** Sums of 128 bits, for x87/fixed.ts. */
  X87_WIDE: 952,
  /**
   * The x87, MMX and SSE state, laid out as the 512 bytes that FXSAVE64 writes (SDM vol. 1, table 10-2): control, status
   * and abridged tag word, opcode, instruction and data pointer, MXCSR and its mask, eight 80-bit registers and sixteen
   * of 128 bits, each in 16 bytes. Only the order of the eight differs: they lie here by their own number, R0 to R7, as
   * MMX names them, and in the image by their distance from the top of the stack.
   */
  FX: 1024,
  FCW: 1024,
  FSW: 1026,
  FTW: 1028,
  FOP: 1030,
  FIP: 1032,
  FDP: 1040,
  MXCSR: 1048,
  MXCSR_MASK: 1052,
  ST: 1056,
  XMM: 1184,
  FX_END: 1536,
} as const;

/** Address spaces whose translations are kept at the same time, each under its own CR3. */
export const SLOTS = 8;
/** Entries of one TLB; direct-mapped by the low bits of the page number. */
export const TLB_ENTRIES = 1024;
/** One TLB entry: page address good for reads, page address good for writes, host offset minus page address. */
export const TLB_ENTRY = { READ: 0, WRITE: 8, DELTA: 16, SIZE: 32 } as const;
/** A page kept at hand: the tag of its TLB entry, or -1, and the entry's DELTA. */
export const KEPT_PAGE = { PAGE: 0, DELTA: 8, SIZE: 16 } as const;
/** An address-space slot: CR3 it stands for, its jump-cache tags, its TLB fill journal's length. */
export const SLOT_RECORD = { CR3: 0, CONTEXT_KERNEL: 8, CONTEXT_USER: 12, FILLED: 16, SIZE: 32 } as const;
/** Entries of the jump cache: rip, tag, number of the region. */
export const JUMP_ENTRIES = 131_072;
/** Keeps the entries of address spaces that take turns apart: an odd number that the tag is multiplied by. */
export const CONTEXT_FACTOR = 0x9e5;
/** Compiled regions that the function table has room for, and after them handlers of interpreted instructions. */
export const TABLE_SIZE = 8192;
export const MOST_HANDLERS = 4096;
/** Interpreted blocks, numbered after the compiled regions; and the bytes of all their records. */
export const MOST_BLOCKS = 262_144;
const RECORD_BYTES = 2 ** 26;
export const JUMP_ENTRY = { RIP: 0, CONTEXT: 8, REGION: 12, SIZE: 16 } as const;

/** Jumps whose targets are kept, by a hash of their address; and how many targets each has room for. */
export const TARGET_SITES = 1024;
export const TARGETS_KEPT = 64;

const TLB_BYTES = TLB_ENTRIES * TLB_ENTRY.SIZE;
const SLOT_TABLE = 2048;
const JUMP_CACHE = 4096;
const JOURNALS = JUMP_CACHE + JUMP_ENTRIES * JUMP_ENTRY.SIZE;
/** A slot fills at most all entries of its two TLBs between flushes. */
const JOURNAL_BYTES = 2 * TLB_ENTRIES * 4;
/** For each region, how often it may be entered until it counts as hot; 4 bytes. */
const HEAT = JOURNALS + SLOTS * JOURNAL_BYTES;
/** Where indirect jumps went, for the ones who translate them again. */
const TARGETS = HEAT + (TABLE_SIZE + MOST_BLOCKS) * 4;
/** Host offset of each interpreted block; 4 bytes. */
const BLOCKS = TARGETS + TARGET_SITES * TARGETS_KEPT * 8;
const RECORDS = BLOCKS + MOST_BLOCKS * 4;
const TLBS = RECORDS + RECORD_BYTES;

/** Where the tables lie. A slot has the kernel's TLB first, then the user's. */
export const LAYOUT = {
  SLOT_TABLE,
  JUMP_CACHE,
  JOURNALS,
  JOURNAL_BYTES,
  HEAT,
  TARGETS,
  BLOCKS,
  RECORDS,
  RECORD_BYTES,
  TLBS,
  TLB_BYTES,
} as const;

/** Bytes of the WebAssembly.Memory that the processor needs before guest memory. */
export const CPU_RESERVED = TLBS + SLOTS * 2 * TLB_BYTES;

/** What a region answers to the run loop, and the run loop to JavaScript. */
export const LEAVE = {
  /** Go on at RIP. */
  NEXT: 0,
  /** The next block does not fit into the fuel. */
  LIMIT: 1,
  /** Time for the run loop to look around (and for the engine to swap optimised code in). */
  SLICE: 2,
  /** RIP holds the number of a site that raised FAULT_VECTOR. */
  FAULT: 3,
  /** RIP holds the number of a site whose instruction is carried out by system/. */
  SYSTEM: 4,
  VMCALL: 5,
  HLT: 6,
  /** The run loop found no translation for RIP. */
  MISS: 7,
  /** RFLAGS.TF has been set: from here on each instruction traps. */
  TRAP_FLAG: 8,
  /** LAST_REGION, at RIP, has been entered so often that it is worth a larger translation. */
  HOT: 9,
  /** A handler's answer: the block is over, go on at RIP. */
  ENDS: 10,
  /** `vmcall` has been served in its place, and whoever runs the processor wants it back. */
  SERVED: 11,
} as const;

/** An interpreted block: the fuel it asks for and what it adds to METER, both i64; its records follow. */
export const BLOCK = { NEEDED: 0, CHARGE: 8, SIZE: 16 } as const;
/**
 * An instruction of an interpreted block, as its handler reads it. Registers are given by their offsets in STATE, 2
 * bytes each; VVVV has the opcode that FOP keeps, for x87. IMM is the immediate, or the target of a direct jump, or where the targets of an indirect one are noted;
 * DISPLACEMENT is what the address of the memory operand has beside its registers.
 */
export const RECORD = {
  /** Index of the handler in the function table. */
  HANDLER: 0,
  RM: 4,
  REG: 6,
  VVVV: 8,
  BASE: 10,
  INDEX: 12,
  /** Shift of the index, and length of the instruction; a byte each. */
  SCALE: 14,
  LENGTH: 15,
  IMM: 16,
  DISPLACEMENT: 24,
  /** Address of the instruction after it. */
  NEXT: 32,
  /** What the block was charged for this instruction and those after it. */
  TICKS: 40,
  /** Its place among the sites of the block, and how many instructions were counted from here on; 2 bytes each. */
  SITE: 44,
  REST: 46,
  SIZE: 48,
} as const;

/** Parts of the `access` word that generated code hands to the memory helpers. */
export const ACCESS_BITS = { SIZE: 0xff, WRITE: 0x100, USER: 0x200, STACK: 0x400 } as const;

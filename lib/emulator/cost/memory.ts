/** Prices of page tables and of the TLB, in core cycles; measured on the reference machine, a nested guest. */

/** A page fault from the fault to the user again. The first one in a new mapping also makes its page tables. */
export const FAULT = {
  anon: 3013,
  zero: 1851,
  file: 2519,
  /** Copying a page on write was not timed alone: as an anonymous page. */
  cow: 3013,
  /** Nothing to do but find that out: as the zero page. */
  spurious: 1851,
};

/** What the first fault after mmap or brk costs more: 5,135 for private memory, 2,975 for the zero page, 4,608 for a file. */
export const FIRST_FAULT = { anon: 5135, zero: 2975, file: 4608, cow: 0, spurious: 0 };

/** Flushing the TLB: a page at a time up to 33, then all of it (tlb_single_page_flush_ceiling of Linux). */
export const TLB_FLUSH = { page: 488, all: 1458, ceiling: 33 };

/** Putting another task in place: a quarter of a ping-pong over two pipes on one processor, less its four calls. */
export const CONTEXT_SWITCH = 2715;

import type { MmStruct } from './mm_struct';

/** Address spaces whose translations are kept: TLB_NR_DYN_ASIDS of arch/x86/include/asm/tlbflush.h. */
const TLB_NR_DYN_ASIDS = 6;

/** Which address space each PCID stands for. A switch to one that still has its own flushes nothing. */
export class Asids {
  private readonly spaces = new Array<MmStruct | undefined>(TLB_NR_DYN_ASIDS);
  private next = 0;

  /** The PCID for `mm`, negative where what is cached under it is not of `mm`: choose_new_asid and kern_pcid. */
  choose(mm: MmStruct): number {
    const known = this.spaces.indexOf(mm);
    if (known >= 0) return known + 1;
    const asid = this.next;
    this.next = (asid + 1) % TLB_NR_DYN_ASIDS;
    this.spaces[asid] = mm;
    return -(asid + 1);
  }

  /** The page tables of `mm`, which is not the current one, have lost rights. */
  forget(mm: MmStruct): void {
    const known = this.spaces.indexOf(mm);
    if (known >= 0) this.spaces[known] = undefined;
  }
}

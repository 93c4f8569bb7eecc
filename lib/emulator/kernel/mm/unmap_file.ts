import { pfnOf } from '../../mm/pagetable';
import { PAGE_SIZE } from '../../mm/physical';
import type { Inode } from '../../vfs/types';
import type { MmStruct } from './mm_struct';
import type { Vma } from './vma';

/** unmap_mapping_pages for one address space: the next touch of the pages asks the file again. */
export function unmapFilePages(mm: MmStruct, inode: Inode, from: number, to: number, copies: boolean): void {
  for (const vma of mm.vmas) {
    if (vma.backing?.key !== inode) continue;
    const first = Math.max(from, vma.pgoff);
    const last = Math.min(to, vma.pgoff + (vma.end - vma.start) / PAGE_SIZE);
    if (first >= last) continue;
    const at = (index: number) => vma.start + (index - vma.pgoff) * PAGE_SIZE;
    if (copies || !vma.anonymous) mm.unmapPages(at(first), at(last));
    else unmapCachePages(mm, vma, at(first), at(last));
  }
}

/** Leaves the area's own copies in place. */
function unmapCachePages(mm: MmStruct, vma: Vma, start: number, end: number): void {
  const { phys, directories } = mm.context;
  const found: number[] = [];
  directories.tables.each(mm.root, start, end, (at, va) => {
    const pfn = pfnOf(phys.u32[at], phys.u32[at + 1]);
    if (pfn === vma.backing?.page(vma.index(va))) found.push(va);
  });
  for (const va of found) mm.unmapPages(va, va + PAGE_SIZE);
}

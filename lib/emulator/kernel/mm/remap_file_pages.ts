import { EINVAL, EOVERFLOW } from '../../../abi/errno';
import { PAGE_SIZE } from '../../mm/physical';
import { full } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { populate, unmapRange } from './mmap';
import { VM, type Vma } from './vma';

/** Pages of the longest file: MAX_LFS_FILESIZE, 2^63 - 1. */
const MOST_PAGES = 2 ** 51 - 1;

/** Implements remap_file_pages(2): part of a shared mapping shows other pages of what it maps. */
function remapFilePages(task: TaskStruct, [addr, size, prot, pgoff]: readonly number[]): Result {
  if (prot !== 0) return -EINVAL;
  const { mm } = task;
  const start = addr - (addr % PAGE_SIZE);
  const end = start + size - (size % PAGE_SIZE);
  if (end <= start) return -EINVAL;
  const area = mm.vmas.at(start);
  if (
    area === undefined ||
    (area.flags & VM.SHARED) === 0 ||
    !continued(area, mm.vmas.overlapping(start, end), end)
  )
    return -EINVAL;
  if (pgoff + (end - start) / PAGE_SIZE > MOST_PAGES) return -EOVERFLOW;
  const made = area.clone(start, end);
  made.pgoff = pgoff;
  unmapRange(mm, start, end);
  mm.vmas.insert(made);
  populate(task, start, end);
  return 0;
}

/** Areas follow each other up to `end`, all of one kind and of one object. */
function continued({ flags, backing }: Vma, areas: readonly Vma[], end: number): boolean {
  const alike = areas.every(
    (area, i) =>
      area.flags === flags &&
      area.backing?.key === backing?.key &&
      (i === 0 || areas[i - 1].end === area.start),
  );
  return alike && areas[areas.length - 1].end >= end;
}

export const remapFilePagesRows = [full('remap_file_pages', remapFilePages)];

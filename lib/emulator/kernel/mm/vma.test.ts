import { describe, expect, it } from 'vitest';
import { VM, Vma, VmaList } from './vma';

const RW = VM.READ | VM.WRITE;
const page = 4096;
const show = (list: VmaList) => [...list].map((v) => `${v.start / page}-${v.end / page}:${v.flags & 7}`);

describe('VmaList', () => {
  it('joins neighbours that continue each other', () => {
    const list = new VmaList();
    list.insert(new Vma(2 * page, 3 * page, RW));
    list.insert(new Vma(4 * page, 5 * page, RW));
    list.insert(new Vma(3 * page, 4 * page, RW));
    expect(show(list)).toEqual(['2-5:3']);
  });

  it('keeps areas with other rights apart', () => {
    const list = new VmaList();
    list.insert(new Vma(2 * page, 3 * page, RW));
    list.insert(new Vma(3 * page, 4 * page, VM.READ));
    expect(show(list)).toEqual(['2-3:3', '3-4:1']);
  });

  it('cuts a hole', () => {
    const list = new VmaList();
    list.insert(new Vma(page, 9 * page, RW));
    const cut = list.remove(3 * page, 5 * page);
    expect(cut.map((v) => [v.start / page, v.end / page])).toEqual([[3, 5]]);
    expect(show(list)).toEqual(['1-3:3', '5-9:3']);
    expect(list.at(4 * page)).toBeUndefined();
    expect(list.find(4 * page)?.start).toBe(5 * page);
  });

  it('finds the highest gap, and keeps away from a stack', () => {
    const list = new VmaList();
    list.insert(new Vma(10 * page, 12 * page, RW));
    list.insert(new Vma(18 * page, 20 * page, RW | VM.GROWSDOWN));
    expect(list.findGapBelow(2 * page, page, 30 * page, 0) / page).toBe(28);
    expect(list.findGapBelow(2 * page, page, 20 * page, 4 * page) / page).toBe(12);
    expect(list.findGapBelow(6 * page, page, 20 * page, 4 * page) / page).toBe(4);
    expect(list.findGapBelow(40 * page, page, 30 * page, 0)).toBe(-1);
    expect(list.isFree(12 * page, 15 * page, 4 * page)).toBe(false);
  });
});

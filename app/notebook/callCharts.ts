import type { Cell } from '../../lib/notebook/types';

/** Cells that show where a program's time in the kernel goes. */
export function chartsOf(program: string): Omit<Cell, 'id'>[] {
  return [
    `charts.calls(${program}, { by: "time", width })`,
    `charts.calls(${program}, { by: "count", width })`,
    `charts.slowest(${program}, { width })`,
  ].map((source) => ({ kind: 'js', attributes: {}, source }));
}

import type { TraceColumns } from '../../lib/trace/types';
export const traceLine = (t: TraceColumns, row: number) => `write(1, "x", 1) = 1   /* ${t.nr[row]} */`;

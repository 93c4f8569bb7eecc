import { overheadByBuffer } from './buffers';
import { calls } from './calls';
import { vdsoVsTrap } from './clocks';
import { slowest } from './slowest';
import { formatCount, formatSize, formatTime } from './units';

export { type ChartData, dataOf, plotWithData, withData } from './data';
export { chartIn, type ExportFormat, exportChart } from './export';

/** What js cells call `charts`. */
export const charts = { calls, slowest, overheadByBuffer, vdsoVsTrap, formatTime, formatSize, formatCount };

import { R } from '../../elf';
import type { LiveFrame } from './frames';
import { type OutputSection, Synthetic } from './input';

const HEADER = 12;
/** DW_EH_PE_pcrel | DW_EH_PE_sdata4, udata4, datarel | sdata4. */
const ENCODINGS = [1, 0x1b, 0x03, 0x3b];

/** .eh_frame_hdr: a table of functions and their frames, in the order of addresses. LSB, "The .eh_frame_hdr section". */
export function frameTable(frames: readonly LiveFrame[], ehFrame: OutputSection): Synthetic {
  const chunk = new Synthetic(4, (view, bytes) => {
    const rows = frames.map((frame) => ({
      start: startOf(frame),
      at: frame.section.addressOf(frame.record.start) ?? 0,
    }));
    rows.sort((a, b) => a.start - b.start);
    bytes.set(ENCODINGS);
    view.setInt32(4, ehFrame.address - (chunk.address + 4), true);
    view.setUint32(8, rows.length, true);
    rows.forEach(({ start, at }, i) => {
      view.setInt32(HEADER + 8 * i, start - chunk.address, true);
      view.setInt32(HEADER + 8 * i + 4, at - chunk.address, true);
    });
  });
  chunk.size = HEADER + 8 * frames.length;
  return chunk;
}

/** Where the function of a frame starts. */
function startOf({ section, record }: LiveFrame): number {
  const { target } = record;
  const symbol = target && section.file.symbols.get(target.symbol);
  if (!target || !symbol) return 0;
  return target.type === R.NONE ? 0 : symbol.address + target.addend;
}

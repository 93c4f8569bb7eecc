import { SHF, SHT } from '../../elf';
import { alignUp } from './bytes';
import { type InputFile, InputSection, OutputSection } from './input';

/** Where ld's default script gathers `.text.hot`, `.rodata.str1.1` and the like. */
const GATHERED = [
  '.text',
  '.rodata',
  '.data.rel.ro',
  '.data',
  '.bss',
  '.tdata',
  '.tbss',
  '.preinit_array',
  '.init_array',
  '.fini_array',
  '.gcc_except_table',
  '.ctors',
  '.dtors',
];
/** Sections of old compilers: .gnu.linkonce.t.name and so on. */
const ONCE: Record<string, string> = {
  t: '.text',
  r: '.rodata',
  d: '.data',
  b: '.bss',
  td: '.tdata',
  tb: '.tbss',
};
/** Parts of .text that ld's script puts before the rest, in this order. */
const TEXT_ORDER = ['.text.unlikely', '.text.exit', '.text.startup', '.text.hot', '.text.sorted'];
const KEPT_FLAGS = SHF.ALLOC | SHF.WRITE | SHF.EXECINSTR | SHF.TLS;

const outputNames = new Map<string, string>();

/** The output section that an input section goes to. */
export function outputName(name: string): string {
  let found = outputNames.get(name);
  if (found !== undefined) return found;
  const once = /^\.gnu\.linkonce\.([a-z]+)\./.exec(name);
  found =
    (once && ONCE[once[1]]) ?? GATHERED.find((stem) => name === stem || name.startsWith(`${stem}.`)) ?? name;
  if (outputNames.size > 10_000) outputNames.clear();
  outputNames.set(name, found);
  return found;
}

/** Gathers live sections in output sections. */
export function gather(files: readonly InputFile[], keepDebug: boolean): Map<string, OutputSection> {
  const outputs = new Map<string, OutputSection>();
  const lists = new Map<OutputSection, InputSection[]>();
  for (const file of files) {
    for (const section of file.sections.values()) {
      const { section: given } = section;
      if (!section.live || (!section.allocated && !keepDebug)) continue;
      const name = outputName(given.name);
      const flags = section.allocated ? given.flags & KEPT_FLAGS : given.flags & (SHF.MERGE | SHF.STRINGS);
      let output = outputs.get(name);
      if (!output) {
        output = new OutputSection(name, flags, given.type, given.entsize);
        outputs.set(name, output);
        lists.set(output, []);
      }
      // A name may stand for sections that are loaded and others that are not; those that are not are left out.
      if (((output.flags ^ flags) & SHF.ALLOC) !== 0) continue;
      output.flags |= flags;
      if (output.type === SHT.NOBITS) output.type = given.type;
      if (output.entsize !== given.entsize) output.entsize = 0;
      (lists.get(output) as InputSection[]).push(section);
    }
  }
  for (const [output, list] of lists) {
    sortInputs(output.name, list);
    for (const section of list) output.add(section);
    // What is merged has no entries of one size for the loader.
    if (output.flags & SHF.ALLOC) output.entsize = 0;
  }
  return outputs;
}

function sortInputs(name: string, list: InputSection[]): void {
  if (name === '.text') list.sort((a, b) => textRank(a.section.name) - textRank(b.section.name));
  else if (/^\.(init|fini|preinit)_array$/.test(name))
    list.sort((a, b) => priority(a.section.name) - priority(b.section.name));
}

function textRank(name: string): number {
  const at = TEXT_ORDER.findIndex((stem) => name === stem || name.startsWith(`${stem}.`));
  return at < 0 ? TEXT_ORDER.length : at;
}

/** `.init_array.00101`: what has a number comes first, in the order of the numbers. */
function priority(name: string): number {
  const found = /\.(\d+)$/.exec(name);
  return found ? Number(found[1]) : Number.POSITIVE_INFINITY;
}

/** Puts chunks one behind the other; the section's size follows. */
export function settle(output: OutputSection): void {
  let size = 0;
  for (const chunk of output.chunks) {
    output.alignment = Math.max(output.alignment, chunk.alignment);
    if (chunk.size > 0 || chunk instanceof InputSection) chunk.offset = alignUp(size, chunk.alignment);
    else chunk.offset = size;
    size = chunk.offset + chunk.size;
  }
  output.size = size;
}

/** Puts an output section at an address; answers the address behind it. */
export function place(output: OutputSection, at: number): number {
  output.address = alignUp(at, output.alignment);
  // ld's script ends .bss at a multiple of 8 where there is any: "ALIGN(. != 0 ? 64 / 8 : 1)".
  if (output.name === '.bss' && output.size > 0)
    output.size = alignUp(output.address + output.size, 8) - output.address;
  return output.address + output.size;
}

import { Binary, ChartBarBig, FileCode2, FileCog, Terminal } from 'lucide-react';
import type { Listing } from '../../lib/lab/listing/types';
import type { SourceProgram } from '../../lib/lab/types';
import { pageLab } from '../lab';
import { chartsOf } from '../notebook/callCharts';
import { saveFile } from '../notebook/files';
import type { CellCommand } from './command';
import { type CellContext, isProgram } from './context';
import { gccCommand } from './gcc';

const isSource = ({ cell }: CellContext) => cell.kind === 'c' || cell.kind === 'asm';

/** The program that a cell stands for now. */
async function programOf({ session, cell }: CellContext): Promise<SourceProgram> {
  const { program } = await session.request(cell.id);
  if (!('c' in program || 'asm' in program)) throw new Error('the cell has no source to build');
  return program;
}

/** Says what came of it; an error is the reader's to know. */
function told({ page }: CellContext, done: Promise<string>): void {
  done.then(page.say, (error: unknown) => page.say(error instanceof Error ? error.message : String(error)));
}

/** A part of what the toolchain makes, as a file. */
const saving = (
  what: string,
  label: string,
  icon: CellCommand['icon'],
  part: (listing: Listing) => Uint8Array | string | undefined,
  suffix: string,
): CellCommand => ({
  name: `save-${what}`,
  label,
  icon,
  group: 'program',
  when: isSource,
  perform: (context) =>
    told(
      context,
      programOf(context).then(async (program) => {
        const listing = await pageLab().list(program);
        const made = part(listing);
        const file = program.name.replace(/\.[^.]*$/, '') + suffix;
        if (made === undefined) return `The source has errors: there is no ${file} to save.`;
        saveFile(file, made, 'application/octet-stream');
        return `Saved ${file}`;
      }),
    ),
});

/** What can be made of a program's calls, and what can be taken away of one that is made from source. */
export const PROGRAM_COMMANDS: readonly CellCommand[] = [
  {
    name: 'chart-calls',
    label: 'Chart its calls',
    icon: ChartBarBig,
    group: 'program',
    when: ({ cell }) => isProgram(cell.kind) && cell.name !== undefined,
    perform: ({ session, page, cell, index }) =>
      page.focus(session.insertAll(index + 1, chartsOf(cell.name ?? ''))[0]),
  },
  saving('elf', 'Save the program (ELF)', Binary, ({ elf }) => elf, ''),
  saving('assembly', 'Save the assembly (.s)', FileCode2, ({ assembly }) => assembly, '.s'),
  saving('object', 'Save the object file (.o)', FileCog, ({ object }) => object, '.o'),
  {
    name: 'copy-gcc',
    label: 'Copy the command for gcc',
    icon: Terminal,
    group: 'program',
    when: isSource,
    perform: (context) =>
      told(
        context,
        programOf(context).then(async (program) => {
          const command = gccCommand(program);
          await navigator.clipboard.writeText(command);
          return `Copied: ${command}`;
        }),
      ),
  },
];

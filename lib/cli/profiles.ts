import { createLocalLab } from '../lab/local';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';

/** `trapdoor profiles`: the machines whose prices can be used. */
export const profiles: Command = {
  name: 'profiles',
  operands: '',
  summary: 'list the machine profiles',
  options: [],
  optionsAnywhere: true,
  async run({ operands }: Parsed): Promise<number> {
    if (operands.length > 0) throw new UsageError(`it takes no operands, not '${operands[0]}'`);
    const rows = await createLocalLab().profiles();
    const width = Math.max(...rows.map((row) => row.name.length));
    for (const { name, title, ghz, pti, description } of rows)
      process.stdout.write(
        `${name.padEnd(width)}  ${title}, ${ghz} GHz, PTI ${pti ? 'on' : 'off'}: ${description}\n`,
      );
    return 0;
  },
};

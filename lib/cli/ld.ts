import { describeLd, parseLd } from './ldargs';
import { linkFiles } from './linking';
import type { Command } from './main';
import type { Parsed } from './options';

/** `trapdoor ld`: links objects, archives and shared objects, with the options of GNU ld. */
export const ld: Command = {
  name: 'ld',
  operands: 'FILE...',
  summary: 'link objects, archives and shared objects',
  options: [],
  optionsAnywhere: true,
  raw: true,
  async run({ operands }: Parsed): Promise<number> {
    const given = parseLd(operands);
    if (given.help) {
      process.stdout.write(`usage: trapdoor ld [options] FILE...\n${ld.summary}\n\n${describeLd()}\n`);
      return 0;
    }
    return linkFiles(given);
  },
};

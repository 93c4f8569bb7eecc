/** npm run bench -- compile: how long a C cell takes to become a program, in processor time. */
import { readFileSync } from 'node:fs';
import { hostSysroot } from '../../lib/cli/sysroot';
import { openSysroot } from '../../lib/lab/sysroot';
import { FileCache, preprocessC } from '../../lib/toolchain/c';
import { buildProgram } from '../../lib/toolchain/sysroot/executable';

const cell = readFileSync('tests/bench/src/cell.c', 'utf8');
const zip = await hostSysroot();

async function spent(work: () => unknown): Promise<number> {
  const { user, system } = process.cpuUsage();
  await work();
  const after = process.cpuUsage();
  return (after.user + after.system - user - system) / 1000;
}

let sysroot = await openSysroot(zip);
const opening = await spent(async () => {
  sysroot = await openSysroot(zip);
});
const times: number[] = [];
for (let round = 0; round < 60; round++) {
  // Each source is another one, as after a keystroke.
  const source = `${cell}\nint edit${round};\n`;
  times.push(await spent(() => buildProgram(source, sysroot, { name: 'cell.c' })));
}
const options = {
  name: 'cell.c',
  files: sysroot.header,
  systemFolders: ['/usr/include'],
  cache: new FileCache(),
};
const tokens = preprocessC(cell, options, false).text.match(/\w+|[^\s\w]/g)?.length ?? 0;
const warm = times.slice(-20).sort((a, b) => a - b)[10];
const ms = (n: number) => `${n.toFixed(1)} ms`;
console.log(
  `a cell of ${cell.split('\n').length} lines, ${tokens} tokens with its headers, to an executable`,
);
console.log(`  opening the library  ${ms(opening)}`);
console.log(`  first, second, third ${times.slice(0, 3).map(ms).join(', ')}`);
console.log(`  from the 40th on     ${ms(warm)}, ${Math.round((tokens / warm) * 1000)} tokens a second`);

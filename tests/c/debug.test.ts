import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSysroot } from '../../lib/lab/sysroot';
import { buildProgram } from '../../lib/toolchain/sysroot/executable';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { ensureTool } from '../../scripts/tools.mjs';
import { missingTools } from '../asm/native';
import { scratch } from './oracle';

ensureTool('gdb', 'gdb');
const missing = missingTools('gdb');
if (missing) console.log(`debugging with gdb: skipped, ${missing}`);
const work = missing ? '' : scratch();
afterAll(() => {
  if (work) rmSync(work, { recursive: true });
});

it.skipIf(missing)(
  'gdb stops on lines, walks the stack and reads variables',
  { timeout: 120_000 },
  async () => {
    const sysroot = await openSysroot(new Uint8Array(readFileSync(await ensureSysroot())));
    const name = resolve('tests/c/src/debug/recurse.c');
    const { elf } = buildProgram(readFileSync(name, 'utf8'), sysroot, { name, level: 0, debug: true });
    if (!elf) throw new Error('it does not compile');
    const program = join(work, 'recurse');
    writeFileSync(program, elf, { mode: 0o755 });
    const gdb = (...commands: string[]) => {
      const given = commands.flatMap((command) => ['-ex', command]);
      const { stdout } = spawnSync('gdb', ['-batch', '-nx', ...given, program], { encoding: 'utf8' });
      return stdout.replaceAll(`${resolve('tests/c/src/debug')}/`, '');
    };
    const values = gdb(
      'break leaf',
      'run',
      'bt',
      'up',
      'print p',
      'print c',
      'print half',
      'print many[0]',
      'print counter',
    );
    expect(values).toMatch(/#0 {2}leaf \(depth=1, name=0x\w+ "name"\) at recurse\.c:10\n/);
    expect(values).toMatch(
      /#1 .* in recurse \(n=1\) at recurse\.c:23\n#2 .* in main \(argc=1, argv=0x\w+\) at recurse\.c:30\n/,
    );
    expect(values).toContain('= {x = 1, y = 2, low = 5}\n');
    expect(values).toContain('= GREEN\n');
    expect(values).toContain('= 0.5\n');
    expect(values).toContain('= 1\n');
    expect(values).toContain('= 42\n');
    const ended = gdb('run', 'bt');
    expect(ended).toContain('SIGABRT');
    expect(ended.match(/ in recurse \(n=\d\) at recurse\.c/g)?.length).toBe(3);
    expect(gdb('info line 11')).toMatch(/Line 11 of "recurse\.c" starts at address 0x\w+ <leaf\+\d+>/);
  },
);

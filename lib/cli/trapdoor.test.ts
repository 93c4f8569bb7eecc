import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../scripts/tools.mjs';

const CLI = resolve('lib/cli/trapdoor.mjs');

const HELLO = `
        .globl _start
_start: mov     $1, %eax
        mov     $1, %edi
        lea     text(%rip), %rsi
        mov     $6, %edx
        syscall
        mov     $60, %eax
        mov     $3, %edi
        syscall
text:   .ascii  "hello\\n"
`;

/** Copies the file named by its argument, or standard input without one, to standard output. */
const CAT = `
        .globl _start
_start: xor     %ebx, %ebx
        cmpq    $2, (%rsp)
        jb      copy
        mov     $2, %eax
        mov     16(%rsp), %rdi
        xor     %esi, %esi
        syscall
        mov     %eax, %ebx
copy:   xor     %eax, %eax
        mov     %ebx, %edi
        lea     buffer(%rip), %rsi
        mov     $16, %edx
        syscall
        test    %rax, %rax
        jle     done
        mov     %rax, %rdx
        mov     $1, %eax
        mov     $1, %edi
        syscall
        jmp     copy
done:   mov     %eax, %edi
        neg     %edi
        mov     $60, %eax
        syscall
        .bss
buffer: .skip   16
`;

/** Greets, then does as CAT. */
const GREET = `${HELLO.slice(0, HELLO.indexOf('        mov     $60'))}
        xor     %ebx, %ebx
        jmp     copy
text:   .ascii  "hello\\n"
${CAT.slice(CAT.indexOf('copy:'))}`;

describe('trapdoor', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const trapdoor = (args: string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-cli-'));
    writeFileSync(at('script'), '#!/no/such thing\n', { mode: 0o755 });
    writeFileSync(at('short'), '\x7fELF', { mode: 0o755 });
    for (const [name, source] of Object.entries({ hello: HELLO, cat: CAT, greet: GREET })) {
      writeFileSync(at(`${name}.s`), source);
      expect(trapdoor(['as', `${name}.s`, '-o', name])).toEqual({ status: 0, stdout: '', stderr: '' });
    }
    writeFileSync(at('plain'), readFileSync(at('hello')), { mode: 0o644 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the guest its output and takes its status', () => {
    expect(trapdoor(['exec', './hello'])).toEqual({ status: 3, stdout: 'hello\n', stderr: '' });
  });

  it('writes a trace that can be filtered', () => {
    trapdoor(['exec', '--strace', 'trace', './hello']);
    expect(readFileSync(at('trace'), 'utf8')).toMatch(
      /execve\("\.\/hello", \["\.\/hello"\], 0x[0-9a-f]+ \/\* \d+ vars? \*\/\) = 0\n.*write\(1, "hello\\n", 6\) += 6\n.*exit\(3\) += \?\n.*\+\+\+ exited with 3 \+\+\+\n/,
    );
    const { stderr } = trapdoor(['exec', '-e', 'trace=write', '-s', '2', './hello']);
    expect(stderr).toMatch(/write\(1, "he"\.\.\., 6\)/);
    expect(stderr).not.toMatch(/execve|exit\(/);
    expect(trapdoor(['exec', '-e', '!write', './hello']).stderr).not.toMatch(/write/);
  });

  it('counts calls', () => {
    expect(trapdoor(['exec', '-c', './hello']).stderr).toMatch(
      /% time.*calls.*errors.*syscall[\s\S]*\bwrite\b/,
    );
  });

  it('writes statistics as JSON', () => {
    trapdoor(['exec', '--stats', 'stats.json', './hello']);
    const stats = JSON.parse(readFileSync(at('stats.json'), 'utf8'));
    expect(stats).toMatchObject({ profile: 'measured-vm', exit: 3, ending: { kind: 'exited', status: 3 } });
    const write = stats.calls.find((row: { name: string }) => row.name === 'write');
    expect(write).toMatchObject({ calls: 1, errors: 0 });
    expect(write.cycles).toBeGreaterThan(100);
    expect(write.cycles).toBeCloseTo(write.entry + write.handler + write.exit, 6);
    const { user, entry, handler, exit, fault, idle, total } = stats.cycles;
    expect(user + entry + handler + exit + fault + idle).toBeCloseTo(total, 3);
  });

  it('hands on standard input, from the pipe or from a file', () => {
    expect(trapdoor(['exec', './cat'], 'through a pipe, in more than one read\n')).toEqual({
      status: 0,
      stdout: 'through a pipe, in more than one read\n',
      stderr: '',
    });
    writeFileSync(at('input'), 'from a file\n');
    expect(trapdoor(['exec', '--stdin', 'input', './cat']).stdout).toBe('from a file\n');
  });

  // script(1), of util-linux, gives a program a terminal whose keyboard is a pipe.
  it.skipIf(!which('script'))('hands the keyboard of its terminal to the guest', async () => {
    const command = `"${process.execPath}" "${CLI}" exec ./greet`;
    const typing = (keys: string) =>
      new Promise<{ screen: string; status: number | null }>((resolve) => {
        const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder });
        let screen = '';
        let typed = false;
        child.stdout.on('data', (bytes) => {
          screen += String(bytes);
          // Before the greeting the keyboard is still this terminal's own.
          if (!typed && screen.includes('hello')) child.stdin.write(keys);
          typed ||= screen.includes('hello');
        });
        child.on('close', (status) => resolve({ screen: screen.replace(/\r/g, ''), status }));
      });
    expect(await typing('ab\x7fc\r\x04')).toEqual({ screen: 'hello\nab\b \bc\nac\n', status: 0 });
    expect((await typing('a\x03')).status).toBe(130);
  });

  it('does not wait for input that the program never reads', async () => {
    const child = spawn(process.execPath, [CLI, 'exec', './hello'], { cwd: folder });
    const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    child.stdin.end();
    expect({ status, stdout }).toEqual({ status: 3, stdout: 'hello\n' });
  });

  it('puts a host directory at /, links and all', () => {
    mkdirSync(at('tree/etc'), { recursive: true });
    writeFileSync(at('tree/etc/motd'), 'welcome\n');
    symlinkSync('etc/motd', at('tree/link'));
    const { status, stdout } = trapdoor(['exec', '--root', 'tree', './cat', '/link']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'welcome\n' });
  });

  it('says where an assembly mistake is', () => {
    writeFileSync(at('bad.s'), '_start:\n\tmovv %rax, %rbx\n');
    const { status, stderr } = trapdoor(['as', 'bad.s']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^bad\.s:2:\d+: error: .*\n\tmovv %rax, %rbx\n\t\^/);
  });

  it('ends a program at its limit, with a message', () => {
    writeFileSync(at('spin.s'), '.globl _start\n_start: jmp _start\n');
    trapdoor(['as', 'spin.s', '-o', 'spin']);
    const { status, stderr } = trapdoor(['exec', '--cycles', '100000000', './spin']);
    expect(status).toBe(124);
    expect(stderr).toMatch(/cycles/);
  });

  it.each([
    [[], 2, /usage: trapdoor COMMAND/],
    [['frob'], 2, /there is no command 'frob'/],
    [['exec'], 2, /it wants a PROGRAM\nusage: trapdoor exec/],
    [['exec', '--bogus', 'x'], 2, /unknown option --bogus/],
    [['exec', './missing'], 1, /missing: there is no such file/],
    [['exec', '--profile', 'vax', './hello'], 1, /vax/],
    [['exec', './hello.s'], 126, /hello\.s/],
    [['exec', ''], 2, /it wants a PROGRAM/],
    [['exec', '.'], 1, /\.: it is a directory/],
    [['exec', './script'], 126, /script is run by \/no\/such, which is not in the machine: --root/],
    [['exec', './plain'], 126, /plain has no permission to be run: chmod \+x/],
    [['exec', './short'], 126, /short cannot be run: it is the beginning of an ELF file/],
    [['exec', '--cpus', '17', './hello'], 2, /--cpus takes 1 to 16, not 17/],
    [['exec', '--memory', '99G', './hello'], 2, /--memory takes 1M to 4000M, not 99G/],
    [['exec', '--stdin', 'missing', './hello'], 1, /missing: there is no such file/],
    [['exec', '--strace', 'no/log', './hello'], 1, /^trapdoor exec: no\/log: there is no such file/],
    [['trace', './hello'], 2, /no command 'trace'; did you mean 'exec --strace -'/],
    [['profiles', 'x'], 2, /takes no operands/],
    [['as'], 2, /it wants one FILE\.s/],
    [['run', 'missing.md'], 1, /missing\.md: there is no such file/],
  ])('explains %j', (args, status, message) => {
    const result = trapdoor(args);
    expect(result.stderr).toMatch(message);
    expect(result.status).toBe(status);
  });

  it('writes the trace as CSV, JSON and for a timeline', () => {
    const formats = ['--csv', 'x.csv', '--json', 'x.json', '--perfetto', 'x.trace'];
    const { status, stderr } = trapdoor(['exec', ...formats, './hello']);
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    const names = ['execve', 'write', 'exit'];
    const csv = readFileSync(at('x.csv'), 'utf8').trim().split('\r\n');
    expect(csv[2]).toMatch(/^\d+,write,"write\(1, ""hello\\n"", 6\) += 6",6,,/);
    expect(JSON.parse(readFileSync(at('x.json'), 'utf8')).map(({ name }: { name: string }) => name)).toEqual(
      names,
    );
    const { traceEvents } = JSON.parse(readFileSync(at('x.trace'), 'utf8'));
    const spans = traceEvents.filter(({ ph }: { ph: string }) => ph === 'X');
    expect(spans.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(spans[1].ts).toBeGreaterThan(spans[0].ts);
    expect(traceEvents.at(-1).name).toBe('+++ exited with 3 +++');
  });

  it('counts only the calls that are asked for', () => {
    const { stderr } = trapdoor(['exec', '-c', '-e', 'trace=write', './hello']);
    expect(stderr).toMatch(/ 1 +write\n/);
    expect(stderr).not.toMatch(/exit/);
  });

  it('helps, and lists the profiles', () => {
    expect(trapdoor(['exec', '--help']).stdout).toMatch(/--strace FILE/);
    expect(trapdoor(['profiles']).stdout).toMatch(/^measured-vm/m);
  });

  it('starts in under a second', () => {
    // Processor time, as other tests run at the same time: the shell's `times` has its children's in the second line.
    const script = `${process.execPath} ${CLI} exec ./hello; times`;
    const { stdout } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    const [, user, system] =
      /^(\d+m[\d.]+)s (\d+m[\d.]+)s$/.exec(stdout.trim().split('\n').at(-1) ?? '') ?? [];
    const seconds = (text: string) => Number(text.split('m')[0]) * 60 + Number(text.split('m')[1]);
    expect(seconds(user) + seconds(system)).toBeLessThan(1);
  });
});

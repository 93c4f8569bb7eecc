import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readElf } from '../../lib/elf';
import { createLocalLab } from '../../lib/lab/local';

/** Debian's busybox-static: one program with glibc inside, as a distribution builds it. */
const BUSYBOX = '/usr/bin/busybox';
const PT_INTERP = 3;

function reasonToSkip(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'this is not x86-64 Linux';
  try {
    const { programHeaders } = readElf(new Uint8Array(readFileSync(BUSYBOX)));
    return programHeaders.some((h) => h.type === PT_INTERP) ? `${BUSYBOX} is not static` : '';
  } catch {
    return `${BUSYBOX} is missing (Debian: busybox-static)`;
  }
}
const reason = reasonToSkip();
if (reason) console.log(`skipped, applets of busybox: ${reason}`);

const TEXT = Array.from(
  { length: 120 },
  (_, i) =>
    `${(i * 7919) % 1000} ${'lorem ipsum dolor sit amet'.split(' ')[i % 5]}\tfield${i % 7} ${'x'.repeat(i % 30)}`,
).join('\n');
const OTHER = TEXT.replaceAll('dolor', 'DOLOR').replace('amet', 'changed');
const BYTES = Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);
const FILES: Record<string, Uint8Array> = {
  text: Buffer.from(`${TEXT}\n`),
  other: Buffer.from(`${OTHER}\n`),
  bytes: BYTES,
};

/** Command lines of applets: words, or a script for its shell where there is one string. */
const COMMANDS: readonly (string | string[])[] = [
  ['echo', '-e', 'a\\tb\\n\\x41'],
  ['printf', '%5d|%-8s|%x|%c\\n', '42', 'left', '255', 'z'],
  ['true'],
  ['false'],
  ['test', '3', '-lt', '4'],
  ['cat', 'text'],
  ['tac', 'text'],
  ['head', '-n', '5', 'text'],
  ['tail', '-n', '3', 'text'],
  ['tail', '-c', '17', 'bytes'],
  ['wc', 'text', 'bytes'],
  ['sort', 'text'],
  ['sort', '-n', '-r', '-u', 'text'],
  ['sort', '-k', '2', '-t', ' ', 'text'],
  ['cut', '-d', ' ', '-f', '2', 'text'],
  ['cut', '-c', '1-7', 'text'],
  ['nl', 'text'],
  ['rev', 'text'],
  ['fold', '-w', '11', 'text'],
  ['expand', 'text'],
  ['unexpand', '-a', 'text'],
  ['paste', 'text', 'other'],
  ['cmp', 'text', 'other'],
  ['diff', 'text', 'other'],
  ['grep', '-n', 'ip.*x\\{3\\}', 'text'],
  ['grep', '-v', '-c', '-E', '(lorem|dolor).*field[2-4]', 'text'],
  ['egrep', '-o', 'field[0-9]', 'text'],
  ['fgrep', '-i', 'DOLOR', 'text'],
  ['sed', '-e', 's/\\([a-z]*\\) *field\\([0-9]\\)/<\\2:\\1>/', '-e', '3,9d', 'text'],
  ['awk', '{ n[$2] += $1; l += length($0) } END { for (k in n) print k, n[k]; print l, l % 7 }', 'text'],
  ['awk', 'BEGIN { for (i = 1; i <= 40; i++) s += i * i; print s, substr("abcdef", 2, 3), toupper("up") }'],
  ['expr', '12', '*', '(', '3', '+', '4', ')'],
  ['seq', '1', '3', '20'],
  ['factor', '1234567890', '97', '1000000007'],
  ['basename', '/a/b/c.txt', '.txt'],
  ['dirname', '/a/b/c.txt'],
  ['base64', 'bytes'],
  ['md5sum', 'text', 'bytes'],
  ['sha1sum', 'text', 'bytes'],
  ['sha256sum', 'text', 'bytes'],
  ['sha512sum', 'text', 'bytes'],
  ['sha3sum', 'bytes'],
  ['crc32', 'bytes'],
  ['ascii'],
  ['ipcalc', '-n', '192.168.3.17/20'],
  ['dos2unix'],
  ['unix2dos'],
  ['usleep', '10'],
  ['rmdir', 'nothing'],
  ['od', '-A', 'd', '-t', 'x1', 'bytes'],
  ['hexdump', '-C', 'bytes'],
  ['xxd', 'bytes'],
  ['strings', 'bytes'],
  ['tr', 'a-z', 'A-Z'],
  ['tr', '-d', 'aeiou'],
  ['uniq', '-c'],
  ['xargs', '-n', '3', 'echo', 'got'],
  ['tee', 'copy'],
  ['uudecode', '-o', '/dev/stdout', 'nothing'],
  ['uuencode', 'bytes', 'name'],
  ['cal', '2', '2024'],
  ['date', '-u', '-d', '@1700000000', '+%Y-%m-%d %H:%M:%S %a %j'],
  ['dc', '-e', '20 k 2 v p 355 113 / p'],
  ['env', '-i', 'A=1', 'B=two', 'env'],
  ['id', '-u', 'nobody-of-that-name'],
  ['ls', '-1', '.'],
  ['stat', '-c', '%s %F', 'text', 'bytes'],
  ['find', '.', '-name', 't*'],
  ['readlink', 'text'],
  ['sleep', '0'],
  ['which', 'nothing-of-that-name'],
  ['nosuchapplet'],
  'mkdir -p a/b/c && touch a/b/c/f && cp text a/b && mv a/b/text a/t && ln -s t a/link && readlink a/link && find a | sort && rm -r a && ls',
  'gzip -9 -c bytes | gunzip -c | cmp - bytes && gzip -c text | wc -c && echo same',
  'bzip2 -c text | bunzip2 -c | cmp - text && bzip2 -c bytes | md5sum',
  'tar cf t.tar text bytes && tar tf t.tar && mkdir out && tar xf t.tar -C out && cmp out/bytes bytes && echo same',
  'echo text bytes | tr " " "\\n" | cpio -o -H newc 2>/dev/null | cpio -t 2>/dev/null',
  'dd if=bytes of=part bs=7 skip=3 count=100 2>/dev/null; md5sum part; wc -c part',
  'printf "2i\\nnew\\n.\\n1,3p\\nw changed\\nq\\n" | ed text; diff text changed > d; cp text again; patch again d; cmp again changed && echo same',
  'truncate -s 100 hole && od hole && chmod 640 hole && stat -c %a hole',
  'i=0; while [ $i -lt 20 ]; do i=$((i * 2 + 1)); echo $i; done; for f in *; do echo "<$f>"; done',
  'f() { echo "args $#: $*"; return 3; }; f a "b c"; echo $?; case abc in a*) echo yes;; esac; echo ${HOME:-none}',
  '(echo c; echo a; echo b) | sort | while read line; do echo "[$line]"; done; echo $((7 / 2)) $((1 << 20)) $((0x1f % 7))',
  'trap "echo trapped" EXIT; echo before; exit 4',
  'yes | head -n 3; seq 5 | awk "{ s += \\$1 } END { print s }"; echo abc | md5sum',
  'awk "BEGIN { for (x = -3; x < 40; x += 4.3) printf \\"%g %f %.3e %s %d\\n\\", x, x / 7, exp(x), sqrt(x * x) sin(x), x }"',
  'cat <<END\nhere $((1 + 1))\nEND',
  'sh -c "kill -TERM \\$\\$"; echo $?',
  'mkfifo p; (echo through > p &) ; cat p; wait; rm p',
];

const name = (command: string | string[]) =>
  (typeof command === 'string' ? `sh: ${command}` : command.join(' ')).slice(0, 80);
/** The machine has no option for the working directory, so the shell goes there first, in both worlds. */
const argv = (command: string | string[]): string[] =>
  typeof command === 'string'
    ? ['sh', '-c', `cd $CWD; ${command}`]
    : ['sh', '-c', 'cd $CWD; exec "$@"', 'sh', ...command];
const STDIN = 'one two\nthree four\nfour five\none two\none two\n';
const ENV = { HOME: '/root', PATH: '/nowhere' };

describe.skipIf(reason)('applets of busybox do here what they do on Linux', () => {
  const lab = createLocalLab();
  const busybox = reason ? new Uint8Array(0) : new Uint8Array(readFileSync(BUSYBOX));

  it.each(COMMANDS.map((command) => [name(command), command] as const))('%s', async (_, command) => {
    const folder = mkdtempSync(join(tmpdir(), 'trapdoor-busybox-'));
    try {
      const cwd = join(folder, 'w');
      mkdirSync(cwd);
      for (const [file, bytes] of Object.entries(FILES)) writeFileSync(join(cwd, file), bytes);
      const native = spawnSync(BUSYBOX, argv(command), {
        input: STDIN,
        env: { ...ENV, CWD: cwd } as never,
        argv0: 'busybox',
      });
      const signal = native.signal ? constants.signals[native.signal] : 0;
      const result = await lab.run({
        program: { path: '/bin/busybox' },
        args: ['busybox', ...argv(command)],
        files: [
          { path: '/bin/busybox', bytes: busybox, mode: 0o755 },
          ...Object.entries(FILES).map(([file, bytes]) => ({ path: `/w/${file}`, bytes })),
        ],
        stdin: Buffer.from(STDIN),
        env: { ...ENV, CWD: '/w' },
        trace: { rows: false },
      });
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
      expect({ stdout: text(result.stdout), stderr: text(result.stderr), exit: result.exit }).toEqual({
        stdout: text(native.stdout),
        stderr: text(native.stderr),
        exit: signal ? 128 + signal : native.status,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

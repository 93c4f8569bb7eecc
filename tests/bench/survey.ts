import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCache } from '../../lib/emulator/cpu/cache';
import type { InterpretedBlock } from '../../lib/emulator/cpu/interpret/block';
import { HANDLERS } from '../../lib/emulator/cpu/interpret/handlers';
import { createLocalLab } from '../../lib/lab/local';
import type { RunRequest } from '../../lib/lab/types';

/** Which instructions programs interpret: writes lib/emulator/cpu/interpret/common.ts anew. */
const COMMON = 'lib/emulator/cpu/interpret/common.ts';
/** Programs that must have met a form. */
const LEAST = 3;
const SOURCES = 'tests/c/features';
const GCC = [['-O2'], ['-O0']];
const BUSYBOX = '/bin/busybox';
const APPLETS: readonly (readonly string[])[] = [
  ['true'],
  ['ls', '-l', '/'],
  ['sh', '-c', 'for i in 1 2 3; do echo $i | wc -c; done'],
  ['awk', 'BEGIN { print sin(1), length("abc") }'],
  ['sed', 's/a/b/'],
  ['sort'],
  ['grep', 'a'],
  ['sha256sum'],
  ['bc'],
  ['gzip', '-c'],
];
const DYNAMIC: readonly (readonly string[])[] = [
  ['/bin/bash', '--norc', '-c', 'for i in 1 2 3; do echo $((i * i)); done'],
  ['/usr/bin/sort', '-n'],
  ['/usr/bin/mawk', '{ s += $1 } END { print s, sin(1) }'],
  ['/bin/ls', '-l', '/'],
  ['/bin/cat'],
  ['/usr/bin/git', '--version'],
  ['/usr/bin/perl', '-e', 'print join(",", sort map { $_ * 2 } 1 .. 10), "\\n"'],
  ['/usr/bin/lua5.4', '-e', 'print(("x"):rep(3), 1 / 3)'],
  ['/usr/bin/sqlite3', ':memory:', 'select 1 + 1, sin(1)'],
  ['/usr/bin/xz', '-c'],
  ['/usr/bin/gcc', '--version'],
  ['/usr/bin/curl', '--version'],
  ['/usr/bin/openssl', 'version'],
];

/** What a level has met: the programs, and the code of one instruction, by the number of the handler. */
interface Met {
  programs: Map<number, Set<number>>;
  codes: Map<number, string>;
}
const met = { 0: newMet(), 3: newMet() };
let programs = 0;

function newMet(): Met {
  return { programs: new Map(), codes: new Map() };
}

/** What of the cache is looked at: every block that it makes for the interpreter. */
interface Looked {
  interpret(rip: number, cpl: 0 | 3, fetch: unknown): { made: InterpretedBlock } | undefined;
}
const looked = CodeCache.prototype as unknown as Looked;
const { interpret } = looked;
looked.interpret = function (rip, cpl, fetch) {
  const region = interpret.call(this, rip, cpl, fetch);
  if (region) note(region.made, cpl);
  return region;
};

function note(block: InterpretedBlock, cpl: 0 | 3): void {
  const bytes = Buffer.concat(block.spans.map((span) => span.bytes));
  for (const inst of block.insts()) {
    const number = HANDLERS.find(inst, cpl);
    if (number === undefined) continue;
    const by = met[cpl].programs.get(number) ?? new Set();
    met[cpl].programs.set(number, by.add(programs));
    const code = bytes.subarray(inst.rip - block.rip, inst.next - block.rip).toString('hex');
    if (!met[cpl].codes.has(number)) met[cpl].codes.set(number, code);
  }
}

const bytesOf = (path: string) => new Uint8Array(readFileSync(path));
const lab = createLocalLab({ sysroot: async () => bytesOf('lib/toolchain/sysroot/sysroot.bin') });
async function run(name: string, request: RunRequest): Promise<void> {
  programs++;
  const { ending } = await lab.run({ limits: { cycles: 3e9 }, trace: { rows: false }, ...request });
  console.log(`${programs} ${name}: ${JSON.stringify(ending)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'trapdoor-survey-'));
try {
  const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((f) => /\.c$/.test(f));
  for (const [n, name] of sources.entries()) {
    const path = join(SOURCES, name);
    if (n % 2 === 1) await run(name, { program: { c: readFileSync(path, 'utf8'), name } });
    if (n % 4 !== 0) continue;
    const flags = GCC[(n / 4) % GCC.length];
    const elf = join(folder, 'program');
    const { status } = spawnSync('gcc', [...flags, '-w', '-static', '-o', elf, path, '-lm', '-lpthread']);
    if (status === 0) await run(`gcc ${flags} ${name}`, { program: { elf: bytesOf(elf) } });
  }
  const stdin = Buffer.from('3\n20\n1.5\n');
  if (existsSync(BUSYBOX)) {
    const program = { elf: bytesOf(BUSYBOX) };
    for (const applet of APPLETS) await run(applet[0], { program, args: ['busybox', ...applet], stdin });
  }
  for (const args of DYNAMIC.filter(([path]) => existsSync(path))) {
    const { stdout } = spawnSync('ldd', [args[0]], { encoding: 'utf8' });
    const paths = [args[0], ...(stdout.match(/\/\S+/g) ?? [])];
    const files = paths.map((path) => ({ path, bytes: bytesOf(path), mode: 0o755 }));
    await run(args[0], { program: { path: args[0] }, args: [...args], files, stdin });
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Codes in alphabetical order, as lines. */
function codes({ programs: by, codes: all }: Met): string {
  const common = [...by].filter(([, who]) => who.size >= LEAST).map(([number]) => all.get(number));
  const text = common.sort().join(' ');
  return text.replace(/(.{1,110})(?: |$)/g, '$1\n');
}
const before = readFileSync(COMMON, 'utf8');
const lists = [codes(met[0]), codes(met[3])];
let at = 0;
writeFileSync(
  COMMON,
  before
    .replace(/`\n[^`]*`/g, () => `\`\n${lists[at++]}\``)
    .replace(/of \d+ programs/, `of ${programs} programs`),
);

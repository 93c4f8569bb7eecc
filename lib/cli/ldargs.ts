import type { LinkOptions } from '../toolchain/ld';
import { UsageError } from './options';

/** A file or `-l` of a linker's command line, with what was said before it. */
export interface LdInput {
  /** A path, or the name behind `-l`. */
  name: string;
  isLibrary: boolean;
  /** -Bstatic: only archives are looked for. */
  archivesOnly: boolean;
  asNeeded: boolean;
  whole: boolean;
}

export interface LdArguments {
  inputs: LdInput[];
  output: string;
  search: string[];
  sysroot: string;
  versionScriptFile: string | undefined;
  options: LinkOptions;
  help: boolean;
}

interface State extends LdArguments {
  archivesOnly: boolean;
  asNeeded: boolean;
  whole: boolean;
  isStatic: boolean;
}

/** What an option does; `value` is there when it takes one. */
interface Row {
  names: string[];
  value?: string;
  help?: string;
  apply(state: State, value: string): void;
}

const set =
  (change: LinkOptions) =>
  (state: State): void => {
    Object.assign(state.options, change);
  };

/** Values of -z that ask for what is done anyway, or are about what is not done here. */
const HARMLESS_Z =
  /^(relro|norelro|lazy|separate-code|noseparate-code|nodelete|combreloc|max-page-size=.*|common-page-size=.*|text|notext|ibt|shstk|cet-report=.*)$/;

const ROWS: Row[] = [
  {
    names: ['-o', '--output'],
    value: 'FILE',
    help: 'the file to write (a.out)',
    apply: (s, v) => (s.output = v),
  },
  {
    names: ['-l', '--library'],
    value: 'NAME',
    help: 'a library: libNAME.so or libNAME.a',
    apply: (s, v) => s.inputs.push({ ...flags(s), name: v, isLibrary: true }),
  },
  {
    names: ['-L', '--library-path'],
    value: 'DIR',
    help: 'look for libraries in DIR',
    apply: (s, v) => s.search.push(v),
  },
  {
    names: ['-static', '--static', '-Bstatic', '-dn', '-non_shared'],
    help: 'take archives only',
    apply: takeStatic,
  },
  {
    names: ['-Bdynamic', '-dy', '-call_shared'],
    help: 'take shared objects again',
    apply: (s) => (s.archivesOnly = false),
  },
  {
    names: ['-shared', '--shared', '-Bshareable'],
    help: 'make a shared object',
    apply: (s) => (s.options.kind = 'shared'),
  },
  {
    names: ['-pie', '--pie', '-pic-executable'],
    help: 'make a position-independent program',
    apply: (s) => (s.options.kind = 'pie'),
  },
  {
    names: ['-no-pie', '--no-pie'],
    help: 'make a program at a fixed address',
    apply: (s) => (s.options.kind = 'exec'),
  },
  {
    names: ['--no-dynamic-linker'],
    help: 'a position-independent program relocates itself',
    apply: (s) => (s.isStatic = true),
  },
  {
    names: ['-dynamic-linker', '--dynamic-linker', '-I'],
    value: 'PATH',
    help: 'the path in PT_INTERP',
    apply: (s, v) => (s.options.interpreter = v),
  },
  {
    names: ['-e', '--entry'],
    value: 'SYMBOL',
    help: 'where the program starts (_start)',
    apply: (s, v) => (s.options.entry = v),
  },
  {
    names: ['-u', '--undefined'],
    value: 'SYMBOL',
    help: 'look for SYMBOL from the start',
    apply: (s, v) => (s.options.undefined = [...(s.options.undefined ?? []), v]),
  },
  {
    names: ['--defsym', '-defsym'],
    value: 'NAME=VALUE',
    help: 'a symbol with a number or another symbol',
    apply: defsym,
  },
  {
    names: ['--gc-sections', '-gc-sections'],
    help: 'drop sections that nothing needs',
    apply: set({ gcSections: true }),
  },
  { names: ['--no-gc-sections'], apply: set({ gcSections: false }) },
  {
    names: ['--eh-frame-hdr'],
    help: 'write the search table of unwind entries',
    apply: set({ ehFrameHdr: true }),
  },
  {
    names: ['-E', '--export-dynamic', '-export-dynamic'],
    help: 'export the symbols of a program',
    apply: set({ exportDynamic: true }),
  },
  {
    names: ['-soname', '--soname', '-h'],
    value: 'NAME',
    help: 'the name in DT_SONAME',
    apply: (s, v) => (s.options.soname = v),
  },
  {
    names: ['-rpath', '--rpath', '-R'],
    value: 'DIR',
    help: 'where the program looks for its libraries',
    apply: (s, v) => (s.options.runpath = s.options.runpath ? `${s.options.runpath}:${v}` : v),
  },
  {
    names: ['--version-script', '-version-script'],
    value: 'FILE',
    help: 'versions and exports of a shared object',
    apply: (s, v) => (s.versionScriptFile = v),
  },
  {
    names: ['-Bsymbolic', '-Bsymbolic-functions'],
    help: 'bind a shared object to itself',
    apply: set({ symbolic: true }),
  },
  {
    names: ['-Ttext-segment', '--image-base'],
    value: 'ADDRESS',
    help: 'the first address',
    apply: (s, v) => (s.options.base = integer(v)),
  },
  { names: ['-s', '--strip-all'], help: 'no symbol table', apply: set({ strip: 'all' }) },
  { names: ['-S', '--strip-debug'], help: 'no debug sections', apply: set({ strip: 'debug' }) },
  {
    names: ['-z'],
    value: 'WORD',
    help: 'now, defs, execstack, noexecstack, pack-relative-relocs',
    apply: applyZ,
  },
  {
    names: ['--no-undefined'],
    help: 'a shared object may leave nothing undefined',
    apply: set({ noUndefined: true }),
  },
  {
    names: ['--as-needed'],
    help: 'libraries that follow are only named when used',
    apply: (s) => (s.asNeeded = true),
  },
  { names: ['--no-as-needed'], apply: (s) => (s.asNeeded = false) },
  {
    names: ['--whole-archive', '-whole-archive'],
    help: 'take all of the archives that follow',
    apply: (s) => (s.whole = true),
  },
  { names: ['--no-whole-archive', '-no-whole-archive'], apply: (s) => (s.whole = false) },
  { names: ['--push-state', '--pop-state'], apply: () => {} },
  {
    names: ['--start-group', '--end-group', '-(', '-)'],
    help: 'archives are one group anyway',
    apply: () => {},
  },
  {
    names: ['--sysroot'],
    value: 'DIR',
    help: 'put before library directories that start with =',
    apply: (s, v) => (s.sysroot = v),
  },
  { names: ['-m'], value: 'EMULATION', help: 'elf_x86_64', apply: emulation },
  // Accepted, as what they ask for is so, or would not change what the program does.
  {
    names: [
      '-plugin',
      '--plugin',
      '-plugin-opt',
      '--plugin-opt',
      '-O',
      '--hash-style',
      '-rpath-link',
      '--rpath-link',
    ],
    value: '',
    apply: () => {},
  },
  {
    names: [
      '--build-id',
      '--no-build-id',
      '-nostdlib',
      '--relax',
      '--no-relax',
      '--enable-new-dtags',
      '-d',
      '-t',
      '-v',
    ],
    apply: () => {},
  },
  {
    names: [
      '--fatal-warnings',
      '--no-fatal-warnings',
      '--no-copy-dt-needed-entries',
      '--no-warnings',
      '-X',
      '--discard-locals',
    ],
    apply: () => {},
  },
  { names: ['--help'], help: 'say how this is used', apply: (s) => (s.help = true) },
];

/** Short options whose value may follow without a blank. */
const ATTACHED = ['-o', '-l', '-L', '-e', '-u', '-z', '-m', '-h', '-O', '-R'];
const BY_NAME = new Map(ROWS.flatMap((row) => row.names.map((name) => [name, row] as const)));

const flags = ({ archivesOnly, asNeeded, whole }: State) => ({ archivesOnly, asNeeded, whole });

function takeStatic(state: State): void {
  state.archivesOnly = true;
  if (state.inputs.length === 0 || !state.inputs.some((i) => i.isLibrary)) state.isStatic = true;
}

function integer(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value)) throw new UsageError(`'${text}' is no address`);
  return value;
}

function defsym(state: State, text: string): void {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--defsym wants NAME=VALUE, not '${text}'`);
  const value = text.slice(at + 1);
  state.options.defines = {
    ...state.options.defines,
    [text.slice(0, at)]: /^\d/.test(value) ? integer(value) : value,
  };
}

function applyZ(state: State, word: string): void {
  const { options } = state;
  if (word === 'now') options.bindNow = true;
  else if (word === 'defs') options.noUndefined = true;
  else if (word === 'execstack') options.execStack = true;
  else if (word === 'noexecstack') options.execStack = false;
  else if (word === 'pack-relative-relocs') options.packRelative = true;
  else if (word === 'nopack-relative-relocs') options.packRelative = false;
  else if (!HARMLESS_Z.test(word)) throw new UsageError(`-z ${word} is not known`);
}

function emulation(_: State, name: string): void {
  if (name !== 'elf_x86_64') throw new UsageError(`-m ${name}: only elf_x86_64 is made here`);
}

/** Reads a linker's command line, whose options keep their order among the files. */
export function parseLd(args: readonly string[]): LdArguments {
  const state: State = {
    inputs: [],
    output: 'a.out',
    search: [],
    sysroot: '',
    versionScriptFile: undefined,
    options: {},
    help: false,
    archivesOnly: false,
    asNeeded: false,
    whole: false,
    isStatic: false,
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!arg.startsWith('-') || arg === '-') {
      state.inputs.push({ ...flags(state), name: arg, isLibrary: false });
      continue;
    }
    const equals = arg.indexOf('=');
    const name = equals > 0 ? arg.slice(0, equals) : arg;
    const whole = BY_NAME.get(arg);
    const row = whole ?? BY_NAME.get(name) ?? attached(arg);
    if (!row) throw new UsageError(`unknown option ${arg}; -T and other linker scripts are not supported`);
    if (row.value === undefined) row.apply(state, '');
    else if (whole) {
      if (++i >= args.length) throw new UsageError(`${arg} wants a value`);
      row.apply(state, args[i]);
    } else row.apply(state, BY_NAME.get(name) ? arg.slice(equals + 1) : arg.slice(2));
  }
  if (state.isStatic) state.options.static = true;
  else if (state.options.kind === 'pie') state.options.static = false;
  return state;
}

function attached(arg: string): Row | undefined {
  const short = ATTACHED.find((name) => arg.startsWith(name) && arg.length > 2);
  return short ? BY_NAME.get(short) : undefined;
}

/** The options with their help. */
export function describeLd(): string {
  const rows = ROWS.filter((row) => row.help);
  const left = rows.map((row) => row.names.slice(0, 2).join(', ') + (row.value ? ` ${row.value}` : ''));
  const width = Math.max(...left.map((text) => text.length));
  return rows.map((row, n) => `  ${left[n].padEnd(width)}  ${row.help}`).join('\n');
}

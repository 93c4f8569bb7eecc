import { type COptions, LP64 } from '../toolchain/c';
import type { DependencyRequest } from './dependencies';
import { type LdArguments, parseLd } from './ldargs';
import { UsageError } from './options';

export type CcInput =
  | { kind: 'c' | 'assembly' | 'preprocessed'; file: string }
  /** An object, an archive or -l: its arguments for the linker. */
  | { kind: 'link'; args: string[] };

export interface CcArguments {
  inputs: CcInput[];
  /** What to stop at: -fsyntax-only, -E, -S, -c, or a linked file. */
  stop: 'check' | 'preprocess' | 'compile' | 'assemble' | 'link';
  /** -MD and its kin. */
  dependencies: DependencyRequest | undefined;
  output: string | undefined;
  options: Pick<COptions, 'defines' | 'includes' | 'warnings' | 'strict' | 'pic' | 'target'> & {
    folders: string[];
    quoteFolders: string[];
    systemFolders: string[];
  };
  level: 0 | 1;
  debug: boolean;
  sections: boolean;
  /** -P: no line markers with -E. */
  markers: boolean;
  /** Options that are handed to the linker as they are. */
  linker: string[];
  isStatic: boolean;
  kind: 'exec' | 'pie' | 'shared';
  standardLibrary: boolean;
  startFiles: boolean;
  standardIncludes: boolean;
  /** Whose C library: ours, or the one of the machine this runs on. */
  library: 'own' | 'host';
  pthread: boolean;
  help: boolean;
}

interface Row {
  names: string[];
  value?: string;
  help?: string;
  apply(given: CcArguments, value: string): void;
}

const ROWS: Row[] = [
  { names: ['-c'], help: 'compile to objects and do not link', apply: (g) => (g.stop = 'assemble') },
  { names: ['-S'], help: 'compile to assembly', apply: (g) => (g.stop = 'compile') },
  { names: ['-fsyntax-only'], help: 'say what is wrong and write nothing', apply: (g) => (g.stop = 'check') },
  { names: ['-E'], help: 'preprocess only', apply: (g) => (g.stop = 'preprocess') },
  { names: ['-P'], help: 'with -E, no line markers', apply: (g) => (g.markers = false) },
  {
    names: ['-MD'],
    help: 'write a rule for make too, with all headers',
    apply: (g) => dependencies(g),
  },
  {
    names: ['-MMD'],
    help: "the same without the system's headers",
    apply: (g) => (dependencies(g).ownOnly = true),
  },
  {
    names: ['-M'],
    help: 'write the rule alone',
    apply: (g) => {
      dependencies(g).only = true;
      g.stop = 'preprocess';
    },
  },
  {
    names: ['-MM'],
    apply: (g) => {
      Object.assign(dependencies(g), { only: true, ownOnly: true });
      g.stop = 'preprocess';
    },
  },
  {
    names: ['-MF'],
    value: 'FILE',
    help: 'the file for the rule',
    apply: (g, v) => (dependencies(g).file = v),
  },
  {
    names: ['-MT', '-MQ'],
    value: 'NAME',
    help: 'what the rule makes',
    apply: (g, v) => dependencies(g).targets.push(v),
  },
  {
    names: ['-MP'],
    help: 'and an empty rule for each header',
    apply: (g) => (dependencies(g).phony = true),
  },
  { names: ['-o'], value: 'FILE', help: 'the file to write', apply: (g, v) => (g.output = v) },
  {
    names: ['-I'],
    value: 'DIR',
    help: 'look for headers in DIR',
    apply: (g, v) => g.options.folders.push(v),
  },
  {
    names: ['-iquote'],
    value: 'DIR',
    help: 'look there for headers in quotes',
    apply: (g, v) => g.options.quoteFolders.push(v),
  },
  {
    names: ['-isystem', '-idirafter'],
    value: 'DIR',
    help: 'look for headers in DIR, without warnings about them',
    apply: (g, v) => g.options.systemFolders.push(v),
  },
  {
    names: ['-include'],
    value: 'FILE',
    help: 'read FILE first',
    apply: (g, v) => g.options.includes?.push(v),
  },
  {
    names: ['-D'],
    value: 'NAME[=TEXT]',
    help: 'define a macro',
    apply: (g, v) => g.options.defines?.push(v),
  },
  { names: ['-U'], value: 'NAME', help: 'forget a macro', apply: (g, v) => g.options.defines?.push(`-${v}`) },
  {
    names: ['-O'],
    value: '',
    help: '-O0: variables stay in memory; -O and above: in registers',
    apply: (g, v) => (g.level = v === '0' ? 0 : 1),
  },
  { names: ['-g'], help: 'write line tables for debuggers', apply: (g) => (g.debug = true) },
  { names: ['-w'], help: 'no warnings', apply: (g) => g.options.warnings?.push('-w') },
  { names: ['-std'], value: '', help: '-std=c17 instead of gnu17', apply: standard },
  {
    names: ['-fPIC', '-fpic'],
    help: 'position-independent code for shared objects',
    apply: (g) => (g.options.pic = 'pic'),
  },
  {
    names: ['-fPIE', '-fpie'],
    help: 'position-independent code for programs',
    apply: (g) => (g.options.pic = 'pie'),
  },
  { names: ['-fno-pic', '-fno-pie', '-fno-PIC', '-fno-PIE'], apply: (g) => (g.options.pic = 'none') },
  {
    names: ['-ffunction-sections', '-fdata-sections'],
    help: 'a section for each function and object',
    apply: (g) => (g.sections = true),
  },
  {
    names: ['-funsigned-char', '-fno-signed-char'],
    help: 'char has no sign',
    apply: (g) => (g.options.target = { ...LP64, charSigned: false }),
  },
  { names: ['-fsigned-char', '-fno-unsigned-char'], apply: (g) => (g.options.target = LP64) },
  { names: ['-static'], help: 'link archives only', apply: (g) => (g.isStatic = true) },
  { names: ['-shared'], help: 'make a shared object', apply: (g) => (g.kind = 'shared') },
  { names: ['-pie'], help: 'make a position-independent program', apply: (g) => (g.kind = 'pie') },
  {
    names: ['-static-pie'],
    help: 'one that needs no dynamic linker',
    apply: (g) => {
      g.kind = 'pie';
      g.isStatic = true;
    },
  },
  { names: ['-no-pie'], help: 'make a program at a fixed address', apply: (g) => (g.kind = 'exec') },
  {
    names: ['-l'],
    value: 'NAME',
    help: 'link libNAME',
    apply: (g, v) => g.inputs.push({ kind: 'link', args: [`-l${v}`] }),
  },
  {
    names: ['-L'],
    value: 'DIR',
    help: 'look for libraries in DIR',
    apply: (g, v) => g.linker.push(`-L${v}`),
  },
  {
    names: ['-Wl'],
    value: '',
    help: '-Wl,A,B: options for the linker',
    apply: (g, v) => g.linker.push(...v.split(',').filter((w) => w !== '')),
  },
  { names: ['-Xlinker'], value: 'WORD', apply: (g, v) => g.linker.push(v) },
  { names: ['-s'], help: 'no symbol table', apply: (g) => g.linker.push('-s') },
  { names: ['-rdynamic'], help: 'export the symbols of a program', apply: (g) => g.linker.push('-E') },
  { names: ['-nostdlib'], help: 'no C library and no start-up code', apply: noLibrary },
  { names: ['-nodefaultlibs'], apply: (g) => (g.standardLibrary = false) },
  { names: ['-nostartfiles'], help: 'no start-up code', apply: (g) => (g.startFiles = false) },
  { names: ['-nostdinc'], help: "no headers of the system's", apply: (g) => (g.standardIncludes = false) },
  {
    names: ['--libc'],
    value: '',
    help: "--libc=host: the C library of this machine, not the lab's",
    apply: (g, v) => (g.library = whoseLibrary(v)),
  },
  { names: ['-pthread'], help: 'with threads', apply: (g) => (g.pthread = true) },
  { names: ['-ansi'], apply: (g) => (g.options.strict = true) },
  {
    names: ['-m64', '-pipe', '-pedantic', '-pedantic-errors', '-no-canonical-prefixes', '-static-libgcc'],
    apply: () => {},
  },
  { names: ['--help'], help: 'say how this is used', apply: (g) => (g.help = true) },
];
const BY_NAME = new Map(ROWS.flatMap((row) => row.names.map((name) => [name, row] as const)));
/** Options whose value follows without a blank. */
const ATTACHED = [
  '-o',
  '-I',
  '-D',
  '-U',
  '-O',
  '-l',
  '-L',
  '-std=',
  '-Wl,',
  '-isystem',
  '-iquote',
  '-idirafter',
  '-MF',
  '-MT',
  '-MQ',
  '--libc=',
];

/** What this compiler does anyway, or what changes nothing that a program does. */
const AS_IT_IS =
  /^-f(no-)?(strict-aliasing|omit-frame-pointer|asynchronous-unwind-tables|exceptions|ident|plt|semantic-interposition|stack-protector.*|stack-clash-protection|cf-protection.*|diagnostics-.*|message-length=.*|(file|debug|macro)-prefix-map=.*)$|^-f(wrapv|no-common|no-strict-overflow|no-delete-null-pointer-checks|no-lto|visibility=default)$|^-mtune=/;

function dependencies(given: CcArguments): DependencyRequest {
  given.dependencies ??= { only: false, ownOnly: false, file: undefined, targets: [], phony: false };
  return given.dependencies;
}

function standard(given: CcArguments, name: string): void {
  if (!/^(c|gnu)(89|90|99|9x|11|1x|17|18|2x|23)$|^iso9899:/.test(name))
    throw new UsageError(`-std=${name} is not known`);
  given.options.strict = !name.startsWith('gnu');
}

function whoseLibrary(name: string): 'own' | 'host' {
  if (name !== 'own' && name !== 'host') throw new UsageError(`--libc=${name}: own and host are known`);
  return name;
}

function noLibrary(given: CcArguments): void {
  given.standardLibrary = false;
  given.startFiles = false;
}

/** Reads a compiler driver's command line, as gcc's. */
export function parseCc(args: readonly string[]): CcArguments {
  const given: CcArguments = {
    inputs: [],
    stop: 'link',
    dependencies: undefined,
    output: undefined,
    options: {
      folders: [],
      quoteFolders: [],
      systemFolders: [],
      defines: [],
      includes: [],
      warnings: [],
      strict: false,
      pic: 'none',
    },
    level: 0,
    debug: false,
    sections: false,
    markers: true,
    linker: [],
    isStatic: false,
    kind: 'exec',
    standardLibrary: true,
    startFiles: true,
    standardIncludes: true,
    library: 'own',
    pthread: false,
    help: false,
  };
  let language: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!arg.startsWith('-') || arg === '-') {
      given.inputs.push(inputOf(arg, language));
      continue;
    }
    if (arg === '-x') {
      language = args[++i];
      if (language === 'none') language = undefined;
      continue;
    }
    const row = BY_NAME.get(arg);
    const attached = row ? undefined : ATTACHED.find((name) => arg.startsWith(name));
    if (row?.value !== undefined && arg !== '-O') {
      if (++i >= args.length) throw new UsageError(`${arg} wants a value`);
      row.apply(given, args[i]);
    } else if (row) row.apply(given, '1');
    else if (attached !== undefined)
      BY_NAME.get(attached.replace(/[=,]$/, ''))?.apply(given, arg.slice(attached.length));
    else if (arg.startsWith('-W')) given.options.warnings?.push(arg);
    else if (/^-g/.test(arg)) given.debug = arg !== '-g0';
    else if (!/^-[fm]/.test(arg)) throw new UsageError(`unknown option ${arg}`);
    else if (!AS_IT_IS.test(arg)) process.stderr.write(`trapdoor cc: ${arg} is ignored\n`);
  }
  if (given.kind !== 'exec' && given.options.pic === 'none')
    given.options.pic = given.kind === 'pie' ? 'pie' : 'pic';
  return given;
}

function inputOf(file: string, language: string | undefined): CcInput {
  if (language === 'c' || (!language && /\.[ch]$|^-$/.test(file))) return { kind: 'c', file };
  if (language === 'assembler' || (!language && file.endsWith('.s'))) return { kind: 'assembly', file };
  if (language === 'assembler-with-cpp' || (!language && file.endsWith('.S')))
    return { kind: 'preprocessed', file };
  if (!language && file.endsWith('.i')) return { kind: 'c', file };
  if (language) throw new UsageError(`-x ${language}: c and assembler are known here`);
  return { kind: 'link', args: [file] };
}

/** The linker's command line that a driver's comes to. */
export function linkerArguments(
  given: CcArguments,
  system: { before: string[]; after: string[] },
  libraries: string[],
): LdArguments {
  const kind = given.kind === 'shared' ? ['-shared'] : given.kind === 'pie' ? ['-pie'] : [];
  const still = given.isStatic ? ['-static'] : [];
  return parseLd([
    ...kind,
    ...still,
    '--eh-frame-hdr',
    '-o',
    given.output ?? 'a.out',
    ...given.linker.filter((w) => w.startsWith('-L')),
    ...system.before,
    ...given.linker.filter((w) => !w.startsWith('-L')),
    ...libraries,
    ...system.after,
  ]);
}

/** The options with their help. */
export function describeCc(): string {
  const rows = ROWS.filter((row) => row.help);
  const left = rows.map((row) => row.names[0] + (row.value ? ` ${row.value}` : ''));
  const width = Math.max(...left.map((text) => text.length));
  return rows.map((row, n) => `  ${left[n].padEnd(width)}  ${row.help}`).join('\n');
}

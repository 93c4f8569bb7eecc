import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openSysroot } from '../lab/sysroot';
import { assembleObject, objectBytes } from '../toolchain';
import {
  type COptions,
  FileCache,
  preprocessC,
  printDiagnostic,
  sourceBytes,
  sourceText,
} from '../toolchain/c';
import { compile } from '../toolchain/c/compile';
import type { LinkInput } from '../toolchain/ld';
import type { ObjectFile } from '../toolchain/object';
import { PLACES, type Sysroot } from '../toolchain/sysroot/sysroot';
import { filesFrom } from './as';
import { type CcArguments, type CcInput, describeCc, linkerArguments, parseCc } from './ccargs';
import { dependencyFile, dependencyRule } from './dependencies';
import { showDiagnostics } from './diagnostics';
import { readInput, writeOutput } from './files';
import { linkFiles } from './linking';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';
import { hostSysroot } from './sysroot';

type Source = Exclude<CcInput, { kind: 'link' }>;

/** Where Debian has its C library, and gcc the headers and code that go with the compiler. */
const LIBC = '/usr/lib/x86_64-linux-gnu';
const GCC = '/usr/lib/gcc/x86_64-linux-gnu';
const HEADERS = ['/usr/local/include', '/usr/include/x86_64-linux-gnu', '/usr/include'];

/** Libraries that are parts of our C library. */
const PARTS = ['c', 'm', 'pthread', 'rt', 'dl', 'util', 'crypt', 'resolv', 'anl', 'gcc', 'gcc_eh', 'atomic'];

/** `trapdoor cc`: compiles C and assembly, and links them with our C library or the host's, with the options of gcc. */
export const cc: Command = {
  name: 'cc',
  operands: 'FILE...',
  summary: 'compile C and assembly, and link',
  options: [],
  optionsAnywhere: true,
  raw: true,
  async run({ operands }: Parsed): Promise<number> {
    const given = parseCc(operands);
    if (given.help) {
      process.stdout.write(`usage: trapdoor cc [options] FILE...\n${cc.summary}\n\n${describeCc()}\n`);
      return 0;
    }
    const needed = given.library === 'own' && (given.standardIncludes || given.stop === 'link');
    return new Driver(given, needed ? await openSysroot(await hostSysroot()) : undefined).run();
  },
};

class Driver {
  private readonly cache: FileCache;
  /** Files of this machine that headers were read from, for -MD. */
  private headers: string[] = [];
  private failed = false;

  /** @param sysroot our C library; undefined where the host's is asked for */
  constructor(
    private readonly given: CcArguments,
    private readonly sysroot: Sysroot | undefined,
  ) {
    this.cache = sysroot?.cache ?? new FileCache();
  }

  run(): number {
    const { given } = this;
    const sources = given.inputs.filter((input): input is Source => input.kind !== 'link');
    if (given.inputs.length === 0) throw new UsageError('there is no file to compile');
    if (given.stop !== 'link') {
      if (sources.length === 0) throw new UsageError('there is nothing to compile');
      if (given.output && sources.length > 1)
        throw new UsageError('-o with several files goes with linking only');
      for (const source of sources) this.translate(source);
      return this.failed ? 1 : 0;
    }
    const objects = sources.map((source) => this.object(source));
    if (this.failed) return 1;
    const libraries = given.inputs.flatMap((input) => (input.kind === 'link' ? input.args : []));
    const made = objects.flatMap((object) => (object ? [{ kind: 'object' as const, object }] : []));
    if (!this.sysroot) return linkFiles(linkerArguments(given, this.system(), libraries), made);
    const others = libraries.filter((word) => !PARTS.includes(word.replace(/^-l/, '')));
    const linking = linkerArguments(given, { before: ['--gc-sections'], after: [] }, others);
    const { before, after } = this.own(this.sysroot);
    return linkFiles(linking, [...before, ...made], after);
  }

  /** -E, -S or -c for one file. */
  private translate(source: Source): void {
    const { given } = this;
    const stem = path.basename(source.file).replace(/\.\w+$/, '');
    if (given.stop === 'check') {
      this.compile(source, true);
      return;
    }
    if (given.stop === 'preprocess') {
      const text = sourceBytes(this.preprocess(source));
      if (given.dependencies?.only) return;
      writeOutput(given.output ?? '-', text);
      return;
    }
    if (given.stop === 'compile') {
      if (source.kind !== 'c') throw new UsageError(`${source.file} is assembly already`);
      const { assembly } = this.compile(source, true);
      if (assembly !== undefined) writeOutput(given.output ?? `${stem}.s`, sourceBytes(assembly));
      return;
    }
    const object = this.object(source);
    if (object) writeOutput(given.output ?? `${stem}.o`, objectBytes(object));
  }

  private preprocess({ file }: Source): string {
    const source = readText(file);
    const { text, diagnostics } = preprocessC(source, this.options(file), this.given.markers);
    this.say(diagnostics.map((d) => ({ severity: d.severity, text: printDiagnostic(d) })));
    this.writeRule(file);
    return text;
  }

  private compile({ file }: Source, assemblyOnly: boolean): { assembly?: string; object?: ObjectFile } {
    const { level, debug, sections } = this.given;
    const result = compile(readText(file), { ...this.options(file), level, debug, sections, assemblyOnly });
    this.say(result.diagnostics.map((d) => ({ severity: d.severity, text: printDiagnostic(d) })));
    this.writeRule(file);
    return result;
  }

  /** The rule for make of a source that was just read. */
  private writeRule(source: string): void {
    const { dependencies: asked, output, stop, options } = this.given;
    const headers = this.headers;
    this.headers = [];
    if (!asked || this.failed) return;
    const system = [...options.systemFolders, ...hostHeaders()].map((folder) => `${folder}/`);
    const wanted = headers.filter(
      (name) => !asked.ownOnly || !system.some((folder) => name.startsWith(folder)),
    );
    const made = asked.only || stop === 'link' ? undefined : output;
    const object = made ?? `${path.basename(source).replace(/\.\w+$/, '')}.o`;
    const rule = dependencyRule(asked, object, source, wanted);
    const file = asked.only ? (asked.file ?? output ?? '-') : dependencyFile(asked, output, source);
    writeOutput(file, sourceBytes(rule));
  }

  /** A header of this machine; which ones were read is kept. */
  private readonly hostHeader = (name: string): string | undefined => {
    const text = readHostFile(name);
    if (text !== undefined) this.headers.push(name);
    return text;
  };

  private object(source: Source): ObjectFile | undefined {
    if (source.kind === 'c') return this.compile(source, false).object;
    const { file } = source;
    const text = source.kind === 'preprocessed' ? this.preprocess(source) : readText(file);
    const files = filesFrom(['.', path.dirname(file), ...this.given.options.folders]);
    const { object, diagnostics } = assembleObject(text, { name: file, files });
    const shown = showDiagnostics(text, diagnostics);
    this.say(shown === '' ? [] : [{ severity: object ? 'warning' : 'error', text: shown }]);
    return object;
  }

  private say(messages: readonly { severity: string; text: string }[]): void {
    for (const { severity, text } of messages) {
      process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
      if (severity === 'error') this.failed = true;
    }
  }

  private options(file: string): COptions {
    const { options, level, standardIncludes, pthread } = this.given;
    const { sysroot } = this;
    const system = !standardIncludes ? [] : sysroot ? [OWN_HEADERS] : hostHeaders();
    return {
      ...options,
      defines: [...(pthread ? ['_REENTRANT'] : []), ...(options.defines ?? [])],
      systemFolders: [...options.systemFolders, ...system],
      name: file,
      files: sysroot ? (name) => readOwnHeader(name, sysroot) ?? this.hostHeader(name) : this.hostHeader,
      cache: this.cache,
      optimize: level > 0,
    };
  }

  /** Our start-up code, and our C library, which is a static one. */
  private own(sysroot: Sysroot): { before: LinkInput[]; after: LinkInput[] } {
    const { standardLibrary, startFiles, kind } = this.given;
    if (kind !== 'exec' && (standardLibrary || startFiles))
      throw new UsageError(`our C library is for programs at a fixed address: add --libc=host to -${kind}`);
    const { start, libc } = sysroot.libraries;
    return {
      before: startFiles ? [{ kind: 'object', object: start }] : [],
      after: standardLibrary ? [{ kind: 'archive', name: PLACES.libc, archive: libc }] : [],
    };
  }

  /** The host's start-up code and the libraries that go before and behind everything else. */
  private system(): { before: string[]; after: string[] } {
    const { standardLibrary, startFiles, isStatic, kind } = this.given;
    const libc = (name: string) => path.join(LIBC, name);
    const gcc = gccFolder();
    const before: string[] = [];
    const after: string[] = [];
    if (standardLibrary) {
      if (!existsSync(libc('libc.a')))
        throw new Error(`there is no C library in ${LIBC}: install libc6-dev, or use -nostdlib`);
      const own = gcc
        ? [path.join(gcc, 'libgcc.a'), ...(isStatic ? [path.join(gcc, 'libgcc_eh.a')] : [])]
        : [];
      after.push('-lc', ...own.filter(existsSync));
    }
    if (startFiles) {
      const entry = kind === 'shared' ? [] : [kind === 'exec' ? 'crt1.o' : isStatic ? 'rcrt1.o' : 'Scrt1.o'];
      const begin = kind === 'exec' ? (isStatic ? 'crtbeginT.o' : 'crtbegin.o') : 'crtbeginS.o';
      const end = kind === 'exec' ? 'crtend.o' : 'crtendS.o';
      before.push(...[...entry, 'crti.o'].map(libc));
      if (gcc) before.push(path.join(gcc, begin));
      if (gcc) after.push(path.join(gcc, end));
      after.push(libc('crtn.o'));
    }
    return { before, after };
  }
}

/** A name that no folder of the host has. */
const OWN_HEADERS = '<trapdoor>';

function readOwnHeader(name: string, sysroot: Sysroot): string | undefined {
  if (!name.startsWith(`${OWN_HEADERS}/`)) return undefined;
  return sysroot.header(PLACES.headers + name.slice(OWN_HEADERS.length + 1));
}

function hostHeaders(): string[] {
  const own = gccFolder();
  return [...(own ? [path.join(own, 'include')] : []), ...HEADERS];
}

function readText(file: string): string {
  return sourceText(file === '-' ? readFileSync(0) : readInput(file));
}

function readHostFile(name: string): string | undefined {
  try {
    return sourceText(readFileSync(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

/** gcc's own folder of the newest release that is installed. */
function gccFolder(): string | undefined {
  if (!existsSync(GCC)) return undefined;
  const versions = readdirSync(GCC).filter((name) => /^\d+$/.test(name));
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest && path.join(GCC, newest);
}

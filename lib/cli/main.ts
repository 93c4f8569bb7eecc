import { describeOptions, type OptionRow, type Parsed, parseOptions, UsageError } from './options';

/** A command of the CLI: what it is called with, and what it does. */
export interface Command {
  name: string;
  /** Operands for the usage line. */
  operands: string;
  summary: string;
  options: readonly OptionRow[];
  /** True when options may follow operands; not where the operands are another program's command line. */
  optionsAnywhere: boolean;
  /** It reads its command line itself: all of it arrives as operands. */
  raw?: boolean;
  /** Does it; answers the exit status. */
  run(parsed: Parsed): Promise<number>;
}

const HELP: OptionRow = { names: ['--help', '-h'], help: 'say how this is used' };

/** The help option, without a short name that the command has for something else. */
function helpFor({ options }: Command): OptionRow {
  return options.some((row) => row.names.includes('-h')) ? { ...HELP, names: ['--help'] } : HELP;
}

/** Loaded when it is called, so that `exec` does not wait for what notebooks need. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  exec: async () => (await import('./exec')).exec,
  as: async () => (await import('./as')).as,
  ld: async () => (await import('./ld')).ld,
  ar: async () => (await import('./ar')).ar,
  cc: async () => (await import('./cc')).cc,
  objdump: async () => (await import('./objdump')).objdump,
  run: async () => (await import('./notebook')).run,
  profiles: async () => (await import('./profiles')).profiles,
};

const usageLine = (c: Command) => `usage: trapdoor ${c.name} [options] ${c.operands}`.trimEnd();

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const left = commands.map((c) => `${c.name} ${c.operands}`);
  const width = Math.max(...left.map((text) => text.length));
  const lines = commands.map((c, n) => `  ${left[n].padEnd(width)}  ${c.summary}`);
  return `usage: trapdoor COMMAND ...\n\n${lines.join('\n')}\n\ntrapdoor COMMAND --help says more.\n`;
}

/** Words that other tools have for a command. */
const ALSO: Readonly<Record<string, string>> = {
  trace: 'exec --strace -',
  strace: 'exec --strace -',
  compile: 'cc',
  gcc: 'cc',
  asm: 'as',
  assemble: 'as',
  link: 'ld',
  disassemble: 'objdump -d',
  profile: 'profiles',
};

/** A hint at the command that was meant: another word for it, or one with a letter wrong. */
function nearest(name: string): string {
  const found = Object.hasOwn(ALSO, name)
    ? ALSO[name]
    : Object.keys(COMMANDS).find((other) => [...other].sort().join() === [...name].sort().join());
  return found === undefined ? '' : `; did you mean '${found}'?`;
}

/** The program `trapdoor`: answers its exit status. 2 stands for a wrong call, 1 for anything else that went wrong. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const load = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!load) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
    const text = await overview();
    if (asked && name !== undefined) process.stdout.write(text);
    else
      process.stderr.write(
        name === undefined ? text : `trapdoor: there is no command '${name}'${nearest(name)}\n${text}`,
      );
    return asked && name !== undefined ? 0 : 2;
  }
  const command = await load();
  try {
    const parsed = command.raw
      ? { options: new Map<string, readonly string[]>(), operands: rest }
      : parseOptions(rest, [...command.options, helpFor(command)], command.optionsAnywhere);
    if (parsed.options.has('--help')) {
      const options = describeOptions([...command.options, helpFor(command)]);
      process.stdout.write(`${usageLine(command)}\n${command.summary}\n\n${options}\n`);
      return 0;
    }
    return await command.run(parsed);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`trapdoor ${command.name}: ${error.message}\n${usageLine(command)}\n`);
      return 2;
    }
    process.stderr.write(`trapdoor ${command.name}: ${explain(error)}\n`);
    return 1;
  }
}

/** An error as one line: a failed file operation says what it was about, everything else its own message. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file or directory',
    EACCES: 'no permission to read or write it',
    EISDIR: 'it is a directory',
    ENOTDIR: 'part of its path is not a directory',
  };
  return code !== undefined && path !== undefined && words[code] ? `${path}: ${words[code]}` : error.message;
}

/** One option of a command, as it is parsed and as it is shown in --help. */
export interface OptionRow {
  /** Spellings: `--strace`, or `-s`. The first is the key of the parsed values. */
  names: readonly string[];
  /** Name of its value in the help; absent for a switch. */
  value?: string;
  /** True when it may be given more than once. */
  many?: boolean;
  help: string;
}

/** What was given: each option's values, by its first spelling; switches have one empty value. */
export interface Parsed {
  options: ReadonlyMap<string, readonly string[]>;
  operands: string[];
}

/** A mistake in the way a command was called; the message names it, and main adds the usage line. */
export class UsageError extends Error {}

/**
 * Parses a command line as POSIX utilities do: options come before operands, `--` ends them, `--name=value` and
 * `-svalue` are taken too. With `anywhere`, options may also stand between and after operands.
 */
export function parseOptions(args: readonly string[], rows: readonly OptionRow[], anywhere: boolean): Parsed {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  const byName = new Map(rows.flatMap((row) => row.names.map((name) => [name, row] as const)));
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      if (!anywhere) {
        operands.push(...args.slice(i));
        break;
      }
      operands.push(arg);
      continue;
    }
    const { name, attached } = split(arg);
    const row = byName.get(name);
    if (!row) throw new UsageError(`unknown option ${name}${nearest(name, byName.keys())}`);
    if (row.value === undefined && attached !== undefined) {
      const rest = `-${attached[0]}`;
      if (arg.startsWith('--') || !byName.has(rest)) throw new UsageError(`${name} takes no value`);
      // Switches written together: -dr.
      options.set(row.names[0], ['']);
      return merge(options, parseOptions([`-${attached}`, ...args.slice(i + 1)], rows, anywhere), operands);
    }
    if (row.value !== undefined && attached === undefined && i + 1 >= args.length)
      throw new UsageError(`${name} wants a value: ${name} ${row.value}`);
    const value = row.value === undefined ? '' : (attached ?? args[++i]);
    const key = row.names[0];
    const before = options.get(key);
    if (before && !row.many && row.value !== undefined) throw new UsageError(`${name} was given twice`);
    if (before) before.push(value);
    else options.set(key, [value]);
  }
  return { options, operands };
}

/** What was parsed before a point and from there on. */
function merge(before: Map<string, string[]>, after: Parsed, operands: string[]): Parsed {
  const options = new Map<string, readonly string[]>(before);
  for (const [key, values] of after.options) options.set(key, [...(before.get(key) ?? []), ...values]);
  return { options, operands: [...operands, ...after.operands] };
}

/** `--name=value` and `-xvalue` in two. */
function split(arg: string): { name: string; attached?: string } {
  if (!arg.startsWith('--'))
    return arg.length > 2 ? { name: arg.slice(0, 2), attached: arg.slice(2) } : { name: arg };
  const equals = arg.indexOf('=');
  return equals < 0 ? { name: arg } : { name: arg.slice(0, equals), attached: arg.slice(equals + 1) };
}

/** A hint at an option that begins alike. */
function nearest(name: string, known: Iterable<string>): string {
  const stem = name.slice(0, 4);
  const found = [...known].find((other) => name.length > 3 && other.startsWith(stem));
  return found ? `; did you mean ${found}?` : '';
}

/** The option table as aligned lines. */
export function describeOptions(rows: readonly OptionRow[]): string {
  const left = rows.map((row) => row.names.join(', ') + (row.value ? ` ${row.value}` : ''));
  const width = Math.max(...left.map((text) => text.length));
  return rows.map((row, n) => `  ${left[n].padEnd(width)}  ${row.help}`).join('\n');
}

/** A value as a whole number, with k, M or G for powers of 1024, within a range. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  { least = 0, most = Number.MAX_SAFE_INTEGER } = {},
): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)([kKMG]?)$/.exec(text);
  if (!match) throw new UsageError(`${name} wants a whole number, not '${text}'`);
  const value = Number(match[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf(match[2].toLowerCase());
  if (value < least || value > most)
    throw new UsageError(`${name} takes ${shown(least)} to ${shown(most)}, not ${text}`);
  return value;
}

/** A bound as it would be given. */
const shown = (value: number): string =>
  value >= 2 ** 20 && value % 2 ** 20 === 0 ? `${value / 2 ** 20}M` : String(value);

/** A cell as the language service needs it. */
export interface BookCell {
  id: string;
  kind: 'js' | 'program';
  /** Its source, of a js cell. */
  source: string;
  /** Names that others can read. */
  defines: readonly string[];
}

/** The file a js cell is to the language service. */
export const fileOf = (id: string): string => `/cell-${id}.js`;

/** The cell of a file; undefined for other files. */
export const cellOfFile = (file: string): string | undefined => /^\/cell-(.+)\.js$/.exec(file)?.[1];

/** The file with the names of all cells. */
export const NAMES = '/names.d.ts';

/**
 * What is put before a cell's source. An expression may begin as a statement would: with a brace, or with a function that
 * has no name. It is read as an expression then, as the runtime does.
 */
export function leadOf(source: string, parses: (text: string) => boolean): '' | '(' {
  const ambiguous = /^\s*(?:\{|class\s*(?:\{|extends\b)|(?:async\s+)?function\s*\*?\s*\()/.test(source);
  return ambiguous && parses(`(${source}\n)`) ? '(' : '';
}

/** Names that can be exported: those that the source still seems to declare. */
function exported({ source, defines }: BookCell): string[] {
  const stands = (name: string) =>
    new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(source);
  return defines.filter(stands);
}

/**
 * The language service's files for a notebook. A cell is a module of its own, so that names inside it are its own; what it
 * defines is a global of the others, with its value resolved as the dataflow resolves it.
 */
export function filesOf(
  cells: readonly BookCell[],
  parses: (text: string) => boolean,
): Record<string, string> {
  const files: Record<string, string> = {};
  const names: string[] = [];
  for (const cell of cells) {
    if (cell.kind === 'program') {
      for (const name of cell.defines) names.push(`  var ${name}: ProgramRun;`);
      continue;
    }
    const lead = leadOf(cell.source, parses);
    const own = exported(cell);
    const end = lead === '' ? '' : ')';
    files[fileOf(cell.id)] = `${lead}${cell.source}\n${end};export { ${own.join(', ')} };\n`;
    for (const name of own)
      names.push(`  var ${name}: Resolved<typeof import('${fileOf(cell.id)}').${name}>;`);
  }
  files[NAMES] = `export {};\ndeclare global {\n${names.join('\n')}\n}\n`;
  return files;
}

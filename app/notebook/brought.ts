import { type Examined, examine } from '../../lib/lab/examine';
import { GivenFiles } from '../../lib/lab/given';
import { isTar, tarFiles } from '../../lib/lab/tar';
import type { GuestFile } from '../../lib/lab/types';
import { isForeign, readNotebook } from '../../lib/notebook/format';
import type { Cell, NotebookFile } from '../../lib/notebook/types';
import { words } from '../../lib/notebook/words';
import { chartsOf } from './callCharts';
import { isImage, showing } from './images';

type NewCell = Omit<Cell, 'id'>;

/** The notebook that files are brought to. */
export interface Place {
  cells: readonly Cell[];
  files: readonly NotebookFile[];
  /** Names that cells have or define. */
  taken: ReadonlySet<string>;
}

/** What becomes of files: those kept with the notebook, cells that run them, and archives given to cells already there. */
export interface Brought {
  files: NotebookFile[];
  cells: NewCell[];
  roots: { id: string; root: string }[];
  /** What to tell the reader. */
  said: string;
}

/** Sources by the end of their file's name: they become cells themselves. */
const SOURCES: readonly [name: RegExp, kind: Cell['kind']][] = [
  [/\.c$/i, 'c'],
  [/\.(s|asm)$/i, 'asm'],
  [/\.sh$/i, 'sh'],
];
/** What runs scripts that a shell cell is as good for. */
const SHELL = /\/(ba|da|a|k)?sh$/;
const LIBRARY = /\.so(\.|$)/;
/** An archive of more programs than these, a shell among them, is a system to look around in. */
const MANY = 8;

/** Decides what files that are dropped, pasted or chosen come to. */
export function bring(given: readonly NotebookFile[], place: Place): Brought {
  const files: NotebookFile[] = [];
  const cells: NewCell[] = [];
  const said: string[] = [];
  const taken = new Set(place.taken);
  const archives = [...given, ...place.files].flatMap(unpacked);

  for (const file of given) {
    const notebook = notebookOf(file, [...place.files, ...files]);
    if (notebook) {
      files.push(...notebook.files);
      cells.push(...notebook.cells.map(({ id: _, ...cell }) => cell));
      said.push(`${file.name}: its cells are here now.`, ...notebook.warnings.map((text) => `${text}.`));
      continue;
    }
    const source = sourceOf(file);
    if (source) {
      cells.push({ ...source, name: nameFor(file.name, taken) });
      continue;
    }
    if (isImage(file.name)) {
      files.push(file);
      cells.push({ kind: 'md', attributes: {}, source: showing(file.name) });
      said.push(`${file.name} is a file of the notebook now, and shown here.`);
      continue;
    }
    const found = examine(file.bytes);
    const archive = archives.find(({ name, bytes }) => name === file.name && bytes === file.bytes);
    if (archive) {
      files.push(file);
      const made = programOf(archive);
      if (made) cells.push(...withCharts({ ...made, name: nameFor(made.name ?? file.name, taken) }));
      continue;
    }
    if (found.kind === 'other' || LIBRARY.test(file.name)) {
      files.push(file);
      continue;
    }
    // The name is written into an attribute and a script.
    const name = file.name.replace(/[^\w@%+=:,.-]/g, '_');
    files.push({ ...file, name });
    if (place.cells.some((cell) => words(cell.attributes['files'] ?? '').includes(name))) {
      said.push(`${name} is replaced: run its cell again.`);
      continue;
    }
    const cell = cellFor(name, found, archives, nameFor(name, taken));
    if (found.kind === 'foreign') {
      cells.push(cell);
      said.push(`${name} cannot be run: it is ${found.why}.`);
    } else cells.push(...withCharts(cell));
  }

  const roots = rootsFor(
    place,
    archives.filter((archive) => given.some(({ bytes }) => bytes === archive.bytes)),
  );
  if (roots.length > 0)
    said.push(`${roots[0].root} is the root of ${roots.length} cell${roots.length > 1 ? 's' : ''}.`);
  if (said.length === 0) said.push(summary(files, cells));
  return { files, cells, roots, said: said.join(' ') };
}

function summary(files: readonly NotebookFile[], cells: readonly NewCell[]): string {
  if (cells.length > 0) return 'Run the new cell to see its calls; its arguments and input are in its head.';
  const names = files.map(({ name }) => name).join(', ');
  return `${names}: now ${files.length > 1 ? 'files' : 'a file'} of the notebook.`;
}

/** The cells of a notebook, ours or another tool's, and the files inside it, under names that no other file has. */
function notebookOf(
  { name, bytes }: NotebookFile,
  others: readonly NotebookFile[],
): { cells: readonly Cell[]; files: readonly NotebookFile[]; warnings: string[] } | undefined {
  const isPage = /\.html?$/i.test(name);
  if (!isPage && !/\.(md|ipynb)$/i.test(name)) return undefined;
  const text = new TextDecoder().decode(bytes);
  if (isPage && !isForeign(text)) return undefined;
  const taken = others.map((file) => file.name);
  const { notebook, files, warnings } = readNotebook(text, name, taken);
  return { cells: notebook.cells, files, warnings };
}

/** A cell that is the file's text. */
function sourceOf({
  name,
  bytes,
}: NotebookFile): Pick<NewCell, 'kind' | 'attributes' | 'source'> | undefined {
  const found = examine(bytes);
  const kind =
    found.kind === 'script' && SHELL.test(found.interpreter)
      ? 'sh'
      : found.kind === 'other'
        ? SOURCES.find(([end]) => end.test(name))?.[1]
        : undefined;
  if (!kind) return undefined;
  const source = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n').trimEnd();
  return { kind, attributes: {}, source };
}

/** A cell that runs a file of the notebook, with what it needs where an archive has that. */
function cellFor(file: string, found: Examined, archives: readonly Archive[], name: string): NewCell {
  const root = archives.find((archive) => holds(archive, interpreterOf(found)))?.name;
  return {
    kind: 'sh',
    name,
    attributes: { files: file, ...(root === undefined ? {} : { root: quoted(root) }) },
    source: `exec ./${file} "$@"`,
  };
}

const interpreterOf = (found: Examined): string | undefined =>
  'interpreter' in found ? found.interpreter : undefined;

const holds = ({ files }: Archive, path: string | undefined): boolean =>
  path !== undefined && new GivenFiles(files).find(path) !== undefined;

const quoted = (name: string): string =>
  /^[^\s'"\\]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;

interface Archive extends NotebookFile {
  files: readonly GuestFile[];
}

/** An archive with what is in it; none where the file is something else. */
function unpacked(file: NotebookFile): Archive[] {
  if (!isTar(file.bytes)) return [];
  try {
    return [{ ...file, files: tarFiles(file.bytes) }];
  } catch {
    // Packed by gzip, and no archive: a file like others.
    return [];
  }
}

/** A cell for the program in an archive; none where it holds only what programs need. */
function programOf({ name, files }: Archive): NewCell | undefined {
  const programs = files
    .filter(({ path, mode = 0, link }) => link === undefined && (mode & 0o111) !== 0 && !LIBRARY.test(path))
    .filter(({ bytes }) => /^(program|script|foreign)$/.test(examine(bytes).kind))
    .map(({ path }) => path)
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  if (programs.length === 0) return undefined;
  const shell = files.find(({ path }) => /^(\/usr)?\/bin\/sh$/.test(path));
  const first = programs.length > MANY && shell ? '/bin/sh' : programs[0];
  const others = programs.filter((path) => path !== first);
  const remark = others.length === 0 ? '' : `# Also in it: ${listed(others)}\n`;
  return {
    kind: 'sh',
    name: first.slice(first.lastIndexOf('/') + 1),
    attributes: { root: quoted(name) },
    source: `${remark}exec ${/^[\w@%+=:,./-]+$/.test(first) ? first : `'${first}'`} "$@"`,
  };
}

function listed(names: readonly string[]): string {
  const more = names.length - MANY;
  return names.slice(0, MANY).join(' ') + (more > 0 ? ` and ${more} more` : '');
}

/** Cells that run a program whose dynamic linker is in one of these archives, and have no root yet. */
function rootsFor({ cells, files }: Place, archives: readonly Archive[]): Brought['roots'] {
  return cells.flatMap(({ id, attributes }) => {
    if (attributes['root'] !== undefined) return [];
    const wanted = words(attributes['files'] ?? '').flatMap((name) => {
      const file = files.find((other) => other.name === name);
      return (file && interpreterOf(examine(file.bytes))) ?? [];
    });
    const archive = archives.find((one) => wanted.some((path) => holds(one, path)));
    return archive ? [{ id, root: quoted(archive.name) }] : [];
  });
}

/** A program, and what its calls look like. */
function withCharts(cell: NewCell): NewCell[] {
  return [cell, ...chartsOf(cell.name ?? '')];
}

/** A name for a cell after a file's, that JavaScript takes and nothing has yet. */
function nameFor(file: string, taken: Set<string>): string {
  const stem = file.replace(/\.(c|s|asm|sh|py|pl|exe|out|elf|bin)$/i, '').replace(/\W+/g, '_');
  const name = /^\d|^$/.test(stem) ? `program_${stem}` : stem;
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
  taken.add(free);
  return free;
}

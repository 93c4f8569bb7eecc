import type * as TypeScript from 'typescript';
import { type BookCell, cellOfFile, fileOf, filesOf, leadOf, NAMES } from './cells';

/** The part of TypeScript that is used: the editor's worker brings its own build of it, tests the package. */
export type Services = typeof TypeScript;

export interface Completion {
  name: string;
  /** TypeScript's word for what it is: function, var, property ... */
  kind: string;
  /** Order in the list: what the notebook and the lab define comes first. */
  rank: string;
}

/** Something said of a name: its type as code, and what is written about it. */
export interface Explanation {
  code: string;
  text: string;
  start: number;
  end: number;
}

export interface Signatures {
  active: number;
  argument: number;
  all: { label: string; text: string; parameters: { label: string; text: string }[] }[];
}

export interface Place {
  cell: string;
  start: number;
  end: number;
}

export interface Problem {
  message: string;
  severe: boolean;
  start: number;
  end: number;
}

/** What the editor may ask, each of a cell. Offsets count in the cell's source. */
export interface JavaScriptService {
  setLibraries(files: Record<string, string>): void;
  setCells(cells: readonly BookCell[]): void;
  complete(id: string, offset: number): Completion[];
  details(id: string, offset: number, name: string): Explanation | undefined;
  hover(id: string, offset: number): Explanation | undefined;
  signatures(id: string, offset: number): Signatures | undefined;
  definition(id: string, offset: number): Place | undefined;
  problems(id: string): Problem[];
}

/**
 * Messages that are shown beside those of syntax. TypeScript finds more in plain JavaScript than is wrong there; these say
 * that something is not there or not called as it is made.
 */
const NO_SUCH_NAME = new Set([2304, 2552, 18004]);
const DOUBTFUL = new Set([2339, 2551, 2554, 2555, 2349, 2362, 2363]);
/** Elements come out of the document with less of a type than they have. */
const VAGUE = /on type '(?:[\w.]*(?:Element|Node|Event|EventTarget|Window)\b|\{\}|never|unknown)/;

const isSyntax = (code: number) => code >= 1000 && code < 2000;
/** Of syntax: import and export of a module, which the runtime has its own words for. */
const RUNTIMES_OWN = new Set([1184, 1192, 1232, 1233, 1259]);

/** How the types of the notebook's names are asked for before an answer: not at all, in their order, against it. */
const AHEAD = ['none', 'forward', 'backward'] as const;

export function createService(
  ts: Services,
  defaultLibraries: (name: string) => string | undefined,
): JavaScriptService {
  let libraries: Record<string, string> = {};
  let files: Record<string, string> = {};
  const versions = new Map<string, number>();

  const textOf = (file: string): string | undefined =>
    files[file] ?? libraries[file] ?? defaultLibraries(file.slice(file.lastIndexOf('/') + 1));
  const options: TypeScript.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    allowJs: true,
    checkJs: true,
    strict: false,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host: TypeScript.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => ['/lab.d.ts', ...Object.keys(files)],
    getScriptVersion: (file) => String(versions.get(file) ?? 0),
    getScriptSnapshot: (file) => {
      const text = textOf(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib.esnext.full.d.ts',
    fileExists: (file) => textOf(file) !== undefined,
    readFile: textOf,
  };
  const service = ts.createLanguageService(host);
  let ahead = 0;

  /**
   * The type of a cell's name is that of its source, which has the names of others: TypeScript finds one inside the other,
   * and a chain of hundreds of cells is too deep for the stack. Taken one after the other they are not, as each is known
   * to the next. What even that does not help has no answer.
   */
  function withRoom<T>(answer: () => T, nothing: T): T {
    for (; ahead < AHEAD.length; ahead++) {
      try {
        if (AHEAD[ahead] !== 'none') askTypes(AHEAD[ahead] === 'backward');
        return answer();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        // It was stopped in the middle of its work, and is not to be trusted any more.
        service.cleanupSemanticCache();
      }
    }
    ahead = 0;
    return nothing;
  }

  function askTypes(backward: boolean): void {
    const program = service.getProgram();
    const names = program?.getSourceFile(NAMES);
    const checker = program?.getTypeChecker();
    const found: TypeScript.Node[] = [];
    const visit = (node: TypeScript.Node): void => {
      if (ts.isVariableDeclaration(node)) found.push(node.name);
      else ts.forEachChild(node, visit);
    };
    if (names) visit(names);
    for (const name of backward ? found.reverse() : found) checker?.getTypeAtLocation(name);
  }

  const words = (parts: readonly TypeScript.SymbolDisplayPart[] | undefined) =>
    ts.displayPartsToString([...(parts ?? [])]);

  const parses = (text: string) => {
    const parsed = ts.createSourceFile('x.js', text, ts.ScriptTarget.ESNext) as TypeScript.SourceFile & {
      parseDiagnostics: readonly unknown[];
    };
    return parsed.parseDiagnostics.length === 0;
  };
  const sources = new Map<string, { source: string; lead: number }>();
  const leadIn = (id: string) => sources.get(id)?.lead ?? 0;
  /** The cell's file and an offset in it; undefined when the cell is not known. */
  const at = (id: string, offset: number) => {
    const known = sources.get(id);
    return known && { file: fileOf(id), position: Math.min(offset, known.source.length) + known.lead };
  };
  const span = (id: string, { start, length }: TypeScript.TextSpan) => ({
    start: start - leadIn(id),
    end: start + length - leadIn(id),
  });
  /** Names of the notebook and of the lab, which come before the browser's thousands. */
  const near = new Set<string>();

  const plain: JavaScriptService = {
    setLibraries(given) {
      libraries = given;
    },
    setCells(cells) {
      const next = filesOf(cells, parses);
      for (const file of new Set([...Object.keys(files), ...Object.keys(next)]))
        if (files[file] !== next[file]) versions.set(file, (versions.get(file) ?? 0) + 1);
      files = next;
      sources.clear();
      near.clear();
      for (const { id, kind, source, defines } of cells) {
        if (kind === 'js') sources.set(id, { source, lead: leadOf(source, parses).length });
        for (const name of defines) near.add(name);
      }
      for (const [, name] of (libraries['/lab.d.ts'] ?? '').matchAll(/^ {2}(?:const|var|function) (\w+)/gm))
        near.add(name);
    },
    complete(id, offset) {
      const place = at(id, offset);
      const found =
        place &&
        service.getCompletionsAtPosition(place.file, place.position, {
          includeCompletionsWithInsertText: false,
        });
      return (found?.entries ?? [])
        .filter(({ kind }) => kind !== ts.ScriptElementKind.warning)
        .map(({ name, kind, sortText }) => ({
          name,
          kind,
          rank: near.has(name) && !found?.isMemberCompletion ? '0' : sortText,
        }));
    },
    details(id, offset, name) {
      const place = at(id, offset);
      const found =
        place &&
        service.getCompletionEntryDetails(
          place.file,
          place.position,
          name,
          undefined,
          undefined,
          undefined,
          undefined,
        );
      return (
        found && {
          code: words(found.displayParts),
          text: words(found.documentation),
          start: offset,
          end: offset,
        }
      );
    },
    hover(id, offset) {
      const place = at(id, offset);
      const found = place && service.getQuickInfoAtPosition(place.file, place.position);
      return (
        found && {
          code: words(found.displayParts),
          text: words(found.documentation),
          ...span(id, found.textSpan),
        }
      );
    },
    signatures(id, offset) {
      const place = at(id, offset);
      const found = place && service.getSignatureHelpItems(place.file, place.position, undefined);
      return (
        found && {
          active: found.selectedItemIndex,
          argument: found.argumentIndex,
          all: found.items.map((item) => {
            const parameters = item.parameters.map((parameter) => ({
              label: words(parameter.displayParts),
              text: words(parameter.documentation),
            }));
            const inner = parameters.map(({ label }) => label).join(words(item.separatorDisplayParts));
            const label = `${words(item.prefixDisplayParts)}${inner}${words(item.suffixDisplayParts)}`;
            return { label, text: words(item.documentation), parameters };
          }),
        }
      );
    },
    definition(id, offset) {
      const place = at(id, offset);
      if (!place) return undefined;
      const found = service.getDefinitionAtPosition(place.file, place.position)?.[0];
      // A name of another cell is declared among the names; what it stands for is one step further.
      const target = found?.fileName === NAMES ? throughNames(found) : found;
      const cell = target && cellOfFile(target.fileName);
      return cell === undefined || !target ? undefined : { cell, ...span(cell, target.textSpan) };
    },
    problems(id) {
      const known = sources.get(id);
      if (!known) return [];
      const file = fileOf(id);
      const all = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
      return all.flatMap(({ code, messageText, start = 0, length = 0 }) => {
        const message = ts.flattenDiagnosticMessageText(messageText, '\n');
        const severe = isSyntax(code) || NO_SUCH_NAME.has(code);
        const shown = severe ? !RUNTIMES_OWN.has(code) : DOUBTFUL.has(code) && !VAGUE.test(message);
        const place = span(id, { start, length });
        if (!shown || place.start < 0) return [];
        if (place.start <= known.source.length) return [{ message, severe, ...place }];
        // What is missing at the source's end is found missing behind it.
        const end = known.source.trimEnd().length;
        return isSyntax(code) ? [{ message, severe, start: Math.max(0, end - 1), end }] : [];
      });
    },
  };

  return {
    ...plain,
    complete: (...args) => withRoom(() => plain.complete(...args), []),
    details: (...args) => withRoom(() => plain.details(...args), undefined),
    hover: (...args) => withRoom(() => plain.hover(...args), undefined),
    signatures: (...args) => withRoom(() => plain.signatures(...args), undefined),
    definition: (...args) => withRoom(() => plain.definition(...args), undefined),
    problems: (...args) => withRoom(() => plain.problems(...args), []),
  };

  /** Where the name that is declared here among the names is defined in its cell. */
  function throughNames({ textSpan }: TypeScript.DefinitionInfo) {
    const text = files[NAMES];
    const end = text.indexOf('\n', textSpan.start);
    const name = text.slice(textSpan.start, textSpan.start + textSpan.length);
    const use = text.lastIndexOf(`.${name}>`, end);
    return use < textSpan.start ? undefined : service.getDefinitionAtPosition(NAMES, use + 1)?.[0];
  }
}

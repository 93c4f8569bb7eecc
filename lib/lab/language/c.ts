import { type Probe, probeC } from '../../toolchain/c/probe';
import { headerOf } from '../../toolchain/c/sema/library';
import { PLACES, type Sysroot } from '../../toolchain/sysroot/sysroot';
import { Describer } from './describe';
import { PAGES } from './man';
import { isQuoted, lineBefore, mask, openCall, type Word, wordAt } from './text';
import type { Completion, Definition, HelpQuestion, Hover, Signature } from './types';

const NAME = 'cell.c';
/** Stands where a member is being written. */
const MEMBER = '__the_member__';
const KEYWORDS =
  '_Alignas _Alignof _Atomic _Bool _Generic _Noreturn _Static_assert _Thread_local auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef typeof union unsigned void volatile while';
const DIRECTIVES = 'include define undef if ifdef ifndef elif else endif error warning pragma line';

/** Answers questions about C sources, by reading them with the compiler's own front end. */
export class CLanguage {
  private headersOfFunctions: Map<string, string> | undefined;

  constructor(private readonly sysroot: Sysroot) {}

  complete({ source, offset }: HelpQuestion): Completion[] {
    const line = lineBefore(source, offset);
    if (/^\s*#\s*include\s*[<"][\w./]*$/.test(line))
      return this.headers().map((label) => ({ label, kind: 'file' }));
    if (/^\s*#\s*\w*$/.test(line)) return words(DIRECTIVES);
    if (isQuoted(source, offset)) return [];
    const start = offset - (/\w*$/.exec(line)?.[0].length ?? 0);
    if (/\d$/.test(source[start - 1] ?? '') || /^\d/.test(source.slice(start, offset))) return [];
    const before = source.slice(0, start);
    // The point of a number.
    if (/(^|\W)\d+\.$/.test(before)) return [];
    if (/(->|\.)\s*$/.test(before)) return this.members(before);
    const tags = /\b(struct|union|enum)\s+$/.test(before);
    const probe = this.probe(before);
    if (tags) return [...probe.tags.keys()].map((label) => ({ label, kind: 'type' }));
    return [...this.names(probe, source.slice(start, offset)), ...words(KEYWORDS), ...this.undeclared(probe)];
  }

  hover({ source, offset }: HelpQuestion): Hover | undefined {
    const header = this.included(source, offset);
    if (header) return header;
    const word = wordAt(source, offset);
    if (!word || isQuoted(source, offset)) return undefined;
    const found = this.meaning(source, word);
    return found && { from: word.from, to: word.to, ...found.describe() };
  }

  signature({ source, offset }: HelpQuestion): Signature | undefined {
    const call = openCall(source, offset);
    if (!call) return undefined;
    const probe = this.probe(source.slice(0, call.name.to));
    return new Describer(probe, source, NAME).signature(call.name.text, call.argument);
  }

  definition({ source, offset }: HelpQuestion): Definition | undefined {
    const header = this.headerAt(source, offset);
    if (header) return { file: header.path, text: header.text, line: 1, column: 1 };
    const word = wordAt(source, offset);
    if (!word || isQuoted(source, offset)) return undefined;
    const place = this.meaning(source, word)?.place();
    if (!place) return undefined;
    const { file, line, column } = place;
    if (file === NAME) return { line, column };
    const text = this.sysroot.header(file);
    return text === undefined ? undefined : { file, text, line, column };
  }

  private probe(source: string): Probe {
    return probeC(source, {
      name: NAME,
      files: this.sysroot.header,
      cache: this.sysroot.cache,
      systemFolders: [`/${PLACES.headers}`.replace(/\/$/, '')],
      defines: ['_GNU_SOURCE'],
    });
  }

  /** What a word of the source means where it stands. */
  private meaning(source: string, word: Word): ReturnType<Describer['find']> {
    const describer = (end: number) => new Describer(this.probe(source.slice(0, end)), source, NAME);
    const before = source.slice(0, word.from);
    if (/(->|\.)\s*$/.test(before)) return describer(word.to).member();
    const tag = /\b(struct|union|enum)\s+$/.test(before);
    const here = describer(word.to).find(word.text, tag);
    if (here) return here;
    // Where it is declared, it means something only when the declaration has been read.
    const rest = mask(source).slice(word.to);
    const end = rest.search(/[;{]/);
    return end < 0 ? undefined : describer(word.to + end + 1).find(word.text, tag);
  }

  private members(before: string): Completion[] {
    const { member } = this.probe(before + MEMBER);
    if (!member || member.name !== MEMBER) return [];
    return Describer.members(member.of);
  }

  private names(probe: Probe, typed: string): Completion[] {
    const hidden = (name: string) => name.startsWith('_') && !typed.startsWith('_');
    const describer = new Describer(probe, '', NAME);
    const names = [...probe.names]
      .filter(([name]) => !hidden(name))
      .map(([, entry]) => describer.completion(entry));
    const macros = [...probe.macros]
      .filter(([name]) => !hidden(name) && !probe.names.has(name))
      .map(([label, macro]): Completion => ({ label, kind: 'macro', detail: Describer.body(macro) }));
    return [...names, ...macros];
  }

  /** Functions of the library whose header is not included yet. */
  private undeclared(probe: Probe): Completion[] {
    return [...PAGES.values()].flatMap(({ name, text }): Completion[] => {
      const include = this.headerDeclaring(name);
      if (!include || probe.names.has(name) || probe.macros.has(name)) return [];
      return [{ label: name, kind: 'function', detail: `<${include}>`, text, include }];
    });
  }

  private headers(): string[] {
    return this.sysroot.headerNames.filter((name) => !/^(bits|asm|linux)\//.test(name));
  }

  /** The header that a function is declared in. */
  private headerDeclaring(name: string): string | undefined {
    if (!this.headersOfFunctions) {
      this.headersOfFunctions = new Map();
      for (const header of this.headers()) {
        const text = this.sysroot.header(`/${PLACES.headers}${header}`) ?? '';
        for (const [, declared] of text.matchAll(/^[A-Za-z_][\w *]*?[\s*](\w+)\(.*/gm))
          if (!this.headersOfFunctions.has(declared)) this.headersOfFunctions.set(declared, header);
      }
    }
    return headerOf(name) ?? this.headersOfFunctions.get(name);
  }

  private headerAt(source: string, offset: number): { path: string; text: string; name: string } | undefined {
    const start = source.lastIndexOf('\n', offset - 1) + 1;
    const end = source.indexOf('\n', offset);
    const line = source.slice(start, end < 0 ? undefined : end);
    const [, name] = /^\s*#\s*include\s*[<"]([\w./]+)[>"]/.exec(line) ?? [];
    const path = `/${PLACES.headers}${name}`;
    const text = name === undefined ? undefined : this.sysroot.header(path);
    return text === undefined ? undefined : { path, text, name };
  }

  private included(source: string, offset: number): Hover | undefined {
    const header = this.headerAt(source, offset);
    if (!header) return undefined;
    const from = source.lastIndexOf('\n', offset - 1) + 1;
    const end = source.indexOf('\n', offset);
    // The comment that each header begins with says what it is.
    const [, said] = /^\/\*\s*([\s\S]*?)\s*\*\//.exec(header.text) ?? [];
    return { from, to: end < 0 ? source.length : end, code: header.path, text: said };
  }
}

const words = (all: string): Completion[] => all.split(' ').map((label) => ({ label, kind: 'keyword' }));

import { parseExpressionAt } from 'acorn';
import MarkdownIt from 'markdown-it';
import { type Compiled, CompileError, compile, unexpected } from './transpile';

/** Text with holes: `texts` has one entry more than `expressions`. */
export interface Template {
  texts: string[];
  expressions: string[];
}

/** Splits at each `${expression}`; `\${` stays as it is. Throws CompileError with the place in `text`. */
export function splitTemplate(
  text: string,
  skip: (at: number) => number | undefined = () => undefined,
): Template {
  const template: Template = { texts: [], expressions: [] };
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const past = skip(at);
    if (past !== undefined) at = past - 1;
    else if (text[at] === '\\') at++;
    else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      template.texts.push(text.slice(from, at));
      template.expressions.push(text.slice(at + 2, end));
      from = end + 1;
      at = end;
    }
  }
  template.texts.push(text.slice(from));
  return template;
}

function endOfExpression(text: string, from: number): number {
  const place = (at: number) => {
    const lines = text.slice(0, at).split('\n');
    return { line: lines.length, column: lines[lines.length - 1].length + 1 };
  };
  let end: number;
  try {
    end = parseExpressionAt(text, from, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true }).end;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = (error as SyntaxError & { pos?: number }).pos ?? from;
    const said = error.message.replace(/ \(\d+:\d+\)$/, '');
    const what = said === 'Unexpected token' ? unexpected(text, error) : said;
    throw new CompileError({ message: `in \${...}: ${what}`, ...place(at) });
  }
  const brace = /^\s*\}/.exec(text.slice(end));
  if (brace) return end + brace[0].length - 1;
  throw new CompileError({
    message: 'this ${ is not closed; write \\${ for the characters themselves',
    ...place(from - 2),
  });
}

/** Splits Markdown, leaving code blocks and code spans alone. */
export function splitMarkdown(source: string): Template {
  const code = codeRanges(source);
  return splitTemplate(source, (at) => code.find(([from, to]) => from === at && to > at)?.[1]);
}

/** Compiles the holes to one function that answers their values. */
export function compileHoles(expressions: readonly string[]): Compiled {
  return compile(`[${expressions.map((expression) => `(\n${expression}\n)`).join()}]`);
}

const blocks = new MarkdownIt('commonmark');

function codeRanges(source: string): [number, number][] {
  const starts = [0];
  for (const { index, 0: end } of source.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  const offset = (line: number) => starts[line] ?? source.length;
  const ranges: [number, number][] = [];
  for (const { type, map } of blocks.parse(source, {})) {
    if (!map || (type !== 'fence' && type !== 'code_block')) continue;
    ranges.push([offset(map[0]), offset(map[1])]);
  }
  const inBlock = (at: number) => ranges.some(([from, to]) => at >= from && at < to);
  const spans: [number, number][] = [];
  // A code span ends at the next run of as many backticks (CommonMark 6.1), within its paragraph.
  for (const { index, 0: span } of source.matchAll(
    /(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\1(?!`)/g,
  )) {
    if (!inBlock(index)) spans.push([index, index + span.length]);
  }
  return [...ranges, ...spans];
}

import type MarkdownIt from 'markdown-it';

type StateInline = Parameters<Parameters<MarkdownIt['inline']['ruler']['after']>[2]>[0];
type StateBlock = Parameters<Parameters<MarkdownIt['block']['ruler']['after']>[2]>[0];

let temml: typeof import('temml').default | undefined;

/** What reads TeX is large: it is loaded before the first text is rendered that may hold some. */
export async function loadMath(): Promise<NonNullable<typeof temml>> {
  temml ??= (await import('temml')).default;
  return temml;
}

/** Whether a text may hold mathematics. */
export const mayHaveMath = (text: string): boolean => text.includes('$');

/** TeX as MathML, which browsers draw without a script; what cannot be read is shown as it was written, with the reason. */
function draw(tex: string, displayMode: boolean): string {
  if (!temml) throw new Error('mathematics was not loaded: loadMath comes first');
  return temml.renderToString(tex, { displayMode, throwOnError: false, errorColor: 'var(--bad)' });
}

/**
 * `$x$` in a line and `$$x$$` by itself are mathematics, by Pandoc's rule: no space inside the dollars, and no digit
 * after the second, so that prices in dollars stay prose. `${...}` was taken out as a hole before.
 */
export function math(markdown: MarkdownIt): void {
  markdown.inline.ruler.after('escape', 'math', inline);
  markdown.block.ruler.after('blockquote', 'math_block', block, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  markdown.renderer.rules['math'] = (tokens, at) => draw(tokens[at].content, tokens[at].markup === '$$');
  markdown.renderer.rules['math_block'] = (tokens, at) => `<p>${draw(tokens[at].content, true)}</p>\n`;
}

function inline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '$') return false;
  const fence = src[pos + 1] === '$' ? '$$' : '$';
  const from = pos + fence.length;
  let end = from;
  do {
    end = src.indexOf(fence, end + 1);
    if (end < 0 || end >= posMax) return false;
  } while (src[end - 1] === '\\');
  const tex = src.slice(from, end);
  if (fence === '$' && (/^\s|\s$/.test(tex) || /\d/.test(src[end + 1] ?? ''))) return false;
  if (!silent) {
    const token = state.push('math', 'math', 0);
    token.content = tex.trim();
    token.markup = fence;
  }
  state.pos = end + fence.length;
  return true;
}

function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number) =>
    state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]).trim();
  const first = lineAt(startLine);
  if (!first.startsWith('$$')) return false;
  let last = startLine;
  const closes = (line: number) => lineAt(line).endsWith('$$') && (line > startLine || first.length >= 4);
  while (!closes(last)) {
    last++;
    if (last >= endLine || (lineAt(last) !== '' && state.sCount[last] < state.blkIndent)) return false;
  }
  if (silent) return true;
  const lines = Array.from({ length: last - startLine + 1 }, (_, n) => lineAt(startLine + n));
  const token = state.push('math_block', 'math', 0);
  token.block = true;
  token.content = lines.join('\n').slice(2, -2).trim();
  token.map = [startLine, last + 1];
  state.line = last + 1;
  return true;
}

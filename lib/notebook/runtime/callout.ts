import type MarkdownIt from 'markdown-it';

/** Kinds of callout with their headings, as GitHub writes them: `> [!NOTE]`. */
const CALLOUTS: Readonly<Record<string, string>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
};

/** A quotation that begins with `[!NOTE]` or one of its kin is a callout: set apart, with a heading, its own where it has one. */
export function callouts(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'callouts', ({ tokens, Token }) => {
    tokens.forEach((open, at) => {
      if (open.type !== 'blockquote_open' || tokens[at + 2]?.type !== 'inline') return;
      const text = tokens[at + 2];
      const [mark, kind, own] = /^\[!(\w+)\][ \t]*(.*)(?:\n|$)/.exec(text.content) ?? [];
      const heading = CALLOUTS[kind?.toLowerCase() ?? ''];
      if (mark === undefined || heading === undefined) return;
      open.attrSet('class', `callout ${kind.toLowerCase()}`);
      const title = new Token('html_block', '', 0);
      title.content = `<p class="callout-title">${own.trim() === '' ? heading : markdown.renderInline(own.trim())}</p>\n`;
      text.content = text.content.slice(mark.length);
      // The list grows by one here; what follows has not been visited yet.
      tokens.splice(at + 1, text.content === '' ? 3 : 0, title);
    });
  });
}

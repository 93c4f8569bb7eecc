import type MarkdownIt from 'markdown-it';

/** Items of a list that begin with `[ ]` or `[x]` are tasks, with a box that says whether they are done. */
export function tasks(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'tasks', ({ tokens, Token }) => {
    tokens.forEach((token, at) => {
      const isItem = tokens[at - 2]?.type === 'list_item_open' && token.type === 'inline';
      const first = token.children?.[0];
      const [mark, done] = /^\[([ xX])\][ \t]+/.exec(first?.content ?? '') ?? [];
      if (!isItem || !first || mark === undefined) return;
      tokens[at - 2].attrJoin('class', 'task');
      first.content = first.content.slice(mark.length);
      const box = new Token('html_inline', '', 0);
      const state = done === ' ' ? 'aria-label="to do"' : 'aria-label="done" checked';
      box.content = `<input type="checkbox" disabled ${state}> `;
      token.children?.unshift(box);
    });
  });
}

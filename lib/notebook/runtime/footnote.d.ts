/** The part of markdown-it-footnote that is used; its own types are of another build of markdown-it. */
declare module 'markdown-it-footnote' {
  import type MarkdownIt from 'markdown-it';

  const footnotes: (markdown: MarkdownIt) => void;
  export default footnotes;
}

/** Classes of token; highlight.css and the editor's theme colour them. Empty is plain text. */
export type Token =
  | ''
  | 'comment'
  | 'keyword'
  | 'register'
  | 'number'
  | 'string'
  | 'directive'
  | 'label'
  | 'strong';

/** What a match becomes: one token, or one of several by the word matched. */
export type Action = Token | { cases: Record<string, Token> };

/** A pattern, what it becomes, and the state to enter: a name pushes it, `@pop` leaves the present one. */
export type Rule = readonly [pattern: RegExp, action: Action, next?: string];

/**
 * A language's colours, in the part of Monarch's format that tokenise.ts understands too: static text and the editor are
 * coloured by the same rules. Patterns see one line at a time, its line feed included.
 */
export interface Grammar {
  /** Lists of words for `cases`: `@keywords` is the list `keywords`, `@default` any other word. */
  words: Record<string, readonly string[]>;
  states: { root: readonly Rule[] } & Record<string, readonly Rule[]>;
}

/** What others may ask of a mounted editor. */
export interface Caret {
  /** The caret's offset in the source; undefined while the editor does not have the keyboard. */
  offset(): number | undefined;
  /** Writes a text where the caret is, in place of what is selected. */
  insert(text: string): void;
  /** Selects a part of the source and brings it into sight. */
  select(start: number, end: number): void;
}

/** Mounted editors by the element they are mounted in; apart, so that Monaco is not loaded for it. */
const EDITORS = new WeakMap<Element, Caret>();

/** Tells of the editor in `host`. */
export function registerCaret(host: Element, caret: Caret): void {
  EDITORS.set(host, caret);
}

const within = (root: Element | null): Caret[] =>
  [...(root?.querySelectorAll('[data-mounted]') ?? [])].flatMap((host) => EDITORS.get(host) ?? []);

/** The caret's offset in the source of the editor inside `root`; undefined where it does not have the keyboard. */
export function caretIn(root: Element | null): number | undefined {
  return within(root)
    .map((caret) => caret.offset())
    .find((offset) => offset !== undefined);
}

/** Writes a text where the caret of the editor inside `root` is; false while there is none. */
export function insertIn(root: Element | null, text: string): boolean {
  const [caret] = within(root);
  caret?.insert(text);
  return caret !== undefined;
}

/** Selects a part of the source of the editor inside `root`; false while there is none. */
export function selectIn(root: Element | null, start: number, end: number): boolean {
  const [caret] = within(root);
  caret?.select(start, end);
  return caret !== undefined;
}

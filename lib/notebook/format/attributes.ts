/**
 * The attribute block of a fence: `{#id name=chart args="1 2" hide}`. Words are separated by spaces; a value is bare or
 * quoted with " or ', and inside quotes a backslash stands before a quote, a backslash or n (a new line).
 */
export interface AttributeBlock {
  id?: string;
  /** Keys and values in the order written; a key without a value has the empty one. */
  values: Record<string, string>;
}

const ITEM =
  /\s*(?:#([\w.:-]+)|([.\w][\w.:-]*)(?:=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'{}=]+)))?)(?=[\s}])/y;
const NUMBER_LIST = /^[\d\s,-]*$/;

/**
 * Reads a block that must fill all of `text`. Answers undefined when the text is something else, such as the line
 * ranges `{1,3-5}` that other tools put there.
 */
export function parseAttributes(text: string): AttributeBlock | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const inner = trimmed.slice(1, -1);
  if (inner.trim() !== '' && NUMBER_LIST.test(inner)) return undefined;
  const block: AttributeBlock = { values: {} };
  ITEM.lastIndex = 1;
  while (ITEM.lastIndex < trimmed.length - 1) {
    if (trimmed.slice(ITEM.lastIndex, -1).trim() === '') break;
    const match = ITEM.exec(trimmed);
    if (!match) return undefined;
    const [, id, key, double, single, bare] = match;
    if (id !== undefined) {
      if (block.id !== undefined) return undefined;
      block.id = id;
    } else {
      if (Object.hasOwn(block.values, key)) return undefined;
      block.values[key] = unescaped(double ?? single) ?? bare ?? '';
    }
  }
  return block;
}

/** Writes a block that parseAttributes reads back the same. */
export function writeAttributes(block: AttributeBlock): string {
  const words = Object.entries(block.values).map(([key, value]) =>
    value === '' ? key : `${key}=${quote(value)}`,
  );
  if (block.id !== undefined) words.unshift(`#${block.id}`);
  return `{${words.join(' ')}}`;
}

/** Whether a text can be written as an attribute's key. */
export function isAttributeKey(key: string): boolean {
  return /^[.\w][\w.:-]*$/.test(key) && !NUMBER_LIST.test(key);
}

function quote(value: string): string {
  if (/^[\w.,:/+@%-]+$/.test(value)) return value;
  return `"${value.replace(/[\\"]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')}"`;
}

function unescaped(value: string | undefined): string | undefined {
  return value?.replace(/\\(.)/g, (all, char: string) =>
    char === 'n' ? '\n' : /["'\\]/.test(char) ? char : all,
  );
}

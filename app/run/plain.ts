// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this is about
/** Control sequences (ECMA-48, 5.4), strings to the terminal such as its title (5.6), and other escapes. */
const SEQUENCES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]/g;
const OTHERS = /[\x00-\x07\x0b\x0c\x0e-\x1f\x7f]/g;

/**
 * What a terminal was given, as text: what was rubbed out or written over is gone, colours and cursor movements are left
 * out.
 */
export function plain(given: string): string {
  if (!/[\x00-\x08\x0b-\x1f\x7f]/.test(given)) return given;
  const text = given.replace(SEQUENCES, '').replace(/\r+\n/g, '\n').replace(OTHERS, '');
  return text.split('\n').map(settled).join('\n');
}

/** A line after its backspaces and carriage returns. */
function settled(line: string): string {
  if (!/[\b\r]/.test(line)) return line;
  const cells: string[] = [];
  let at = 0;
  for (const character of line) {
    if (character === '\r') at = 0;
    else if (character === '\b') at = Math.max(0, at - 1);
    else cells[at++] = character;
  }
  return cells.join('').trimEnd();
}

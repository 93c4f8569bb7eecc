import { ENOEXEC } from '../../abi/errno';

const NEWLINE = 10;
const isBlank = (c: number): boolean => c === 32 || c === 9;

/** The interpreter of a #! line and its one argument. */
export interface Script {
  interpreter: Uint8Array;
  argument: Uint8Array | undefined;
}

/**
 * Reads a #! line as load_script of fs/binfmt_script.c does: blanks around, then all the rest as one argument. Answers
 * undefined for what is no script, -ENOEXEC for a line without a name or cut within it.
 */
export function parseScript(head: Uint8Array): Script | undefined | number {
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined;
  let end = head.indexOf(NEWLINE);
  const cut = end < 0 && head.length === 256;
  if (end < 0) end = head.length;
  const nul = head.subarray(0, end).indexOf(0);
  if (nul >= 0) end = nul;
  let start = 2;
  while (start < end && isBlank(head[start])) start++;
  while (end > start && isBlank(head[end - 1])) end--;
  if (start === end) return -ENOEXEC;
  let name = start;
  while (name < end && !isBlank(head[name])) name++;
  if (cut && name === end) return -ENOEXEC;
  let argument = name;
  while (argument < end && isBlank(head[argument])) argument++;
  return {
    interpreter: head.slice(start, name),
    argument: argument < end ? head.slice(argument, end) : undefined,
  };
}

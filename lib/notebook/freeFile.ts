/** The name, or where a file has it already the name with the first number that is free. */
export function freeFile(name: string, taken: ReadonlySet<string>): string {
  const at = name.lastIndexOf('.');
  const [stem, end] = at > 0 ? [name.slice(0, at), name.slice(at)] : [name, ''];
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${stem}-${n}${end}`;
  return free;
}

/** Each process's lines of a trace, in the order in which the processes appear, with what differs from run to run masked. */
export type Lines = string[][];

/** Replacements for what no two runs have alike. Addresses below 16 MiB are the program file's own and stay. */
const MASKS: [RegExp, string][] = [
  // Where the heap begins is random there.
  [/\bbrk\(0x[0-9a-f]+\) += 0x[0-9a-f]+/, 'brk(ADDR) = ADDR'],
  [/\bbrk\((.*)\) += 0x[0-9a-f]+/, 'brk($1) = ADDR'],
  [/0x[0-9a-f]{7,}/g, 'ADDR'],
  [/ \(core dumped\)/, ''],
  [/\b(getpid|getppid|gettid|fork|vfork|set_tid_address)\((.*)\) += \d+/, '$1($2) = PID'],
  [/\bwait4\(\d+/, 'wait4(PID'],
  [/(\bwait4\(.*\)) += [1-9]\d*$/, '$1 = PID'],
  [/si_pid=\d+/, 'si_pid=PID'],
  [/si_utime=\d+, si_stime=\d+/, 'si_utime=N, si_stime=N'],
  [/Process PID=\d+/, 'Process PID=PID'],
  [/(clock_gettime|gettimeofday)\((.*?)\{.*?\}/, '$1($2{NOW}'],
  [/\btime\(NULL\) += .*/, 'time(NULL) = NOW'],
  [/getcpu\(\[\d+\]/, 'getcpu([CPU]'],
  [/getrandom\(".*?"(\.\.\.)?/, 'getrandom(NOISE'],
  [/nodename="[^"]*"/, 'nodename=NODE'],
  [/ += /, ' = '],
];

/** Where the child's end falls among the parent's lines is a race. */
const RACY = /^--- SIGCHLD /;

/** Reads `strace -f -o` text: a line begins with its process; a call cut in two by another process's is put together. */
export function maskedLines(text: string): Lines {
  const processes = new Map<string, string[]>();
  const racy = new Map<string, string[]>();
  const halves = new Map<string, string>();
  for (const raw of text.split('\n')) {
    const match = /^(?:\[pid +)?(\d+)\]? +(.*)$/.exec(raw);
    if (!match) continue;
    const pid = match[1];
    let line = match[2];
    if (line.endsWith('<unfinished ...>')) {
      halves.set(pid, line.slice(0, -'<unfinished ...>'.length).trimEnd());
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(line);
    if (resumed) line = join(halves.get(pid) ?? '', resumed[1]);
    for (const [pattern, by] of MASKS) line = line.replace(pattern, by);
    const into = RACY.test(line) ? racy : processes;
    into.set(pid, [...(into.get(pid) ?? []), line]);
  }
  return [...processes].map(([pid, lines]) => [...lines, ...(racy.get(pid) ?? [])]);
}

/** Two halves of a call. Before a comma's argument strace leaves a blank, before the closing bracket none. */
function join(first: string, second: string): string {
  const rest = second.trimStart();
  return (
    first +
    (first.endsWith(',') && !rest.startsWith(')') ? ` ${rest}` : second.startsWith(')') ? second : rest)
  );
}

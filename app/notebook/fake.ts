import type { Cell, NotebookSession, SessionState } from '../../lib/notebook/types';
import type { RunResult } from '../../lib/lab/types';
const enc = new TextEncoder();
const N = 5000;
function fakeRun(): RunResult {
  const f = (v: number) => new Float64Array(N).map((_, i) => v + (i % 7));
  const z = () => new Uint32Array(N);
  return { ending: { kind: 'exited', status: 0 }, exit: 0, stdout: enc.encode('hello, world\n'.repeat(20)), stderr: enc.encode('a warning\n'), truncated: false,
    counts: [{ name: 'write', nr: 1, calls: 5000, errors: 0, entry: 500000, handler: 545000, exit: 480000, cycles: 1525000, ns: 418000 }, { name: 'exit_group', nr: 231, calls: 1, errors: 0, entry: 100, handler: 200, exit: 0, cycles: 300, ns: 82 }],
    cycles: { user: 400000, entry: 500000, handler: 545000, exit: 480000, fault: 20000, idle: 0, total: 1945000 }, ns: 533000, instructions: 45012,
    trace: { length: N, total: N, nr: new Uint16Array(N), abi: new Uint8Array(N), pid: z(), argsLo: z(), argsHi: z(), retLo: z(), retHi: new Int32Array(N), status: new Uint8Array(N), start: new Float64Array(N).map((_, i) => i * 380), user: f(80), entry: f(100), handler: f(109), exit: f(96), payloadIndex: z(), payloadArg: z(), payloadOffset: z(), payloadKept: z(), payloadLength: z(), arena: new Uint8Array(), events: [{ before: N, pid: 1, start: 1945000, text: '+++ exited with 0 +++' }] },
    files: [], profile: 'measured-vm', key: 'k', notes: [] };
}
const cells: Cell[] = [
  { id: 'a', kind: 'md', attributes: {}, source: '# A million writes\n\nWhat does it cost to write one byte? A program that writes a million bytes one at a time asks its kernel a million times.\n\n## The program\n\nIt calls `write(1, buf, 1)` in a loop.' },
  { id: 'b', kind: 'asm', name: 'unbuffered', attributes: { args: '1000000' }, source: '# write one byte, a million times\n.globl _start\n_start:\n\tmov\tebx, 1000000\t\t# how many\n1:\tmov\teax, 1\t\t\t# write\n\tmov\tedi, 1\n\tlea\trsi, [rip + byte]\n\tmov\tedx, 1\n\tsyscall\n\tdec\tebx\n\tjnz\t1b\n\tmov\teax, 231\t\t# exit_group\n\txor\tedi, edi\n\tsyscall\n\n.section .rodata\nbyte:\t.ascii\t"x"\n' },
  { id: 'c', kind: 'js', attributes: {}, source: 'charts.callsByName(unbuffered, {\n  title: `Calls of ${unbuffered.name}`, // a chart\n})' },
  { id: 'd', kind: 'md', attributes: {}, source: '## What it means\n\nMost of the time is spent at the door.' },
  { id: 'e', kind: 'c', name: 'later', attributes: {}, source: '#include <unistd.h>\nint main(void) { return 0; }' },
];
export function fakeSession(): NotebookSession {
  let state: SessionState = { notebook: { title: 'A million writes', meta: {}, cells }, saved: 'saved', running: false, canUndo: false, canRedo: false, live: true,
    cells: { a: { status: 'ok', output: { key: '', state: 'ok', height: 240 } }, b: { status: 'ok', output: { key: '', state: 'ok', run: fakeRun() } }, c: { status: 'ok', output: { key: '', state: 'ok', height: 300, html: '<svg' } }, d: { status: 'stale', output: { key: '', state: 'ok', height: 90 } } } };
  const ls = new Set<() => void>();
  const set = (s: Partial<SessionState>) => { state = { ...state, ...s }; for (const l of ls) l(); };
  const setCells = (cs: Cell[]) => set({ notebook: { ...state.notebook, cells: cs }, canUndo: true });
  return { snapshot: () => state, subscribe: (l) => { ls.add(l); return () => ls.delete(l); },
    setSource: (id, source) => setCells(state.notebook.cells.map((c) => c.id === id ? { ...c, source } : c)),
    setAttribute: () => {}, setName: () => {}, setTitle: (title) => set({ notebook: { ...state.notebook, title } }),
    insert: (i, kind, source = '') => { const id = `n${Math.floor(performance.now())}`; const cs = [...state.notebook.cells]; cs.splice(i, 0, { id, kind, source, attributes: {} }); setCells(cs); return id; },
    remove: (id) => setCells(state.notebook.cells.filter((c) => c.id !== id)),
    move: (id, i) => { const c = state.notebook.cells.find((x) => x.id === id); if (!c) return; const cs = state.notebook.cells.filter((x) => x.id !== id); cs.splice(i, 0, c); setCells(cs); },
    setKind: (id, kind) => setCells(state.notebook.cells.map((c) => c.id === id ? { ...c, kind } : c)),
    undo: () => {}, redo: () => {}, run: async () => {}, runAll: async () => {}, stop: () => {}, attachFrame: () => {}, layout: () => {}, setTheme: () => {}, exportChart: async () => undefined, toMarkdown: () => '', close: () => {} };
}

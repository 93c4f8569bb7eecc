import type { CDiagnostic } from './diagnostics';

/** A diagnostic with caret lines, notes and includes, as compilers print it to a terminal. */
export function printDiagnostic(d: CDiagnostic): string {
  const lines: string[] = [];
  d.includedFrom.forEach((place, i) => {
    const lead = i === 0 ? 'In file included from' : '                 from';
    lines.push(`${lead} ${place.file}:${place.line}${i === d.includedFrom.length - 1 ? ':' : ','}`);
  });
  lines.push(...printOne(d));
  for (const note of d.notes) lines.push(...printOne(note));
  return lines.join('\n');
}

function printOne(d: CDiagnostic): string[] {
  const option = d.option ? ` [-W${d.severity === 'error' ? 'error=' : ''}${d.option}]` : '';
  const hint = d.hint ? `; ${d.hint}` : '';
  const head = `${d.file}:${d.line}:${d.column}: ${d.severity}: ${d.message}${hint}${option}`;
  if (d.text.trim() === '') return [head];
  const marks: string[] = [];
  const underline = (from: number, to: number) => {
    for (let c = from; c < to && c <= d.text.length; c++) marks[c - 1] = '~';
  };
  for (const range of d.ranges) underline(range.column, range.endColumn);
  underline(d.column, d.endColumn);
  marks[d.column - 1] = '^';
  // Tabs stay tabs under the source, so that the caret stands below what it means.
  const blank = (i: number) => (d.text[i] === '\t' ? '\t' : ' ');
  const under = Array.from({ length: marks.length }, (_, i) => marks[i] ?? blank(i)).join('');
  const number = String(d.line).padStart(5);
  const lines = [head, `${number} | ${d.text}`, `${' '.repeat(5)} | ${under}`];
  const fix = d.fixIts.find((f) => f.line === d.line && f.file === d.file);
  if (fix?.text) {
    const indent = Array.from({ length: fix.column - 1 }, (_, i) => blank(i)).join('');
    lines.push(`${' '.repeat(5)} | ${indent}${fix.text}`);
  }
  return lines;
}

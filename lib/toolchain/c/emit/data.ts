import type { StaticData, StaticRelocation, Variable } from '../ast';
import { CONST, type CType } from '../types';
import type { ModuleNames } from './names';

/** Directives for bytes with addresses among them. */
export function dataDirectives(data: StaticData, names: ModuleNames): string[] {
  const lines: string[] = [];
  const bytes = data.bytes ?? new Uint8Array(data.size);
  const relocations = [...data.relocations].sort((a, b) => a.offset - b.offset);
  let at = 0;
  for (const relocation of relocations) {
    lines.push(...byteDirectives(bytes.subarray(at, relocation.offset)));
    lines.push(`${WORD[relocation.size]} ${target(relocation, names)}`);
    at = relocation.offset + relocation.size;
  }
  lines.push(...byteDirectives(bytes.subarray(at)));
  return lines;
}

const WORD: Record<number, string> = { 1: '.byte', 2: '.value', 4: '.long', 8: '.quad' };

function target({ target: to, addend, minus }: StaticRelocation, names: ModuleNames): string {
  const name = to.kind === 'literal' ? names.literal(to) : to.kind === 'label' ? names.label(to) : to.asmName;
  const less = minus ? `-${names.label(minus)}` : '';
  return `${name}${less}${addend === 0 ? '' : addend > 0 ? `+${addend}` : addend}`;
}

/** Bytes, with long runs of zero as one directive. */
export function byteDirectives(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  let start = 0;
  const flush = (end: number) => {
    for (let i = start; i < end; i += 16)
      lines.push(`.byte ${bytes.subarray(i, Math.min(i + 16, end)).join(',')}`);
    start = end;
  };
  for (let i = 0; i < bytes.length; ) {
    if (bytes[i] !== 0) {
      i++;
      continue;
    }
    let end = i;
    while (end < bytes.length && bytes[end] === 0) end++;
    if (end - i >= 8) {
      flush(i);
      lines.push(`.zero ${end - i}`);
      start = end;
    }
    i = end;
  }
  flush(bytes.length);
  return lines;
}

function isConst(type: CType): boolean {
  if (type.kind === 'array') return isConst(type.of);
  return (type.quals & CONST) !== 0;
}

/** The section directive for a variable, by what is in it and what may be done to it. */
export function variableSection(variable: Variable, pic: boolean, each: boolean): string {
  const { data, type } = variable;
  const relocated = (data?.relocations.length ?? 0) > 0;
  const empty = !data?.bytes || data.bytes.every((byte) => byte === 0);
  if (variable.section) {
    const flags = isConst(type) && !(relocated && pic) ? 'a' : 'aw';
    return `.section ${variable.section},"${flags}${variable.threadLocal ? 'T' : ''}",@progbits`;
  }
  const suffix = each ? `.${variable.asmName}` : '';
  if (variable.threadLocal)
    return empty && !relocated
      ? `.section .tbss${suffix},"awT",@nobits`
      : `.section .tdata${suffix},"awT",@progbits`;
  if (isConst(type)) {
    if (relocated && pic) return `.section .data.rel.ro${suffix},"aw"`;
    return `.section .rodata${suffix},"a"`;
  }
  if (empty && !relocated) return each ? `.section .bss${suffix},"aw",@nobits` : '.bss';
  return each ? `.section .data${suffix},"aw"` : '.data';
}

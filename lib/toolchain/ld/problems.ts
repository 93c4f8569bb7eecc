import type { Diagnostic } from '../diagnostic';
import type { InputSection } from './input';

/** A place of an input that a message is about. */
export interface Place {
  section: InputSection;
  offset: number;
}

/** What may be said at most; a program that lacks its library would say thousands. */
const MOST = 50;

/** Collects what is wrong with a link. */
export class Problems {
  readonly diagnostics: Diagnostic[] = [];
  private errors = 0;

  get failed(): boolean {
    return this.errors > 0;
  }

  error(message: string, place?: Place, hint?: string): void {
    if (++this.errors <= MOST) this.add('error', message, place, hint);
  }

  warning(message: string, place?: Place): void {
    this.add('warning', message, place);
  }

  note(message: string, place?: Place): void {
    if (this.errors <= MOST) this.add('note', message, place);
  }

  private add(severity: Diagnostic['severity'], message: string, place?: Place, hint?: string): void {
    this.diagnostics.push({ severity, message, hint, ...spanOf(place) });
  }
}

/** The source line of a place, or the object, section and offset where no line is known. */
function spanOf(place: Place | undefined): Pick<Diagnostic, 'file' | 'line' | 'column' | 'endColumn'> {
  if (!place) return { file: 'ld', line: 0, column: 0, endColumn: 0 };
  const { section, offset } = place;
  const found = section.file.object.locate?.(section.section, offset);
  if (found) {
    const column = found.column ?? 1;
    return { file: found.file, line: found.line, column, endColumn: found.endColumn ?? column + 1 };
  }
  return {
    file: `${section.file.name}:(${section.section.name}+0x${offset.toString(16)})`,
    line: 0,
    column: 0,
    endColumn: 0,
  };
}

/** Where a place is, in a few words for the middle of a message. */
export function describePlace(place: Place): string {
  const { file, line } = spanOf(place);
  return line > 0 ? `${file}:${line}` : file;
}

import { useEffect, useRef, useState } from 'react';
import type { Diagnostic } from '../../lib/lab/types';
import type { Cell, CellState } from '../../lib/notebook/types';
import { pageLab } from '../lab';

/** Rest after the last keystroke until the source is checked. */
const REST_MS = 400;

/**
 * Problems in a cell's source: the last run's, and from the first edit on what assembler or compiler says of the text as it is
 * now. Programs that take names from their attributes are left to the run, which knows the values.
 */
export function useDiagnostics(cell: Cell, { diagnostics, output }: CellState): readonly Diagnostic[] {
  const { kind, source, name, id } = cell;
  const first = useRef(source);
  const [checked, setChecked] = useState<{ source: string; found: Diagnostic[] }>();
  const checkable = (kind === 'asm' || kind === 'c') && !('defines' in cell.attributes);

  useEffect(() => {
    if (!checkable || source === first.current) return;
    let late = false;
    const timer = setTimeout(() => {
      const lab = pageLab();
      const file = `${name ?? id}.${kind === 'c' ? 'c' : 's'}`;
      const check: Promise<{ diagnostics: Diagnostic[] }> =
        kind === 'c' ? lab.compile(source, file) : lab.assemble(source, file);
      check.then(
        (result) => !late && setChecked({ source, found: result.diagnostics }),
        // The lab's Worker is gone; a run says why.
        () => !late && setChecked(undefined),
      );
    }, REST_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [checkable, kind, source, name, id]);

  if (checkable && checked?.source === source) return checked.found;
  return diagnostics ?? output?.error?.diagnostics ?? NONE;
}

const NONE: readonly Diagnostic[] = [];

import type { CellKind } from '../../lib/notebook/types';
import { asm } from './grammar/asm';
import { c } from './grammar/c';
import { exercise } from './grammar/exercise';
import { javascript } from './grammar/javascript';
import { markdown } from './grammar/markdown';
import { shell } from './grammar/shell';
import type { Grammar } from './grammar/types';

/** The colours of each kind of cell. */
export const GRAMMARS: Record<CellKind, Grammar> = {
  md: markdown,
  js: javascript,
  asm,
  c,
  sh: shell,
  exercise,
};

import type { Assembler } from '../assembler';
import type { Scanner } from '../scanner';
import { BLOCKS } from './block';
import { CONDITIONALS } from './conditional';
import { DATA } from './data';
import { DEBUG } from './debug';
import { FILES } from './files';
import { IGNORED } from './ignored';
import { LAYOUT } from './layout';
import { SECTIONS } from './section';
import { SYMBOLS } from './symbol';

/** Carries out one directive; the scanner stands behind its name. */
export type Directive = (asm: Assembler, scanner: Scanner, name: string) => void;

/** Directives that count even where `.if` skips. */
export const CONDITIONAL_DIRECTIVES: Record<string, Directive> = CONDITIONALS;

/** All other directives by name. */
export const DIRECTIVES: Record<string, Directive> = {
  ...BLOCKS,
  ...DATA,
  ...DEBUG,
  ...FILES,
  ...IGNORED,
  ...LAYOUT,
  ...SECTIONS,
  ...SYMBOLS,
};

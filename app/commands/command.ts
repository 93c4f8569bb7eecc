import type { LucideIcon } from 'lucide-react';
import type { CellContext } from './context';

/** Something the reader can do. Menus, the palette, buttons and keys are all drawn from these. */
export interface Command<Context> {
  name: string;
  label: string | ((context: Context) => string);
  /** What the help sheet says where the label depends on the context. */
  summary?: string;
  icon: LucideIcon;
  /** Menus draw a line between groups, and leave out commands that have none: those are for the keyboard. */
  group?: string;
  /**
   * Keys as in `Mod+Shift+Enter`; Mod is Command on a Mac and Ctrl elsewhere, Ctrl is
   * that key on both. `d d` is two keys one after the other.
   * The first is the one shown.
   */
  keys?: string[];
  /** The keys work while text is being typed too. */
  typing?: boolean;
  /** Whether it makes sense now; always when absent. */
  when?: (context: Context) => boolean;
  perform: (context: Context) => void;
}

/** A command about a cell, or the cells selected with it. */
export type CellCommand = Command<CellContext>;

export const labelOf = <C>(command: Command<C>, context: C): string =>
  typeof command.label === 'string' ? command.label : command.label(context);

export const possible = <C>(command: Command<C>, context: C): boolean => command.when?.(context) ?? true;

/** A command with the context it would be performed in. */
export interface Offer {
  name: string;
  label: string;
  icon: LucideIcon;
  group: string | undefined;
  /** The key shown beside it. */
  keys: string | undefined;
  perform(): void;
}

/** The commands that make sense now, ready to be performed. */
export function offers<C>(commands: readonly Command<C>[], context: C): Offer[] {
  return commands
    .filter((command) => possible(command, context))
    .map((command) => ({
      name: command.name,
      label: labelOf(command, context),
      icon: command.icon,
      group: command.group,
      keys: command.keys?.[0],
      perform: () => command.perform(context),
    }));
}

import type { LucideIcon } from 'lucide-react';

/** Something the reader can do. Menus, the palette, buttons and keys are all drawn from these. */
export interface Command<Context> {
  name: string;
  label: string | ((context: Context) => string);
  icon: LucideIcon;
  /** Menus draw a line between groups, and leave out commands that have none: those are for the keyboard. */
  group?: string;
  /** Keys as in `Mod+Shift+Enter`; Mod is Command on a Mac and Ctrl elsewhere. The first is the one shown. */
  keys?: string[];
  /** The keys work while text is being typed too. */
  typing?: boolean;
  /** Whether it makes sense now; always when absent. */
  when?: (context: Context) => boolean;
  perform: (context: Context) => void;
}

export const labelOf = <C>(command: Command<C>, context: C): string =>
  typeof command.label === 'string' ? command.label : command.label(context);

export const possible = <C>(command: Command<C>, context: C): boolean => command.when?.(context) ?? true;

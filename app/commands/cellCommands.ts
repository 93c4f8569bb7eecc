import type { CellCommand } from './command';
import { EDIT_COMMANDS } from './editCommands';
import { PLACE_COMMANDS } from './placeCommands';
import { PROGRAM_COMMANDS } from './programCommands';
import { RUN_COMMANDS } from './runCommands';
import { SECTION_COMMANDS } from './sectionCommands';

/** Everything that can be done to a cell, or to the cells that are selected. */
export const CELL_COMMANDS: readonly CellCommand[] = [
  ...RUN_COMMANDS,
  ...PROGRAM_COMMANDS,
  ...EDIT_COMMANDS,
  ...PLACE_COMMANDS,
  ...SECTION_COMMANDS,
];

/** The command with this name; the names are ours, so a missing one is a mistake in the code. */
export function cellCommand(name: string): CellCommand {
  const found = CELL_COMMANDS.find((command) => command.name === name);
  if (!found) throw new Error(`no cell command is called ${name}`);
  return found;
}

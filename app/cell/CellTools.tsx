'use client';
import { Download, Ellipsis, GripVertical } from 'lucide-react';
import type { CellKind } from '../../lib/notebook/types';
import { CommandButton } from '../commands/CommandButton';
import { CommandMenu } from '../commands/CommandMenu';
import { CELL_COMMANDS, cellCommand } from '../commands/cellCommands';
import { possible } from '../commands/command';
import { type CellContext, KINDS, kindRow } from '../commands/context';
import styles from './cell.module.css';

const SHOWN = ['move-up', 'move-down', 'source', 'delete'].map(cellCommand);
const CHART = ['export-svg', 'export-png', 'export-csv'].map(cellCommand);

/** The small bar at a cell's corner: its kind, and what is done to it most. */
export function CellTools({ context }: { context: CellContext }) {
  const { cell, session } = context;
  const kinds = KINDS.filter((row) => row.offered || row.kind === cell.kind);
  return (
    <div className={styles.tools} role="toolbar" aria-label={`${kindRow(cell.kind).label} cell`}>
      {/* For fingers: there is no gutter on a narrow page. */}
      <span className={styles.toolGrip} data-grip aria-hidden>
        <GripVertical size={16} strokeWidth={1.75} />
      </span>
      <select
        className={styles.kind}
        aria-label="Kind of cell"
        value={cell.kind}
        onChange={(event) => session.setKind(cell.id, event.target.value as CellKind)}
      >
        {kinds.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </select>
      {SHOWN.map((command) => (
        <CommandButton key={command.name} command={command} context={context} />
      ))}
      {CHART.some((command) => possible(command, context)) && (
        <CommandMenu label="Save the chart" icon={Download} commands={CHART} context={context} />
      )}
      <CommandMenu label="More for this cell" icon={Ellipsis} commands={CELL_COMMANDS} context={context} />
    </div>
  );
}

'use client';
import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import { CommandButton } from '../commands/CommandButton';
import { cellCommand } from '../commands/cellCommands';
import { type CellCommand, labelOf, possible } from '../commands/command';
import { type CellContext, type CellViewName, isBusy, kindRow } from '../commands/context';
import { shown } from '../commands/keys';
import { IconButton } from '../shell/IconButton';
import styles from './cell.module.css';
import { statusWords } from './status';

const VIEWS = (['code', 'debug'] as const).map((name) => ({ name, command: cellCommand(name) }));
const RUN = { ...cellCommand('run'), icon: Play };
const STOP = { ...cellCommand('stop'), icon: Square };

/** The name other cells use, written in place. */
function NameField({ context: { cell, session } }: { context: CellContext }) {
  const [draft, setDraft] = useState<string>();
  const keep = () => {
    if (draft !== undefined && draft !== (cell.name ?? '')) session.setName(cell.id, draft.trim());
    setDraft(undefined);
  };
  const value = draft ?? cell.name ?? '';
  return (
    <input
      className={styles.name}
      aria-label="Name of the cell"
      placeholder="unnamed"
      title="What other cells call this program’s result"
      spellCheck={false}
      size={Math.max(7, value.length)}
      value={value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}

/** Arguments for the program, shown once there are some or the reader asks. */
function ArgumentsField({ context: { cell, session } }: { context: CellContext }) {
  const kept = cell.attributes.args;
  const [draft, setDraft] = useState<string>();
  const [open, setOpen] = useState(false);
  if (kept === undefined && !open)
    return (
      <button type="button" className={styles.addArguments} onClick={() => setOpen(true)}>
        + arguments
      </button>
    );
  const keep = () => {
    if (draft !== undefined && draft !== (kept ?? ''))
      session.setAttribute(cell.id, 'args', draft.trim() === '' ? undefined : draft);
    setDraft(undefined);
    setOpen(false);
  };
  const value = draft ?? kept ?? '';
  return (
    <label className={styles.arguments}>
      <span>args</span>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field
        autoFocus={open}
        aria-label="Arguments of the program"
        spellCheck={false}
        rows={1}
        cols={Math.max(4, value.length)}
        value={value}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(undefined);
        }}
      />
    </label>
  );
}

/** Opens and closes a view beside the source. */
function ViewButton({
  name,
  command,
  context,
}: {
  name: CellViewName;
  command: CellCommand;
  context: CellContext;
}) {
  const label = labelOf(command, context);
  return (
    <IconButton
      icon={command.icon}
      label={label}
      title={`${label} (${shown(command.keys?.[0] ?? '')})`}
      aria-pressed={context.page.view(context.cell.id) === name}
      onClick={() => command.perform(context)}
    />
  );
}

/** The head of a program's card: kind, name, arguments, how it stands, Run or Stop. */
export function ProgramHead({ context }: { context: CellContext }) {
  const { cell, cellState } = context;
  const row = kindRow(cell.kind);
  const words = row.runs ? statusWords(cellState) : undefined;
  return (
    <header className={styles.head}>
      <span className={styles.kindName}>{row.short}</span>
      <NameField context={context} />
      {row.runs && <ArgumentsField context={context} />}
      <span className={styles.space} />
      {words && (
        <output className={styles.status} data-tone={words.tone}>
          {words.text}
        </output>
      )}
      {VIEWS.map(
        ({ name, command }) =>
          possible(command, context) && (
            <ViewButton key={name} name={name} command={command} context={context} />
          ),
      )}
      {row.runs ? (
        <CommandButton command={isBusy(cellState) ? STOP : RUN} context={context} wide="plain" />
      ) : (
        <span className={styles.status}>{row.label} cells cannot run yet</span>
      )}
    </header>
  );
}

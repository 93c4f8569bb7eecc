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
import { givenTo } from './given';
import { OtherAttributes } from './OtherAttributes';
import { statusWords } from './status';

const VIEWS = (['code', 'debug'] as const).map((name) => ({ name, command: cellCommand(name) }));
const RUN = { ...cellCommand('run'), icon: Play };
const STOP = { ...cellCommand('stop'), icon: Square };

/** The name other cells use, written in place. */
function NameField({ context: { cell, session, page } }: { context: CellContext }) {
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
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        if (event.key === 'Escape') setDraft(undefined);
        page.focus(cell.id);
      }}
    />
  );
}

interface FieldProps {
  row: ReturnType<typeof givenTo>[number];
  context: CellContext;
  /** The reader is in it, or has just asked for it. */
  open: boolean;
  onOpen(open: boolean): void;
}

/** One thing that a program is given. */
function GivenField({ row, context, open, onOpen }: FieldProps) {
  const { cell, session, page } = context;
  const value = cell.attributes[row.key];
  const text = value ?? '';
  return (
    <label className={styles.field}>
      <span>{row.label}</span>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field
        autoFocus={open}
        aria-label={row.name}
        spellCheck={false}
        rows={text.split('\n').length}
        cols={Math.max(4, ...text.split('\n').map((line) => line.length))}
        value={text}
        onChange={({ target }) =>
          session.setAttribute(cell.id, row.key, target.value === '' ? undefined : target.value)
        }
        onFocus={() => onOpen(true)}
        onBlur={() => onOpen(false)}
        onKeyDown={(event) => {
          const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
          const done = event.key === 'Escape' || (event.key === 'Enter' && plain && !row.lines);
          if (!done) return;
          event.preventDefault();
          page.focus(cell.id);
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
export function ProgramHead({ context, inHand }: { context: CellContext; inHand: boolean }) {
  const { cell, cellState } = context;
  // What a program that was brought along is given is the first thing to be set.
  const steady = 'files' in cell.attributes || 'root' in cell.attributes;
  const row = kindRow(cell.kind);
  const words = row.runs ? statusWords(cellState) : undefined;
  const [open, setOpen] = useState<string>();
  const given = row.runs ? givenTo(cell.kind) : [];
  const isShown = ({ key }: (typeof given)[number]) => cell.attributes[key] !== undefined || open === key;
  return (
    <header className={styles.head}>
      <span className={styles.kindName}>{row.short}</span>
      <NameField context={context} />
      <div className={styles.fields}>
        {given.filter(isShown).map((field) => (
          <GivenField
            key={field.key}
            row={field}
            context={context}
            open={open === field.key}
            onOpen={(now) => setOpen(now ? field.key : undefined)}
          />
        ))}
        {row.runs && (steady || inHand) && (
          <div className={styles.adds} data-steady={steady || undefined}>
            {given.map((field) =>
              isShown(field) || !field.add ? null : (
                <button
                  key={field.key}
                  type="button"
                  className={styles.addField}
                  onClick={() => setOpen(field.key)}
                >
                  {field.add}
                </button>
              ),
            )}
            {inHand && <OtherAttributes context={context} />}
          </div>
        )}
      </div>
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

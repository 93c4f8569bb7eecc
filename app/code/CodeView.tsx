'use client';
import { useEffect, useId, useMemo, useState } from 'react';
import type { ListedFunction } from '../../lib/lab/listing/types';
import type { CellContext } from '../commands/context';
import type { LineLink } from '../editor/lineLink';
import { pageLab } from '../lab';
import { CodePane } from './CodePane';
import styles from './code.module.css';
import { marksOf } from './heat';
import { Segments } from './Segments';
import { useSyntax } from './syntax';
import { AT_ONCE_CYCLES, useCounts } from './useCounts';
import { useListing } from './useListing';

interface Props {
  context: CellContext;
  link: LineLink;
  onLeave(): void;
}

const SYNTAXES = [
  { value: 'att', title: 'AT&T' },
  { value: 'intel', title: 'Intel' },
] as const;
const LEVELS = [
  { value: '0', title: '-O0', tip: 'Variables stay in memory, line by line: easiest to follow' },
  { value: '1', title: '-O1', tip: 'Variables live in registers, as the cell runs unless told otherwise' },
] as const;

/** What a cell's source becomes: its instructions and their bytes, and after a run how often each was executed. */
export function CodeView({ context, link, onLeave }: Props) {
  const { cell, cellState, session } = context;
  const id = useId();
  const [syntax, setSyntax] = useSyntax();
  const { listed, old, failed } = useListing(session, cell);
  const [asked, setAsked] = useState(false);
  const [opened, setOpened] = useState<ListedFunction>();

  const run = cellState.status === 'ok' || cellState.status === 'error' ? cellState.output?.run : undefined;
  // A run that was typed at is not repeated by its request alone.
  const has = run !== undefined && run.ending.kind !== 'failed' && run.typed === undefined && !old;
  const small = has && run.cycles.total <= AT_ONCE_CYCLES;
  const { heat, counting } = useCounts(listed, has && (small || asked));

  const own = useMemo(() => listed?.listing.functions ?? [], [listed]);
  useEffect(() => {
    link.set({ marks: old ? new Map() : marksOf(own, heat) });
  }, [link, own, heat, old]);
  // The lines are marked only while this is open.
  useEffect(() => () => link.set({ marks: new Map(), lit: undefined }), [link]);
  // A function of the library belongs to the listing it was opened from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the listing that closes it
  useEffect(() => setOpened(undefined), [listed]);

  const open = (name: string) => {
    const elf = listed?.listing.elf;
    if (name === '' || own.some((f) => f.name === name)) setOpened(undefined);
    else if (elf)
      pageLab()
        .listFunction(elf, name, listed.request.profile)
        .then(setOpened, () => setOpened(undefined));
  };

  const errors = listed?.listing.diagnostics.filter((d) => d.severity === 'error').length ?? 0;
  const library = listed?.listing.library ?? [];
  return (
    <section
      className={styles.view}
      aria-label={`Assembly of ${cell.name ?? 'the cell'}`}
      data-old={old || undefined}
    >
      <div className={styles.bar}>
        <Segments
          label="Syntax"
          name={`${id}-syntax`}
          options={SYNTAXES}
          value={syntax}
          onChange={setSyntax}
        />
        {cell.kind === 'c' && (
          <Segments
            label="Optimisation"
            name={`${id}-level`}
            options={LEVELS}
            value={cell.attributes.level === '0' ? '0' : '1'}
            onChange={(level) => session.setAttribute(cell.id, 'level', level === '1' ? undefined : level)}
          />
        )}
        {library.length > 0 && (
          <select
            className={styles.functions}
            aria-label="Function to show"
            value={opened?.name ?? ''}
            onChange={(event) => open(event.target.value)}
          >
            <option value="">This cell</option>
            <optgroup label="Library">
              {library.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </optgroup>
          </select>
        )}
        <span className={styles.space} />
        {has && !small && !asked && (
          <button type="button" className={styles.ask} onClick={() => setAsked(true)}>
            Count executions
          </button>
        )}
        {counting && <output className={styles.hint}>counting…</output>}
      </div>
      {failed && <p className={styles.message}>{failed}</p>}
      {!failed && !listed && <p className={styles.message}>Compiling…</p>}
      {listed && errors > 0 && own.length === 0 && (
        <p className={styles.message}>The source has errors; there is no code yet.</p>
      )}
      {own.length > 0 && (
        <CodePane
          functions={opened ? [opened] : own}
          foreign={opened !== undefined}
          syntax={syntax}
          counts={heat?.counts}
          link={link}
          onOpen={open}
          onLeave={onLeave}
        />
      )}
    </section>
  );
}

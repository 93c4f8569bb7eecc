'use client';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ListedFunction } from '../../lib/lab/listing/types';
import { CodePane } from '../code/CodePane';
import code from '../code/code.module.css';
import { marksOf } from '../code/heat';
import { Segments } from '../code/Segments';
import { useSyntax } from '../code/syntax';
import { CommandButton } from '../commands/CommandButton';
import type { CellContext } from '../commands/context';
import { commandFor } from '../commands/keys';
import type { LineLink } from '../editor/lineLink';
import { pageLab } from '../lab';
import { endingWords } from '../run/words';
import { DEBUG_COMMANDS, type DebugContext } from './controls';
import styles from './debug.module.css';
import type { Grain, DebugView as State } from './model';
import { Panels } from './Panels';
import { useDebug } from './useDebug';

interface Props {
  context: CellContext;
  link: LineLink;
  onLeave(): void;
}

const GRAINS = [
  { value: 'line', title: 'Lines' },
  { value: 'instruction', title: 'Instructions' },
] as const;
const LEVELS = [
  { value: '0', title: '-O0' },
  { value: '1', title: '-O1' },
] as const;

/** How the program stands, in a few words. */
function words({ status, message, state, spot }: State): string {
  switch (status) {
    case 'opening':
      return 'Starting…';
    case 'running':
      return 'Running…';
    case 'failed':
      return message ?? 'It could not be started.';
    case 'ended':
      return state?.ending ? `The program ${endingWords(state.ending).text}` : 'The program has ended';
    case 'stopped': {
      if (state?.call) return `At the system call ${state.call.name}`;
      if (state?.why === 'beginning') return 'At the beginning';
      if (state?.why === 'waiting') return 'It waits for input';
      if (!spot) return 'In the library';
      return spot.row.line > 0 ? `${spot.function.name}, line ${spot.row.line}` : spot.function.name;
    }
  }
}

/** A program under a debugger: its place in source and assembly, and what it is made of at this moment. */
export function DebugView({ context, link, onLeave }: Props) {
  const { cell, page, session } = context;
  const id = useId();
  const c = cell.kind === 'c';
  const [grain, setGrain] = useState<Grain>(c ? 'line' : 'instruction');
  const [level, setLevel] = useState<0 | 1>(0);
  const [syntax, setSyntax] = useSyntax();
  const { view, model, listing, failed, outdated, restart } = useDebug(session, cell, level, grain);
  const [foreign, setForeign] = useState<ListedFunction>();
  const root = useRef<HTMLElement>(null);
  const [lines, setLines] = useState<ReadonlySet<number>>(new Set());

  const functions = useMemo(() => listing?.functions ?? [], [listing]);
  const rip = view.state && Number(view.state.registers.rip);

  // Breakpoints are the reader's: they stay when the session starts anew.
  useEffect(() => {
    if (model) model.breakpoints = [...lines].flatMap((line) => model.entries(line));
  }, [model, lines]);
  useEffect(
    () =>
      link.onToggle((line) =>
        setLines((before) => {
          const next = new Set(before);
          if (!next.delete(line)) next.add(line);
          return next;
        }),
      ),
    [link],
  );
  useEffect(() => {
    const line = outdated || view.status === 'ended' ? undefined : view.spot?.row.line;
    link.set({ current: line || undefined, breakpoints: lines });
  }, [link, view, lines, outdated]);
  useEffect(() => () => link.set({ current: undefined, breakpoints: undefined, lit: undefined }), [link]);

  useEffect(() => {
    link.set({ marks: outdated ? new Map() : marksOf(functions) });
    return () => link.set({ marks: new Map() });
  }, [link, functions, outdated]);

  // Outside of the source the function of the library is shown.
  useEffect(() => {
    const elf = listing?.elf;
    if (!elf || rip === undefined || view.spot || view.status !== 'stopped') {
      setForeign(undefined);
      return;
    }
    let late = false;
    pageLab()
      .listFunction(elf, rip)
      .then(
        (found) => !late && setForeign(found),
        () => !late && setForeign(undefined),
      );
    return () => {
      late = true;
    };
  }, [listing, rip, view.spot, view.status]);

  const commands: DebugContext | undefined = model && {
    model,
    view,
    restart,
    close: () => page.setView(cell.id, undefined),
  };
  const onKeyDown = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (!commands) return;
    if (event.key === 'F9') {
      const line = link.now.selected?.[0] ?? view.spot?.row.line;
      if (line) link.toggle(line);
    } else if (event.key === 'F4') {
      const line = link.now.selected?.[0];
      if (line) void model?.runTo(model.entries(line));
    } else {
      const command = commandFor(DEBUG_COMMANDS, commands, event, false);
      // F5 never reloads the page from here, even where it means nothing now.
      if (!command && !/^F(5|6|8|10|11)$/.test(event.key)) return;
      command?.perform(commands);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const latest = useRef(onKeyDown);
  latest.current = onKeyDown;
  // The keys work in the whole cell, the editor included.
  useEffect(() => {
    const section = root.current?.closest('[data-cell]');
    const listener = (event: Event) => latest.current(event as globalThis.KeyboardEvent);
    section?.addEventListener('keydown', listener, true);
    return () => section?.removeEventListener('keydown', listener, true);
  }, []);

  return (
    <>
      <section
        ref={root}
        className={code.view}
        aria-label={`Debugger of ${cell.name ?? 'the cell'}`}
        data-old={outdated || undefined}
      >
        <div className={code.bar}>
          <div className={styles.controls} role="toolbar" aria-label="Debugger">
            {commands &&
              DEBUG_COMMANDS.filter(
                ({ name }) => name !== (view.status === 'running' ? 'continue' : 'pause'),
              ).map((command) => <CommandButton key={command.name} command={command} context={commands} />)}
          </div>
          <span className={code.space} />
          {c && (
            <Segments
              label="Step by"
              name={`${id}-grain`}
              options={GRAINS}
              value={grain}
              onChange={(value: Grain) => setGrain(value)}
            />
          )}
          {c && (
            <Segments
              label="Optimisation"
              name={`${id}-level`}
              options={LEVELS}
              value={level === 0 ? '0' : '1'}
              onChange={(value) => setLevel(value === '0' ? 0 : 1)}
            />
          )}
          <Segments
            label="Syntax"
            name={`${id}-syntax`}
            options={[
              { value: 'att', title: 'AT&T' },
              { value: 'intel', title: 'Intel' },
            ]}
            value={syntax}
            onChange={setSyntax}
          />
        </div>
        <output className={styles.status} data-status={view.status}>
          {failed ?? (outdated ? 'The source has changed: start again.' : words(view))}
        </output>
        {functions.length > 0 && (
          <CodePane
            functions={foreign ? [foreign] : functions}
            foreign={foreign !== undefined}
            syntax={syntax}
            counts={undefined}
            link={link}
            at={view.status === 'ended' || outdated ? undefined : rip}
            onRunTo={(address) => void model?.runTo([address])}
            onLeave={onLeave}
          />
        )}
      </section>
      {model && <Panels id={id} model={model} view={view} level={level} />}
    </>
  );
}

'use client';
import { ArrowDown, ArrowUp, CaseSensitive, Regex, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { NotebookContext } from '../commands/context';
import buttons from '../shell/buttons.module.css';
import { IconButton } from '../shell/IconButton';
import styles from './dialogs.module.css';
import { findAll, type Match, type Query, replaceIn } from './find';

/** Find and replace over the sources of all cells. */
export function FindBar({ context, onClose }: { context: NotebookContext; onClose: () => void }) {
  const { session, state, page } = context;
  const { cells } = state.notebook;
  const [query, setQuery] = useState<Query>({ text: '', exact: false, pattern: false });
  const [by, setBy] = useState('');
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const found = findAll(cells, query);
  const matches = found instanceof Error ? [] : found;
  const current = Math.min(at, matches.length - 1);
  const ask = (part: Partial<Query>) => {
    setQuery({ ...query, ...part });
    setAt(-1);
  };
  const go = (step: number) => {
    if (matches.length === 0) return;
    const next = (current + step + matches.length + (current < 0 && step < 0 ? 1 : 0)) % matches.length;
    setAt(next);
    page.select(matches[next].id, matches[next].start, matches[next].end);
  };
  const replace = (chosen: readonly Match[]) => {
    for (const cell of cells) {
      const own = chosen.filter(({ id }) => id === cell.id);
      if (own.length > 0) session.setSource(cell.id, replaceIn(cell.source, own, query, by));
    }
    // The button may have nothing left to do, and a dimmed button loses the keyboard.
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target === input.current) go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const count =
    found instanceof Error
      ? 'Not a pattern'
      : query.text === ''
        ? ''
        : matches.length === 0
          ? 'None'
          : `${current + 1} of ${matches.length}`;
  return (
    <search className={styles.find} aria-label="Find and replace" onKeyDown={onKeyDown}>
      <div>
        <input
          ref={input}
          aria-label="Find"
          placeholder="Find"
          value={query.text}
          spellCheck={false}
          onChange={(event) => ask({ text: event.target.value })}
        />
        <output title={found instanceof Error ? found.message : undefined}>{count}</output>
        <IconButton
          icon={CaseSensitive}
          label="Match case"
          aria-pressed={query.exact}
          onClick={() => ask({ exact: !query.exact })}
        />
        <IconButton
          icon={Regex}
          label="Regular expression"
          aria-pressed={query.pattern}
          onClick={() => ask({ pattern: !query.pattern })}
        />
        <IconButton
          icon={ArrowUp}
          label="Previous match"
          disabled={matches.length === 0}
          onClick={() => go(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label="Next match"
          disabled={matches.length === 0}
          onClick={() => go(1)}
        />
        <IconButton icon={X} label="Close" onClick={onClose} />
      </div>
      <div>
        <input
          aria-label="Replace by"
          placeholder="Replace by"
          value={by}
          spellCheck={false}
          onChange={(event) => setBy(event.target.value)}
        />
        <button
          type="button"
          className={buttons.button}
          disabled={matches.length === 0}
          onClick={() => (current < 0 ? go(1) : replace([matches[current]]))}
        >
          Replace
        </button>
        <button
          type="button"
          className={buttons.button}
          disabled={matches.length === 0}
          onClick={() => replace(matches)}
        >
          All
        </button>
      </div>
    </search>
  );
}

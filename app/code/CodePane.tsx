'use client';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ListedFunction } from '../../lib/lab/listing/types';
import type { LineLink } from '../editor/lineLink';
import { plural } from '../run/words';
import styles from './code.module.css';
import { type Counts, huesOf } from './heat';
import { bytesText, Row } from './Row';
import type { Syntax } from './syntax';

interface Props {
  functions: readonly ListedFunction[];
  /** They are of the library: their lines are not the cell's. */
  foreign: boolean;
  syntax: Syntax;
  counts: Counts | undefined;
  link: LineLink;
  /** Where a debugger stands. */
  at?: number;
  /** Shows another function. */
  onOpen?(name: string): void;
  /** Lets a debugged program run up to an instruction. */
  onRunTo?(address: number): void;
  onLeave(): void;
}

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-address]') : null;

/** The instructions as a list that takes the keyboard: arrows move, Enter goes to the line, O opens what is called. */
export function CodePane({ functions, foreign, syntax, counts, link, at, onOpen, onRunTo, onLeave }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const rows = useMemo(() => functions.flatMap((f) => f.rows), [functions]);
  const hues = useMemo(() => (foreign ? new Map<number, number>() : huesOf(functions)), [functions, foreign]);
  const dearest = useMemo(
    () => Math.max(1, ...rows.map(({ address, ticks }) => (counts?.get(address) ?? 0) * ticks)),
    [rows, counts],
  );
  const [chosen, setChosen] = useState<number>();
  const current = rows.findIndex(({ address }) => address === chosen);
  const row = rows[Math.max(current, 0)];

  /** Lights the rows of the lines that the editor has in mind, without drawing the list anew. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that are drawn anew are to be lit anew
  useEffect(() => {
    const element = box.current;
    if (!element || foreign) return;
    const draw = () => {
      const { pointed, selected, lit } = link.now;
      for (const line of element.querySelectorAll<HTMLElement>('[data-line]')) {
        const n = Number(line.dataset.line);
        const strong = n === pointed || n === lit;
        const weak = selected !== undefined && selected[0] <= n && n <= selected[1];
        if (strong || weak) line.dataset.lit = strong ? 'strong' : 'weak';
        else delete line.dataset.lit;
      }
    };
    let shown = link.now.selected?.[0];
    const follow = () => {
      draw();
      // What the caret is on comes into sight; what the pointer passes over does not move the list.
      const line = link.now.selected?.[0];
      if (line !== undefined && line !== shown) scrollTo(element, `[data-line="${line}"]`);
      shown = line;
    };
    draw();
    return link.subscribe(follow);
  }, [link, foreign, functions, syntax, counts]);

  useEffect(
    () =>
      link.onJump((line) => {
        const found = rows.find((r) => r.line === line) ?? rows.find((r) => r.line > line);
        if (!found || foreign) return onOpen?.('');
        setChosen(found.address);
        box.current?.focus({ preventScroll: true });
        box.current?.scrollIntoView({ block: 'nearest' });
      }),
    [link, rows, foreign, onOpen],
  );
  useEffect(() => {
    if (box.current && chosen !== undefined) scrollTo(box.current, `[data-address="${chosen}"]`);
  }, [chosen]);

  useEffect(() => {
    if (box.current && at !== undefined) scrollTo(box.current, `[data-address="${at}"]`);
  }, [at]);

  const light = (address: number | undefined) => {
    const line = foreign ? 0 : (rows.find((r) => r.address === address)?.line ?? 0);
    link.set({ lit: line || undefined });
  };
  const choose = (index: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))];
    setChosen(next?.address);
    light(next?.address);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = Math.max(current, 0);
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === 'ArrowDown' && !mod) choose(current + 1);
    else if (event.key === 'ArrowUp' && !mod) choose(here - 1);
    else if (event.key === 'PageDown') choose(here + 16);
    else if (event.key === 'PageUp') choose(here - 16);
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(rows.length - 1);
    else if ((event.key === 'Enter' && !mod) || (mod && event.key === 'j')) goToLine(row?.address);
    else if (event.key === 'o' && !mod && row?.callee && onOpen) onOpen(row.callee);
    else if (event.key === 'r' && !mod && row && onRunTo) onRunTo(row.address);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const goToLine = (address: number | undefined) => {
    const line = rows.find((r) => r.address === address)?.line;
    if (line && !foreign) link.reveal(line);
  };
  const onClick = (event: MouseEvent) => {
    const address = Number(rowOf(event.target)?.dataset.address);
    if (Number.isNaN(address)) return;
    setChosen(address);
    if (event.ctrlKey || event.metaKey) goToLine(address);
  };
  const onDoubleClick = (event: MouseEvent) => {
    const callee = rows.find(
      ({ address }) => address === Number(rowOf(event.target)?.dataset.address),
    )?.callee;
    if (callee) onOpen?.(callee);
  };

  const name = (address: number) => `${prefix}${address}`;
  return (
    <div className={styles.holder}>
      {/* biome-ignore lint/a11y/useKeyWithMouseEvents: arrows light lines from the keyboard */}
      <div
        ref={box}
        className={styles.pane}
        role="listbox"
        tabIndex={0}
        aria-label={foreign ? `Instructions of ${functions[0]?.name}` : 'Instructions'}
        aria-activedescendant={row && name(row.address)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onMouseOver={(event) => light(Number(rowOf(event.target)?.dataset.address))}
        onMouseLeave={() => link.set({ lit: undefined })}
        onBlur={() => link.set({ lit: undefined })}
      >
        {functions.map((f) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the parts of a form
          <div key={f.address} role="group" aria-label={f.name}>
            <div className={styles.name} aria-hidden="true">
              {f.name}:
            </div>
            {f.rows.map((r) => (
              <Row
                key={r.address}
                id={name(r.address)}
                row={r}
                syntax={syntax}
                hue={foreign ? undefined : hues.get(r.line)}
                count={counts && (counts.get(r.address) ?? 0)}
                heat={counts ? ((counts.get(r.address) ?? 0) * r.ticks) / dearest : 0}
                current={r === row}
                standing={r.address === at}
              />
            ))}
          </div>
        ))}
      </div>
      {row && current >= 0 && (
        <p className={styles.detail}>
          <code>{row.address.toString(16)}</code> {plural(row.bytes.length, 'byte')}
          <code>{bytesText(row.bytes)}</code>
          {onRunTo && (
            <button type="button" title="R" onClick={() => onRunTo(row.address)}>
              Run to here
            </button>
          )}
          {row.callee && onOpen && (
            <button type="button" title="O" onClick={() => onOpen(row.callee ?? '')}>
              Open {row.callee}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** Brings a row into the sight of its list; the page itself stays where it is. */
function scrollTo(list: HTMLElement, selector: string): void {
  const row = list.querySelector<HTMLElement>(selector);
  if (!row) return;
  const box = list.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  if (top < box.top + 20 || bottom > box.bottom - 20) list.scrollTop += top - box.top - list.clientHeight / 3;
}

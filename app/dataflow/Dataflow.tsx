'use client';
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionState } from '../../lib/notebook/types';
import { kindRow, type NotebookContext } from '../commands/context';
import { IconButton } from '../shell/IconButton';
import styles from './dataflow.module.css';
import { type Flow, flowOf, reach, type Station } from './flow';

const ROW = 32;
const LANE = 9;
const STATUS: Record<Station['status'], string> = {
  idle: 'not run yet',
  queued: 'waiting',
  running: 'running',
  ok: 'up to date',
  error: 'failed',
  stale: 'changed since it ran',
};

interface Props {
  context: NotebookContext;
  state: SessionState;
  onClose(): void;
}

/** What is read out after a row's name: the kind of cell, how it stands, what it reads and what reads it. */
function described({ kind, status, from, to }: Station, stations: readonly Station[]): string {
  const names = (rows: number[]) => rows.map((row) => stations[row].label).join(', ');
  const parts = [kindRow(kind).label, STATUS[status]];
  if (from.length > 0) parts.push(`made from ${names(from)}`);
  if (to.length > 0) parts.push(`goes to ${names(to)}`);
  return parts.join('; ');
}

/** A line from one row to another: out to its lane, along it, and back. */
function path({ from, to, lane }: Flow, width: number): string {
  const x = width - 10 - (lane + 1) * LANE;
  const [y1, y2] = [from * ROW + ROW / 2, to * ROW + ROW / 2];
  const turn = (y2 > y1 ? 1 : -1) * 5;
  return `M${width - 4} ${y1}H${x + 5}Q${x} ${y1} ${x} ${y1 + turn}V${y2 - turn}Q${x} ${y2} ${x + 5} ${y2}H${width - 9}`;
}

/** Which cell feeds which: a row a cell, lines beside them. A press on a row goes to the cell. */
export function Dataflow({ context, state, onClose }: Props) {
  const { notebook, graph, cells } = state;
  const { stations, flows } = useMemo(
    () => flowOf(notebook.cells, graph, cells),
    [notebook.cells, graph, cells],
  );
  const [pointed, setPointed] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const width = 22 + LANE * (Math.max(-1, ...flows.map(({ lane }) => lane)) + 1);

  // The keyboard goes to the cell that had it, and comes back from here.
  useEffect(() => {
    const before = document.activeElement;
    const id = before?.closest<HTMLElement>('[data-cell]')?.dataset.cell;
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    (rows.find(({ dataset }) => dataset.to === id) ?? rows[0])?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Escape') onClose();
    else if (next !== undefined) rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const upstream = pointed === undefined ? undefined : reach(stations, pointed, 'from');
  const downstream = pointed === undefined ? undefined : reach(stations, pointed, 'to');
  const isLit = ({ from, to }: Flow) =>
    pointed !== undefined &&
    ((to === pointed || upstream?.has(to)) && upstream?.has(from)
      ? 'from'
      : (from === pointed || downstream?.has(from)) && downstream?.has(to) && 'to');
  const lit = (row: number) =>
    row === pointed ? 'self' : upstream?.has(row) ? 'from' : downstream?.has(row) ? 'to' : undefined;

  return (
    <aside className={styles.panel} aria-label="Dataflow" onKeyDown={onKeyDown}>
      <header>
        <h2>Dataflow</h2>
        <IconButton icon={X} label="Close the dataflow" onClick={onClose} />
      </header>
      {stations.length === 0 && <p>There is no cell yet.</p>}
      {stations.length > 0 && graph.length > 0 && flows.length === 0 && (
        <p>No cell reads another one. A name that a cell defines can be read by every other.</p>
      )}
      <div className={styles.scroll}>
        <svg width={width} height={stations.length * ROW} aria-hidden>
          {flows.map((flow) => (
            <g key={`${flow.from} ${flow.to}`} data-lit={isLit(flow) || undefined} className={styles.flow}>
              <path d={path(flow, width)} />
              <path d={`M${width - 9} ${flow.to * ROW + ROW / 2 - 3}l5 3l-5 3z`} />
            </g>
          ))}
        </svg>
        <ol ref={list} onPointerLeave={() => setPointed(undefined)}>
          {stations.map((station, row) => (
            <li
              key={station.id}
              data-lit={lit(row)}
              data-dim={(pointed !== undefined && !lit(row)) || undefined}
            >
              <button
                type="button"
                data-to={station.id}
                data-status={station.status}
                data-alone={(station.from.length === 0 && station.to.length === 0) || undefined}
                tabIndex={row === (pointed ?? 0) ? 0 : -1}
                aria-description={described(station, stations)}
                onFocus={() => setPointed(row)}
                onPointerEnter={() => setPointed(row)}
                onClick={() => {
                  if (matchMedia('(max-width: 720px)').matches) onClose();
                  context.page.focus(station.id);
                }}
              >
                <i title={STATUS[station.status]} aria-hidden />
                <span>{station.label}</span>
                <small>{kindRow(station.kind).short}</small>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </aside>
  );
}

'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagnostic } from '../../lib/lab/types';
import type { CellKind } from '../../lib/notebook/types';
import { useTheme } from '../shell/useTheme';
import styles from './code.module.css';
import type { LineLink } from './lineLink';
import type { EditorHandle } from './mount';
import { composed, StandIn } from './StandIn';
import { StaticCode } from './StaticCode';
import { useReady } from './useReady';

interface Props {
  /** The cell. */
  id: string;
  kind: CellKind;
  source: string;
  label: string;
  placeholder: string;
  /** Its type is large, for many to read. */
  big: boolean;
  diagnostics: readonly Diagnostic[];
  /** Passes between the editor and the view of the same lines beside it. */
  lines?: LineLink;
  /** A new number puts the keyboard into the editor, which is mounted if need be. */
  focusRequest: number;
  /** What had the keyboard when that was asked. */
  focusFrom: Element | null;
  onChange(source: string): void;
  /** Escape was pressed: the keyboard should go back to the cell. */
  onLeave(): void;
}

/** A cell's source: coloured text until it is near the screen or wanted, then the editor in the same place. */
export function CodeEditor(props: Props) {
  const { kind, source, label, placeholder, big, diagnostics, focusRequest } = props;
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const handle = useRef<EditorHandle>(undefined);
  const standIn = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const ready = useReady(box);
  const [mounted, setMounted] = useState(false);
  const [failed, setFailed] = useState<string>();
  /** Where the reader has gone into the text that stands for the editor. */
  const [entered, setEntered] = useState<number>();
  /** Where the caret was in what stood in for the editor, if the keyboard was there. */
  const caret = useRef<number>(undefined);
  /** The request after which the keyboard left again before the editor was there. */
  const [left, setLeft] = useState(0);
  /** The last request for the keyboard, unless it has left again; undefined where nobody wants the editor. */
  const request = focusRequest > left || entered !== undefined ? focusRequest : undefined;
  const asked = request !== undefined;
  const wanted = ready || focusRequest > 0 || entered !== undefined;

  useEffect(() => {
    if (!wanted || !host.current) return;
    const element = host.current;
    let gone = false;
    import('./mount')
      .then(async ({ mountEditor }) => {
        await composed(standIn.current);
        if (gone) return;
        const { kind, label, placeholder, big, lines, diagnostics } = latest.current;
        const field = standIn.current;
        const source = field?.value ?? latest.current.source;
        caret.current = field && field === document.activeElement ? field.selectionEnd : undefined;
        handle.current = mountEditor(element, {
          id: latest.current.id,
          kind,
          source,
          label,
          placeholder,
          big,
          lines,
          onChange: (text) => latest.current.onChange(text),
          onLeave: () => latest.current.onLeave(),
        });
        handle.current.mark(diagnostics);
        setMounted(true);
      })
      .catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
    return () => {
      gone = true;
      handle.current?.dispose();
      handle.current = undefined;
      setMounted(false);
    };
  }, [wanted]);

  useEffect(
    () => handle.current?.update({ source, kind, label, placeholder, big }),
    [source, kind, label, placeholder, big],
  );
  useEffect(() => handle.current?.mark(diagnostics), [diagnostics]);
  useEffect(() => {
    if (mounted) import('./mount').then(({ setTheme }) => setTheme(theme));
  }, [theme, mounted]);
  // The editor may come late: where the keyboard has been put elsewhere meanwhile, it stays there.
  useEffect(() => {
    const { activeElement } = document;
    const free =
      !activeElement || activeElement === document.body || activeElement === latest.current.focusFrom;
    if (request === undefined || !(free || activeElement === standIn.current)) return;
    const at = caret.current ?? entered;
    caret.current = undefined;
    if (mounted) return handle.current?.focus(at);
    standIn.current?.focus({ preventScroll: true });
    standIn.current?.setSelectionRange(at ?? 0, at ?? 0);
  }, [request, entered, mounted]);
  // Once it is there it stays for as long as it is near the screen.
  useEffect(() => {
    if (ready && mounted) setEntered(undefined);
  }, [ready, mounted]);

  const marked = useMemo(
    () => new Set(diagnostics.filter((d) => d.severity === 'error').map((d) => d.line)),
    [diagnostics],
  );
  return (
    <div className={styles.box} ref={box} data-kind={kind} data-source>
      <div ref={host} className={styles.host} data-mounted={mounted || undefined} />
      {!mounted && (
        <>
          {source === '' ? (
            <p className={styles.placeholder} tabIndex={asked ? -1 : 0} onFocus={() => setEntered(0)}>
              {placeholder}
            </p>
          ) : (
            <StaticCode kind={kind} source={source} marked={marked} decorative={asked} onEnter={setEntered} />
          )}
          {asked && (
            <StandIn
              field={standIn}
              kind={kind}
              source={source}
              label={label}
              onChange={props.onChange}
              onLeave={() => {
                setLeft(focusRequest);
                setEntered(undefined);
                props.onLeave();
              }}
            />
          )}
          {asked && !failed && (
            <p className={styles.opening} role="status">
              Opening the editor…
            </p>
          )}
          {failed && (
            <p className={styles.failed}>The editor could not be loaded ({failed}). Reload the page.</p>
          )}
        </>
      )}
    </div>
  );
}

'use client';
import { type ReactNode, useEffect, useState } from 'react';
import type { RunResult } from '../../lib/lab/types';
import { Segments } from '../code/Segments';
import { Calls } from '../run/Calls';
import { Printed } from '../run/Printed';
import styles from './debug.module.css';
import { Memory } from './Memory';
import type { DebugModel, DebugView } from './model';
import { Registers } from './Registers';
import { Variables } from './Variables';

const PANELS = [
  { value: 'variables', title: 'Variables' },
  { value: 'registers', title: 'Registers' },
  { value: 'stack', title: 'Stack' },
  { value: 'memory', title: 'Memory' },
  { value: 'calls', title: 'Calls' },
  { value: 'output', title: 'Output' },
] as const;
type Panel = (typeof PANELS)[number]['value'];

function Stack({ view }: { view: DebugView }) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Stack, from rsp on</caption>
      <tbody>
        {view.stack.map(({ address, value, note }) => (
          <tr key={address}>
            <th scope="row">{address.toString(16)}</th>
            <td>{value === undefined ? '' : `0x${value.toString(16)}`}</td>
            <td>{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The calls up to where the program stands. */
function CallsSoFar({ model, view }: { model: DebugModel; view: DebugView }) {
  const [trace, setTrace] = useState<RunResult['trace']>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew wherever the program has come to
  useEffect(() => {
    let late = false;
    model.calls().then(
      (found) => !late && found && setTrace(found),
      () => {},
    );
    return () => {
      late = true;
    };
  }, [model, view.state, view.status]);
  return trace ? <Calls trace={trace} /> : null;
}

/** What can be looked at while the program stands still: two panels side by side where there is room. */
export function Panels({
  id,
  model,
  view,
  level,
}: {
  id: string;
  model: DebugModel;
  view: DebugView;
  level: 0 | 1;
}) {
  const [left, setLeft] = useState<Panel>('variables');
  const [right, setRight] = useState<Panel>('registers');
  const body = (panel: Panel): ReactNode => {
    switch (panel) {
      case 'variables':
        return <Variables view={view} level={level} />;
      case 'registers':
        return <Registers view={view} />;
      case 'stack':
        return <Stack view={view} />;
      case 'memory':
        return <Memory model={model} view={view} />;
      case 'calls':
        return <CallsSoFar model={model} view={view} />;
      case 'output':
        return (
          <pre className={styles.output}>
            {view.output ? <Printed text={view.output} /> : 'Nothing printed so far.'}
          </pre>
        );
    }
  };
  return (
    <div className={styles.panels} data-running={view.status === 'running' || undefined}>
      {(
        [
          ['left', left, setLeft],
          ['right', right, setRight],
        ] as const
      ).map(([side, shown, show]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the parts of a form
        <div
          key={side}
          className={styles.panel}
          role="group"
          aria-label={PANELS.find((p) => p.value === shown)?.title}
        >
          <Segments
            label={`What to show, ${side}`}
            name={`${id}-${side}`}
            options={PANELS}
            value={shown}
            onChange={(panel: Panel) => show(panel)}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard */}
          <div className={styles.body} tabIndex={0}>
            {body(shown)}
          </div>
        </div>
      ))}
    </div>
  );
}

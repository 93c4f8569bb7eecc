import { Play } from 'lucide-react';
import type { Cell, CellOutput } from '../../lib/notebook/types';
import { isProgram, isWritten, kindRow } from '../commands/context';
import { StaticCode } from '../editor/StaticCode';
import { editMark, runMark } from '../notebook/wake';
import { FewCalls } from '../run/FewCalls';
import { Result } from '../run/Result';
import buttons from '../shell/buttons.module.css';
import { CellErrorBox } from './CellError';
import styles from './cell.module.css';
import { givenTo } from './given';
import { statusWords } from './status';

interface Props {
  cell: Cell;
  output: CellOutput | undefined;
  cells: readonly Cell[];
}

/** A program's head as text. */
function StaticHead({ cell, output }: Pick<Props, 'cell' | 'output'>) {
  const { runs, label, short } = kindRow(cell.kind);
  const words = output && statusWords({ status: output.state, output });
  return (
    <header className={styles.head}>
      <span className={styles.kindName}>{short}</span>
      {cell.name && <span className={styles.name}>{cell.name}</span>}
      <div className={styles.fields}>
        {givenTo(cell.kind)
          .filter(({ key }) => cell.attributes[key] !== undefined)
          .map(({ key, label }) => (
            <span key={key} className={styles.field}>
              <span>{label}</span>
              <span>{cell.attributes[key]}</span>
            </span>
          ))}
      </div>
      <span className={styles.status} data-tone={words?.tone}>
        {runs ? words?.text : `${label} cells cannot run yet`}
      </span>
      {runs && (
        <button type="button" className={buttons.button} {...runMark(cell.id)}>
          <Play size={14} strokeWidth={2} aria-hidden />
          <span>Run</span>
        </button>
      )}
    </header>
  );
}

/** A cell as a page shows it before any script runs: the same parts in the same places as CellView's. */
export function StaticCell({ cell, output, cells }: Props) {
  const shown = !isWritten(cell.kind) && !('hide' in cell.attributes);
  const error = output?.error && <CellErrorBox error={output.error} cells={cells} />;
  const source = (
    <div {...editMark(cell.id, cell.kind)}>
      <StaticCode kind={cell.kind} source={cell.source} />
    </div>
  );
  return (
    <section className={styles.cell} id={`cell-${cell.id}`} data-kind={cell.kind}>
      {isProgram(cell.kind) ? (
        <div className={styles.card}>
          <StaticHead cell={cell} output={output} />
          {shown && source}
          {error}
          {output?.run && (
            <Result
              id={`static-${cell.id}`}
              run={output.run}
              explained={output.error !== undefined}
              calls={<FewCalls trace={output.run.trace} />}
            />
          )}
        </div>
      ) : (
        <>
          {shown && <div className={styles.card}>{source}</div>}
          {error}
          {output?.html !== undefined && (
            <div
              className={`${styles.staticOutput} output ${cell.kind}`}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: made by our own lessons at build, and sanitised
              dangerouslySetInnerHTML={{ __html: output.html }}
            />
          )}
        </>
      )}
    </section>
  );
}

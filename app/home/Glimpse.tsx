import type { CellOutput } from '../../lib/notebook/types';
import { StaticCode } from '../editor/StaticCode';
import type { Lesson } from '../lessons/lessons';
import { CallLine } from '../run/CallLine';
import { lineAt } from '../run/order';
import styles from './glimpse.module.css';

interface Props {
  lesson: Lesson;
  outputs: Record<string, CellOutput>;
}

/** Lines of the program and of its trace that fit beside each other. */
const LINES = 14;

/** A program of the first lesson with the calls it made and a chart, all as the build ran them. */
export function Glimpse({ lesson, outputs }: Props) {
  const program = lesson.notebook.cells.find(({ id }) => outputs[id]?.run);
  const run = program && outputs[program.id].run;
  if (!program || !run) return null;
  const chart = lesson.notebook.cells
    .map(({ kind, id }) => (kind === 'js' ? outputs[id]?.html : undefined))
    .find((html) => html?.includes('<svg'));
  const source = program.source.split('\n').slice(0, LINES).join('\n');
  return (
    <a
      className={styles.glimpse}
      href={`lessons/${lesson.slug}/`}
      aria-label={`Open the lesson “${lesson.title}”`}
    >
      <div className={styles.pane}>
        <StaticCode kind={program.kind} source={source} />
      </div>
      <div className={styles.pane}>
        {Array.from({ length: Math.min(LINES, run.trace.length) }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
          <CallLine key={at} trace={run.trace} line={lineAt(run.trace, at)} />
        ))}
      </div>
      {chart && (
        <div
          className={`${styles.chart} output`}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: made by our own lesson at build, and sanitised
          dangerouslySetInnerHTML={{ __html: chart }}
        />
      )}
    </a>
  );
}

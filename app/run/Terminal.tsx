import type { Excerpt } from './excerpt';
import { Printed } from './Printed';
import styles from './run.module.css';
import { plural } from './words';

interface Props {
  stdout: Excerpt;
  stderr: Excerpt;
  /** The program still runs: the end of what it printed stays in sight. */
  live?: boolean;
  /** Saves all that was printed, where it is kept. */
  onSave?: (stream: 'stdout' | 'stderr') => void;
}

const isEmpty = ({ head, tail, hidden }: Excerpt) => head === '' && tail === '' && hidden === 0;

function Stream({
  part,
  stream,
  onSave,
}: { part: Excerpt; stream: 'stdout' | 'stderr' } & Pick<Props, 'onSave'>) {
  if (isEmpty(part)) return null;
  return (
    <div className={styles.stream} data-stream={stream}>
      {stream === 'stderr' && <p className={styles.streamName}>standard error</p>}
      <pre>
        <Printed text={part.head} />
        {part.hidden > 0 && (
          <span className={styles.cut}>
            {' '}
            … {plural(part.hidden, 'byte')} not shown{' '}
            {onSave && (
              <button type="button" onClick={() => onSave(stream)}>
                Save all of it
              </button>
            )}{' '}
            {part.head.endsWith('\n') && '\n'}
          </span>
        )}
        <Printed text={part.tail} />
      </pre>
    </div>
  );
}

/** What the program printed. Both streams are kept apart, as the machine keeps them. */
export function Terminal({ stdout, stderr, live, onSave }: Props) {
  if (isEmpty(stdout) && isEmpty(stderr)) return <p className={styles.nothing}>Nothing was printed.</p>;
  return (
    // A group, not a region: a page has one for each program, and landmarks must each have a name of their own.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the parts of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard
    <div className={styles.terminal} data-live={live} tabIndex={0} role="group" aria-label="Terminal output">
      <Stream part={stdout} stream="stdout" onSave={onSave} />
      <Stream part={stderr} stream="stderr" onSave={onSave} />
    </div>
  );
}

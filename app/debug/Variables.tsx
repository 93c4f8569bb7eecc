import styles from './debug.module.css';
import type { DebugView } from './model';
import type { Shown } from './value';

/** A variable; what has parts can be opened. */
function Variable({ value }: { value: Shown }) {
  const head = (
    <>
      <b>{value.name}</b> <span>{value.text}</span> <i>{value.type}</i>
    </>
  );
  if (value.parts.length === 0) return <li>{head}</li>;
  return (
    <li>
      <details>
        <summary>{head}</summary>
        <ul>
          {value.parts.map((part) => (
            <Variable key={part.name} value={part} />
          ))}
        </ul>
      </details>
    </li>
  );
}

/** Where the program is, and its variables. */
export function Variables({ view, level }: { view: DebugView; level: 0 | 1 }) {
  const { locals, globals, framed } = view.variables;
  const hint =
    level === 1
      ? 'With -O1 local variables live in registers: choose -O0 to see them.'
      : framed
        ? undefined
        : 'Local variables are there once the function has set up its frame.';
  return (
    <div className={styles.variables}>
      {view.frames.length > 0 && (
        <>
          <h4>Called</h4>
          <ol>
            {view.frames.map((frame, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a frame is its place
              <li key={n}>
                <b>{frame.name}</b> {frame.line > 0 && <i>line {frame.line}</i>}
              </li>
            ))}
          </ol>
        </>
      )}
      {(locals.length > 0 || hint) && <h4>Local</h4>}
      {hint && <p>{hint}</p>}
      <ul>
        {locals.map((value, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks may have variables of one name
          <Variable key={`${value.name}${n}`} value={value} />
        ))}
      </ul>
      {globals.length > 0 && <h4>Global</h4>}
      <ul>
        {globals.map((value) => (
          <Variable key={value.name} value={value} />
        ))}
      </ul>
    </div>
  );
}

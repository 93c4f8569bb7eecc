import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import type { NotebookContext } from '../commands/context';
import { notebookCommand } from '../commands/notebookCommands';
import { IconButton } from '../shell/IconButton';
import styles from './present.module.css';

const BACK = notebookCommand('previous-screen');
const ON = notebookCommand('next-screen');
const END = notebookCommand('end-presentation');

/** Below a notebook that is presented: which screen it is, and the way to the others. */
export function Screens({
  context,
  screen,
  count,
}: {
  context: NotebookContext;
  screen: number;
  count: number;
}) {
  return (
    <nav className={styles.screens} aria-label="Screens">
      <i style={{ width: `${((screen + 1) / count) * 100}%` }} />
      <IconButton
        icon={ChevronLeft}
        label="Previous screen"
        disabled={screen === 0}
        onClick={() => BACK.perform(context)}
      />
      <output>
        {screen + 1} of {count}
      </output>
      <IconButton
        icon={ChevronRight}
        label="Next screen"
        disabled={screen === count - 1}
        onClick={() => ON.perform(context)}
      />
      <IconButton icon={X} label="End the presentation" onClick={() => END.perform(context)} />
    </nav>
  );
}

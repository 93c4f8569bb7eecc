'use client';
import { Plus } from 'lucide-react';
import { memo, useState } from 'react';
import { KINDS, type NotebookContext } from '../commands/context';
import { addFiles } from './bringFiles';
import styles from './notebook.module.css';

interface Props {
  context: NotebookContext;
  /** The new cell comes before this place. */
  index: number;
  /** Cells that are being dragged would come to stand here. */
  dropping?: boolean;
  /** The cell above has the keyboard, from where it goes on here. */
  beside?: boolean;
  /** Always in sight: at the end of the notebook. */
  steady?: boolean;
}

/** Adds a cell here: a line between cells that shows its buttons when the pointer or the keyboard comes. */
export const InsertBar = memo(function InsertBar(props: Props) {
  const { context, index, dropping, beside, steady } = props;
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const shown = steady || beside || hovered || focused;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is pressed here, only seen to be near
    <div
      className={styles.insert}
      data-shown={shown || undefined}
      data-steady={steady || undefined}
      data-dropping={dropping || undefined}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
      {shown && <Buttons context={context} index={index} steady={steady} />}
    </div>
  );
});

function Buttons({ context, index, steady }: Pick<Props, 'context' | 'index' | 'steady'>) {
  const { session, page } = context;
  return (
    <div role="toolbar" aria-label={steady ? 'Add a cell at the end' : `Add a cell at place ${index + 1}`}>
      {KINDS.filter((row) => row.offered).map(({ kind, label }) => (
        <button
          type="button"
          key={kind}
          aria-label={`Add ${label} cell`}
          onClick={() => page.focus(session.insert(index, kind), 'editor')}
        >
          <Plus size={13} strokeWidth={2} aria-hidden />
          {label}
        </button>
      ))}
      <button
        type="button"
        aria-label="Add a program or file"
        title="An ELF file, a script, a .tar with libraries, or data"
        onClick={() => void addFiles(context, index)}
      >
        <Plus size={13} strokeWidth={2} aria-hidden />
        File
      </button>
    </div>
  );
}

'use client';
import { Fragment, memo } from 'react';
import type { Cell, CellState } from '../../lib/notebook/types';
import { CellView } from '../cell/CellView';
import type { NotebookContext } from '../commands/context';
import { awaited } from './awaited';
import { cellsById } from './cellsById';
import { InsertBar } from './InsertBar';
import type { PageState } from './usePage';
import { usePart } from './useSession';

/** Where a cell stands in the notebook, and where it heads a section how many cells that hides. */
export interface Place {
  id: string;
  index: number;
  section: number | undefined;
}

interface Props {
  context: NotebookContext;
  /** The cells that are shown, in order. */
  places: readonly Place[];
  /** How many the notebook has. */
  count: number;
  pageState: PageState;
  selected: readonly Cell[];
  /** The cell that has the keyboard, the one whose output the pointer is over, and the one it is over. */
  focused: string | undefined;
  pointed: string | undefined;
  hovered: string | undefined;
  /** Where what is dragged would come to stand. */
  dropping: number | undefined;
  /** They are presented: everything is larger. */
  big: boolean;
}

/** The notebook's cells with the places between them. A key that is pressed in one of them draws that one anew. */
export const Cells = memo(function Cells(props: Props) {
  const { context, places, count, pageState, selected, focused, pointed, hovered, dropping, big } = props;
  const { range, revealed, folded, views, editor } = pageState;
  return places.map(({ id, index, section }) => {
    const above =
      focused !== undefined && places.some((place) => place.id === focused && place.index === index - 1);
    const isSelected = selected.length > 1 && selected.some((cell) => cell.id === id);
    return (
      <Fragment key={id}>
        <InsertBar context={context} index={index} dropping={dropping === index} beside={above} />
        <Slot
          context={context}
          id={id}
          index={index}
          count={count}
          selection={isSelected && range?.to === id ? selected : undefined}
          selected={isSelected}
          revealed={revealed[id]}
          folded={folded[id] ?? false}
          view={views[id]}
          editorRequest={editor?.id === id ? editor.count : 0}
          editorFrom={editor?.id === id ? editor.from : null}
          pointed={pointed === id}
          hovered={hovered === id}
          focused={focused === id}
          section={section}
          big={big}
        />
      </Fragment>
    );
  });
});

type SlotProps = Omit<
  React.ComponentProps<typeof CellView>,
  'cell' | 'cellState' | 'awaits' | 'others' | 'open'
> & {
  id: string;
  /** Its source is shown or hidden against its kind's habit. */
  revealed: boolean | undefined;
};

const IDLE: CellState = { status: 'idle' };
const NONE: readonly Cell[] = [];

/** A cell as the session has it now. */
const Slot = memo(function Slot({ id, revealed: _, ...rest }: SlotProps) {
  const { session, page } = rest.context;
  const cell = usePart(session, ({ notebook }) => cellsById(notebook).get(id));
  const cellState = usePart(session, ({ cells }) => cells[id] ?? IDLE);
  const awaits = usePart(session, (state) => awaited(state, id));
  if (!cell) return null;
  const others = cellState.output?.error ? session.snapshot().notebook.cells : NONE;
  const open = page.revealed(id);
  return <CellView {...rest} cell={cell} cellState={cellState} awaits={awaits} others={others} open={open} />;
});

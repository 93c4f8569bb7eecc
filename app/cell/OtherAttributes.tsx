'use client';
import { useState } from 'react';
import { parseAttributes, writeAttributes } from '../../lib/notebook/format/attributes';
import type { CellContext } from '../commands/context';
import styles from './cell.module.css';
import { givenTo } from './given';

/** A cell's attributes that have no field of their own, as its file has them: `profile=zen3 machine=lab`. */
function othersOf({ cell }: CellContext): Record<string, string> {
  const shown = new Set(givenTo(cell.kind).map(({ key }) => key));
  return Object.fromEntries(Object.entries(cell.attributes).filter(([key]) => !shown.has(key)));
}

/** All that a program cell can be told and that has no field: written as in the notebook's file. */
export function OtherAttributes({ context }: { context: CellContext }) {
  const { cell, session, page } = context;
  const [draft, setDraft] = useState<string>();
  const others = othersOf(context);
  const open = () => setDraft(writeAttributes({ values: others }).slice(1, -1));
  if (draft === undefined)
    return (
      <button
        type="button"
        className={styles.addField}
        title="Files, profile, machine, seed, limits: all that the cell's fence may say"
        onClick={open}
      >
        + more
      </button>
    );

  const read = parseAttributes(`{${draft}}`);
  const wrong = read === undefined || read.id !== undefined || Object.hasOwn(read.values, 'name');
  const keep = () => {
    if (wrong) {
      page.say(`Not understood: ${draft}. Write words like profile=zen3 files="a.csv b.csv".`);
    } else {
      const keys = new Set([...Object.keys(others), ...Object.keys(read.values)]);
      for (const key of keys)
        if (others[key] !== read.values[key]) session.setAttribute(cell.id, key, read.values[key]);
    }
    setDraft(undefined);
  };
  return (
    <label className={styles.field}>
      <span>more</span>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field
        autoFocus
        aria-label="Other attributes of the program"
        aria-invalid={wrong}
        placeholder="files=data.csv profile=zen3"
        spellCheck={false}
        rows={1}
        cols={Math.max(28, draft.length)}
        value={draft}
        onChange={({ target }) => setDraft(target.value.replaceAll('\n', ' '))}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(undefined);
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          page.focus(cell.id);
        }}
      />
    </label>
  );
}

'use client';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Offer } from './command';
import { shown } from './keys';
import styles from './menu.module.css';

/** Every word typed begins a word of the label, each another one. */
function fits(label: string, query: string): boolean {
  const words = label.toLowerCase().split(/\s+/);
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((part) => {
      const at = words.findIndex((word) => word.startsWith(part));
      if (at >= 0) words.splice(at, 1);
      return at >= 0;
    });
}

/** All commands, found by typing. */
export function Palette({ all, onClose }: { all: readonly Offer[]; onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const sought = query.trim();
  const begins = ({ label }: Offer) => label.toLowerCase().startsWith(sought.toLowerCase());
  // What begins as it was typed comes first.
  const found = all
    .filter(({ label }) => sought === '' || fits(label, sought))
    .sort((a, b) => Number(begins(b)) - Number(begins(a)));
  const at = Math.min(chosen, found.length - 1);

  const perform = (offer: Offer | undefined) => {
    if (!offer) return;
    onClose();
    offer.perform();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') perform(found[at]);
    else if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.dialog}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Dialog.Title className="visually-hidden">All commands</Dialog.Title>
          <input
            className={styles.search}
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found[at] && `${listId}-${found[at].name}`}
            aria-label="Find a command"
            placeholder="Find a command"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div className={styles.list} id={listId} role="listbox" aria-label="Commands">
            {found.map((offer, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above takes the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and names the active one
              <div
                key={offer.name}
                id={`${listId}-${offer.name}`}
                className={styles.item}
                role="option"
                aria-selected={index === at}
                onPointerMove={() => setChosen(index)}
                onClick={() => perform(offer)}
              >
                <offer.icon size={15} strokeWidth={1.75} aria-hidden />
                <span>{offer.label}</span>
                {offer.keys && <kbd>{shown(offer.keys)}</kbd>}
              </div>
            ))}
            {found.length === 0 && <p className={styles.none}>No command is called that.</p>}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

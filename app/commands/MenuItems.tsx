'use client';
import { DropdownMenu } from 'radix-ui';
import { Fragment, type ReactNode } from 'react';
import type { Offer } from './command';
import { shown } from './keys';
import styles from './menu.module.css';

interface Props {
  /** The button that the menu hangs from. */
  children: ReactNode;
  /** What the menu offers, asked each time it opens. */
  offered(): readonly Offer[];
}

function Items({ offered }: Pick<Props, 'offered'>) {
  const all = offered();
  return all.map((offer, index) => (
    <Fragment key={offer.name}>
      {index > 0 && offer.group !== all[index - 1].group && (
        <DropdownMenu.Separator className={styles.line} />
      )}
      <DropdownMenu.Item className={styles.item} onSelect={offer.perform}>
        <offer.icon size={15} strokeWidth={1.75} aria-hidden />
        <span>{offer.label}</span>
        {offer.keys && <kbd>{shown(offer.keys)}</kbd>}
      </DropdownMenu.Item>
    </Fragment>
  ));
}

/** A button and its menu, which begins open: CommandMenu loads this when the menu is first asked for. */
export function MenuItems({ children, offered }: Props) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      {/* Inside a landmark, where readers of the screen look for it. */}
      <DropdownMenu.Portal container={document.querySelector('main')}>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          <Items offered={offered} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

'use client';
import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { IconButton } from '../shell/IconButton';
import { type Command, offers } from './command';
import type { MenuItems } from './MenuItems';

interface Props<C> {
  label: string;
  icon: LucideIcon;
  commands: readonly Command<C>[];
  context: C;
}

/** A button with a menu of commands. Until it is first pressed it is the button alone: a page has hundreds of them. */
export function CommandMenu<C>({ label, icon, commands, context }: Props<C>) {
  const [Menu, setMenu] = useState<typeof MenuItems>();
  const open = async () => {
    const { MenuItems } = await import('./MenuItems');
    setMenu(() => MenuItems);
  };
  if (Menu)
    return (
      <Menu offered={() => offers(commands, context).filter(({ group }) => group !== undefined)}>
        <IconButton icon={icon} label={label} />
      </Menu>
    );
  return (
    <IconButton
      icon={icon}
      label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={open}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        void open();
      }}
    />
  );
}

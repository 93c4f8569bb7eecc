'use client';
import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment } from 'react';
import { IconButton } from '../shell/IconButton';
import { type Command, labelOf, possible } from './command';
import { shown } from './keys';
import styles from './menu.module.css';

interface Props<C> {
  label: string;
  icon: LucideIcon;
  commands: readonly Command<C>[];
  context: C;
}

/** A menu of the commands that make sense now. */
export function CommandMenu<C>({ label, icon, commands, context }: Props<C>) {
  const offered = commands.filter((command) => command.group && possible(command, context));
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton icon={icon} label={label} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          {offered.map((command, index) => (
            <Fragment key={command.name}>
              {index > 0 && command.group !== offered[index - 1].group && (
                <DropdownMenu.Separator className={styles.line} />
              )}
              <DropdownMenu.Item className={styles.item} onSelect={() => command.perform(context)}>
                <command.icon size={15} strokeWidth={1.75} aria-hidden />
                <span>{labelOf(command, context)}</span>
                {command.keys && <kbd>{shown(command.keys[0])}</kbd>}
              </DropdownMenu.Item>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

'use client';
import buttons from '../shell/buttons.module.css';
import { IconButton } from '../shell/IconButton';
import { type Command, labelOf, possible } from './command';
import { shown } from './keys';

interface Props<C> {
  command: Command<C>;
  context: C;
  /** With its words beside the picture. */
  wide?: 'plain' | 'primary';
}

/** A command as a button; dimmed while it makes no sense. */
export function CommandButton<C>({ command, context, wide }: Props<C>) {
  const label = labelOf(command, context);
  const tip = command.keys ? `${label} (${shown(command.keys[0])})` : label;
  const disabled = !possible(command, context);
  const perform = () => command.perform(context);
  if (!wide)
    return <IconButton icon={command.icon} label={label} title={tip} disabled={disabled} onClick={perform} />;
  const Icon = command.icon;
  return (
    <button
      type="button"
      className={wide === 'primary' ? buttons.primary : buttons.button}
      title={tip}
      disabled={disabled}
      onClick={perform}
    >
      <Icon size={14} strokeWidth={2} aria-hidden />
      <span>{label}</span>
    </button>
  );
}

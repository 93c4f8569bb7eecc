import type { Command } from './command';
import { possible } from './command';

/** The part of a KeyboardEvent that a shortcut depends on. */
export type Keystroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export const isMac = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether a keystroke is the shortcut `keys`, such as `Mod+Enter`. */
export function matches(keys: string, event: Keystroke, mac = isMac()): boolean {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const wants = (name: string) => parts.includes(name);
  const pressed = event.key === ' ' ? 'Space' : event.key;
  // A printable sign such as ? carries its own Shift.
  const shiftMatters = key.length > 1 || /[a-z]/i.test(key);
  return (
    pressed.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === (wants('Ctrl') || (!mac && wants('Mod'))) &&
    event.metaKey === (mac && wants('Mod')) &&
    event.altKey === wants('Alt') &&
    (!shiftMatters || event.shiftKey === wants('Shift'))
  );
}

/** The command that a keystroke asks for, if it makes sense now; `before` is the one just before it. */
export function commandFor<C>(
  commands: readonly Command<C>[],
  context: C,
  event: Keystroke,
  typing: boolean,
  before?: Keystroke,
): Command<C> | undefined {
  const asked = (keys: string) => {
    // A single letter is text while text is typed.
    if (typing && !keys.includes('+')) return false;
    const [first, second] = keys.split(' ');
    if (second === undefined) return matches(first, event);
    return before !== undefined && matches(first, before) && matches(second, event);
  };
  return commands.find(
    (command) => (!typing || command.typing) && command.keys?.some(asked) && possible(command, context),
  );
}

const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const MAC_SIGNS: Record<string, string> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Escape: 'esc',
};

/** A shortcut as the reader's machine writes it: ⌘⇧K or Ctrl+Shift+K. */
export function shown(keys: string, mac = isMac()): string {
  if (keys.includes(' '))
    return keys
      .split(' ')
      .map((key) => shown(key, mac))
      .join(' ');
  const parts = keys.split('+').map((part) => (mac && MAC_SIGNS[part]) || SIGNS[part] || part);
  const named = parts.map((part) =>
    part === 'Mod' ? 'Ctrl' : part.length === 1 ? part.toUpperCase() : part,
  );
  return named.join(mac ? '' : '+');
}

/** True when keys typed into this element are text. The code editor's own input is none of the usual elements. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
      target.closest('.monaco-editor') !== null)
  );
}

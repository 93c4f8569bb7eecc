'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton } from './IconButton';
import { chooseTheme, type ThemeChoice } from './theme';
import { useThemeChoice } from './useTheme';

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: Monitor, light: Sun, dark: Moon };
const WORDS: Record<ThemeChoice, string> = { system: 'as the system has it', light: 'light', dark: 'dark' };

/** One button that goes round: as the system has it, light, dark. */
export function ThemeSwitch() {
  const choice = useThemeChoice();
  return (
    <IconButton
      icon={ICON[choice]}
      label={`Colours: ${WORDS[choice]}. Change to ${WORDS[NEXT[choice]]}`}
      onClick={() => chooseTheme(NEXT[choice])}
    />
  );
}

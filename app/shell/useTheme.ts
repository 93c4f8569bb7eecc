import { useSyncExternalStore } from 'react';
import { currentTheme, subscribeTheme, type Theme, type ThemeChoice, themeChoice } from './theme';

/** The colours in use; light on the server, where nobody looks. */
export const useTheme = (): Theme => useSyncExternalStore(subscribeTheme, currentTheme, () => 'light');

/** What the reader chose. */
export const useThemeChoice = (): ThemeChoice =>
  useSyncExternalStore(subscribeTheme, themeChoice, () => 'system');

import type { editor } from 'monaco-editor/editor';
import type { Theme } from '../shell/theme';
import type { Token } from './grammar/types';

type Colours = Record<Exclude<Token, '' | 'strong'> | 'ink' | 'faint' | 'paper' | 'accent' | 'line', string>;

/** The code colours of styles/tokens.css as plain values, which is what the editor takes; theme.test.ts compares them. */
export const CODE_COLOURS: Record<Theme, Colours> = {
  light: {
    ink: '#17191e',
    faint: '#656c78',
    paper: '#ffffff',
    accent: '#3451d1',
    line: '#e7e9ed',
    comment: '#6c7380',
    keyword: '#3451d1',
    register: '#0b6b76',
    number: '#a1490b',
    string: '#2a7340',
    directive: '#7a3e9d',
    label: '#a02c52',
  },
  dark: {
    ink: '#e9ebee',
    faint: '#868d99',
    paper: '#101114',
    accent: '#93a7ff',
    line: '#25282e',
    comment: '#868d99',
    keyword: '#93a7ff',
    register: '#6cc7d1',
    number: '#f0a566',
    string: '#86cf98',
    directive: '#cfa2ec',
    label: '#f291b2',
  },
};

/** The editor's theme of the same name as the page's. */
export function editorTheme(theme: Theme): editor.IStandaloneThemeData {
  const colours = CODE_COLOURS[theme];
  const bare = (colour: string) => colour.slice(1);
  return {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      { token: '', foreground: bare(colours.ink) },
      { token: 'comment', foreground: bare(colours.comment), fontStyle: 'italic' },
      { token: 'strong', foreground: bare(colours.ink), fontStyle: 'bold' },
      ...(['keyword', 'register', 'number', 'string', 'directive', 'label'] as const).map((token) => ({
        token,
        foreground: bare(colours[token]),
      })),
    ],
    colors: {
      'editor.background': '#00000000',
      'editor.foreground': colours.ink,
      'editorLineNumber.foreground': colours.faint,
      'editorLineNumber.activeForeground': colours.ink,
      'editorCursor.foreground': colours.accent,
      'editor.selectionBackground': `${colours.accent}38`,
      'editor.inactiveSelectionBackground': `${colours.accent}1c`,
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editorWidget.background': colours.paper,
      'editorWidget.border': colours.line,
      'editorHoverWidget.background': colours.paper,
      'editorHoverWidget.border': colours.line,
      'editorSuggestWidget.background': colours.paper,
      'editorSuggestWidget.border': colours.line,
      'editorSuggestWidget.foreground': colours.ink,
      'editorSuggestWidget.highlightForeground': colours.accent,
      'editorSuggestWidget.focusHighlightForeground': colours.accent,
      'editorSuggestWidget.selectedBackground': `${colours.accent}24`,
      'editorSuggestWidget.selectedForeground': colours.ink,
      'list.hoverBackground': `${colours.accent}12`,
      'editorLink.activeForeground': colours.accent,
      'peekView.border': colours.line,
      'peekViewTitle.background': colours.paper,
      'peekViewTitleLabel.foreground': colours.ink,
      'peekViewTitleDescription.foreground': colours.faint,
      'peekViewEditor.background': colours.paper,
      'peekViewEditorGutter.background': colours.paper,
      'peekViewEditor.matchHighlightBackground': `${colours.accent}24`,
      'peekViewResult.background': colours.paper,
      'peekViewResult.lineForeground': colours.faint,
      'peekViewResult.fileForeground': colours.ink,
      'peekViewResult.selectionBackground': `${colours.accent}18`,
      'peekViewResult.selectionForeground': colours.ink,
      'peekViewResult.matchHighlightBackground': '#00000000',
      focusBorder: '#00000000',
    },
  };
}

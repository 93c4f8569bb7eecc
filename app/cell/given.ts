/** What a program is given, by the attribute that says it: how it is shown, asked for, and named to a reader of screens. */
export const GIVEN = [
  { key: 'args', label: 'args', add: '+ arguments', name: 'Arguments of the program', lines: false },
  { key: 'stdin', label: 'stdin', add: '+ input', name: 'Standard input of the program', lines: true },
  { key: 'env', label: 'env', add: '+ environment', name: 'Environment of the program', lines: false },
] as const;

/* The parts of the editor's package that it ships without types. */
declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices.js' {
  export const typescript: typeof import('typescript');
}
declare module 'monaco-editor/languages/features/typescript/lib/lib.js' {
  export const libFileMap: Record<string, string>;
}

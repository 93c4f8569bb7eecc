import { libFileMap } from 'monaco-editor/languages/features/typescript/lib/lib.js';
import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { Answer, Question } from './client';
import { createService, type JavaScriptService } from './service';

/** TypeScript's language service, in the build that comes with the editor. */
const service = createService(typescript, (name) => libFileMap[name]);

self.onmessage = ({ data: { call, method, args } }: MessageEvent<Question>) => {
  const reply = (answer: Answer) => self.postMessage(answer);
  try {
    const perform = service[method] as (...args: unknown[]) => unknown;
    reply({ call, result: perform(...args) as ReturnType<JavaScriptService[typeof method]> });
  } catch (error) {
    reply({ call, error: error instanceof Error ? error.message : String(error) });
  }
};

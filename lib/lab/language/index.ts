import type { Sysroot } from '../../toolchain/sysroot/sysroot';
import { completeAsm, definitionAsm, hoverAsm } from './asm';
import { CLanguage } from './c';
import type { HelpAnswers, HelpQuestion, HelpTopic } from './types';

const languages = new WeakMap<Sysroot, CLanguage>();

/** Answers an editor's question about a source. */
export function helpWith<T extends HelpTopic>(
  topic: T,
  question: HelpQuestion,
  sysroot?: Sysroot,
): HelpAnswers[T] {
  const answers: { [K in HelpTopic]: () => HelpAnswers[K] } =
    question.kind === 'asm'
      ? {
          complete: () => completeAsm(question),
          hover: () => hoverAsm(question),
          signature: () => undefined,
          definition: () => definitionAsm(question),
        }
      : cAnswers(question, sysroot);
  return answers[topic]();
}

function cAnswers(question: HelpQuestion, sysroot?: Sysroot): { [K in HelpTopic]: () => HelpAnswers[K] } {
  if (!sysroot) throw new Error('help with C was asked for without the C library');
  let c = languages.get(sysroot);
  if (!c) languages.set(sysroot, (c = new CLanguage(sysroot)));
  const language = c;
  return {
    complete: () => language.complete(question),
    hover: () => language.hover(question),
    signature: () => language.signature(question),
    definition: () => language.definition(question),
  };
}

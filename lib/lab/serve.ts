import { takeHandlers } from '../emulator/cpu';
import type { Session } from './debug/session';
import { createLocalLab } from './local';
import { practise } from './practice';
import { type Answer, buffersIn, type Question } from './protocol';
import type { Keyboard } from './types';
import type { ProgramKind } from './warm';

/** What a Worker's global object is here; TypeScript's DOM library describes a window. */
export interface WorkerScope {
  postMessage(message: Answer, transfer: Transferable[]): void;
  onmessage: ((event: { data: Question }) => void) | null;
}

/**
 * Answers a page's questions with a lab in this Worker: client.ts is the other end.
 *
 * @param packed what packHandlers made; where it cannot be had programs only begin slower, and nobody need hear of it
 */
export function serveLab(
  scope: WorkerScope,
  packed: Promise<Uint8Array<ArrayBuffer> | undefined> = Promise.resolve(undefined),
): void {
  let image: Uint8Array | undefined;
  const lab = createLocalLab({
    sysroot: async () => {
      if (!image) throw new Error('the page did not send it');
      return image;
    },
  });
  const handlers = packed.then((bytes) => bytes && takeHandlers(bytes));
  const warmed = new Map<ProgramKind, Promise<void>>();
  let session: Session | undefined;
  let paused = new AbortController();
  const running = new Map<number, { abort: AbortController; keyboard?: Keyboard }>();
  const send = (answer: Answer) => scope.postMessage(answer, [...buffersIn(answer)]);

  async function warm(kind: ProgramKind): Promise<void> {
    await handlers;
    await practise(kind, lab.run, () => running.size > 0);
  }

  async function reply(question: Question): Promise<void> {
    const { id } = question;
    const run = running.get(id);
    if (question.ask === 'stop') run?.abort.abort();
    else if (question.ask === 'type') run?.keyboard?.type(question.bytes);
    else if (question.ask === 'resize') run?.keyboard?.resize(question.rows, question.columns);
    else if (question.ask === 'supply') image ??= question.supplies.sysroot;
    else if (question.ask === 'warm') {
      const { kind } = question;
      const warming = warmed.get(kind) ?? warm(kind);
      warmed.set(kind, warming);
      await warming;
      send({ id, answer: 'warm', result: undefined });
    } else if (question.ask === 'compile')
      send({ id, answer: 'compile', result: await lab.compile(question.source, question.name) });
    else if (question.ask === 'assemble')
      send({ id, answer: 'assemble', result: await lab.assemble(question.source, question.name) });
    else if (question.ask === 'list')
      send({ id, answer: 'list', result: await lab.list(question.program, question.profile) });
    else if (question.ask === 'function')
      send({
        id,
        answer: 'function',
        result: await lab.listFunction(question.elf, question.which, question.profile),
      });
    else if (question.ask === 'help')
      send({ id, answer: 'help', result: await lab.help(question.topic, question.question) });
    else if (question.ask === 'profiles') send({ id, answer: 'profiles', result: await lab.profiles() });
    else if (question.ask === 'debug') {
      await handlers;
      session = await lab.open(question.request, question.options);
      const { opened } = session;
      send({ id, answer: 'debug', result: { ...opened, elf: opened.elf?.slice() } });
    } else if (question.ask === 'command') {
      if (!session) throw new Error('no session is open');
      paused = new AbortController();
      send({ id, answer: 'command', result: await session.answer(question.command, paused.signal) });
    } else if (question.ask === 'pause') paused.abort();
    else {
      const abort = new AbortController();
      const begun: { abort: AbortController; keyboard?: Keyboard } = { abort };
      running.set(id, begun);
      try {
        await handlers;
        const result = await lab.run(question.request, {
          signal: abort.signal,
          onProgress: (progress) => send({ id, answer: 'progress', progress }),
          ...(question.keyboard && {
            onKeyboard: (keyboard) => {
              begun.keyboard = keyboard;
            },
          }),
        });
        send({ id, answer: 'run', result });
      } finally {
        running.delete(id);
      }
    }
  }

  scope.onmessage = ({ data }) => {
    reply(data).catch((error: unknown) => {
      send({ id: data.id, answer: 'error', message: error instanceof Error ? error.message : String(error) });
    });
  };
}

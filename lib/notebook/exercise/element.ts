import type { Answer } from '../types';
import { type Ask, type Exercise, judge } from './parse';

export const UNANSWERED: Answer = { value: '', hints: 0, revealed: false };

export interface ExerciseHost {
  document: Document;
  /** Part of the exercise's Markdown as nodes. */
  render(markdown: string): Node;
  /** Decides where the exercise's text alone cannot: true, false, or what is wrong. */
  check(answer: string): Promise<boolean | string>;
  /** The answer changed and is to be kept. */
  answered(answer: Answer): void;
}

let made = 0;

/**
 * An exercise as the reader sees it. Hints and solution are put into the document when they are asked for, not before:
 * nothing is there to be read by accident.
 */
export function exerciseElement(
  { ask, hints, solution }: Exercise,
  question: Node,
  before: Answer,
  host: ExerciseHost,
): HTMLElement {
  const { document } = host;
  let answer = before;
  let checking = false;
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K, name = '', ...inside: (Node | string)[]) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside);
    return element;
  };
  const root = make('div', 'exercise');
  root.setAttribute('role', 'group');
  root.setAttribute('aria-label', 'Exercise');
  const input = inputFor(ask, document);
  const verdict = make('p', 'verdict');
  verdict.setAttribute('role', 'status');
  const given = make('div', 'hints');
  const shown = make('div', 'solution');
  const press = (label: string, act: () => void) => {
    const button = make('button', '', label);
    button.type = 'button';
    button.addEventListener('click', act);
    return button;
  };
  const checkButton = press('Check', () => void check());
  const hintButton = press('Hint', () => put({ hints: answer.hints + 1 }));
  const solutionButton = press('Show the solution', () => put({ revealed: true }));

  const put = (change: Partial<Answer>) => {
    answer = { ...answer, ...change };
    draw();
    host.answered(answer);
  };

  async function check(): Promise<void> {
    const value = input.read();
    if (checking || (value.trim() === '' && ask.kind !== 'program')) return;
    checking = true;
    draw();
    let outcome: boolean | string;
    try {
      outcome = ask.kind === 'check' || ask.kind === 'program' ? await host.check(value) : judge(ask, value);
    } catch (error) {
      outcome = error instanceof Error ? error.message : String(error);
    }
    checking = false;
    const feedback = typeof outcome === 'string' ? outcome : undefined;
    put({ value, verdict: outcome === true ? 'right' : 'wrong', feedback });
  }

  function draw(): void {
    const { hints: opened, revealed, feedback } = answer;
    const right = answer.verdict === 'right';
    const wrong = answer.verdict === 'wrong';
    root.dataset.verdict = checking ? '' : (answer.verdict ?? '');
    verdict.textContent = checking ? 'Checking …' : right ? 'Right.' : wrong ? (feedback ?? 'Not so.') : '';
    verdict.hidden = verdict.textContent === '';
    checkButton.disabled = checking;
    hintButton.hidden = opened >= hints.length || right;
    hintButton.textContent = opened === 0 ? 'Hint' : 'Another hint';
    solutionButton.hidden = solution === '' || revealed || !wrong;
    while (given.childElementCount < Math.min(opened, hints.length))
      given.append(make('div', 'hint', host.render(hints[given.childElementCount])));
    given.hidden = given.childElementCount === 0;
    if ((right || revealed) && solution !== '' && shown.childElementCount === 0)
      shown.append(host.render(solution));
    shown.hidden = shown.childElementCount === 0;
  }

  input.element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) void check();
  });
  if (answer.value !== '') input.write(answer.value);
  draw();
  const body = make('div', 'question', question);
  const actions = make('div', 'actions', checkButton, hintButton, solutionButton);
  root.append(body, input.element, actions, verdict, given, shown);
  return root;
}

interface Input {
  element: HTMLElement;
  read(): string;
  write(value: string): void;
}

function inputFor(ask: Ask, document: Document): Input {
  if (ask.kind === 'choice') return choiceInput(ask.choices, document);
  const element = document.createElement('div');
  element.className = 'answer';
  if (ask.kind === 'program') {
    const name = document.createElement('code');
    name.textContent = ask.program;
    element.append('Write your answer into the cell ', name, '.');
    return { element, read: () => '', write: () => {} };
  }
  const field = document.createElement('input');
  field.type = 'text';
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.setAttribute('aria-label', 'Your answer');
  const number = ask.kind === 'number' || (ask.kind === 'check' && ask.input === 'number');
  if (number) field.inputMode = 'decimal';
  field.placeholder = number ? 'a number' : 'your answer';
  element.append(field);
  return {
    element,
    read: () => field.value,
    write: (value) => {
      field.value = value;
    },
  };
}

function choiceInput(choices: readonly { text: string }[], document: Document): Input {
  const element = document.createElement('fieldset');
  element.className = 'choices';
  element.setAttribute('aria-label', 'Your answer');
  const group = `exercise-${++made}`;
  const boxes = choices.map(({ text }) => {
    const box = document.createElement('input');
    box.type = 'radio';
    box.name = group;
    box.value = text;
    const label = document.createElement('label');
    label.append(box, ` ${text}`);
    element.append(label);
    return box;
  });
  return {
    element,
    read: () => boxes.find(({ checked }) => checked)?.value ?? '',
    write: (value) => {
      for (const box of boxes) box.checked = box.value === value;
    },
  };
}

import {
  ArrowDownToLine,
  ArrowLeftToLine,
  ArrowUpFromLine,
  CircleStop,
  Pause,
  Play,
  RotateCcw,
  StepBack,
  StepForward,
  Zap,
} from 'lucide-react';
import type { Command } from '../commands/command';
import type { DebugModel, DebugView } from './model';

/** What a command of the debugger sees. */
export interface DebugContext {
  model: DebugModel;
  view: DebugView;
  restart(): void;
  close(): void;
}

/** While it moves, the next move waits for its turn. */
const stopped = ({ view }: DebugContext) => view.status === 'stopped' || view.status === 'running';
const canGoBack = (context: DebugContext) => stopped(context) || context.view.status === 'ended';

/** The debugger's commands: buttons and keys are drawn from these. Keys as in most debuggers; Alt goes back. */
export const DEBUG_COMMANDS: readonly Command<DebugContext>[] = [
  {
    name: 'continue',
    label: 'Continue',
    icon: Play,
    keys: ['F5'],
    when: stopped,
    perform: ({ model }) => void model.go(),
  },
  {
    name: 'pause',
    label: 'Pause',
    icon: Pause,
    keys: ['F6'],
    when: ({ view }) => view.status === 'running',
    perform: ({ model }) => model.pause(),
  },
  {
    name: 'over',
    label: 'Step over',
    icon: StepForward,
    keys: ['F10'],
    when: stopped,
    perform: ({ model }) => void model.step('over'),
  },
  {
    name: 'into',
    label: 'Step into',
    icon: ArrowDownToLine,
    keys: ['F11'],
    when: stopped,
    perform: ({ model }) => void model.step('into'),
  },
  {
    name: 'out',
    label: 'Step out',
    icon: ArrowUpFromLine,
    keys: ['Shift+F11'],
    when: stopped,
    perform: ({ model }) => void model.out(),
  },
  {
    name: 'back',
    label: 'Step back',
    icon: StepBack,
    keys: ['Alt+F10'],
    when: canGoBack,
    perform: ({ model }) => void model.step('over', true),
  },
  {
    name: 'reverse',
    label: 'Back to the breakpoint before, or the beginning',
    icon: ArrowLeftToLine,
    keys: ['Alt+F5'],
    when: canGoBack,
    perform: ({ model }) => void model.go(true),
  },
  {
    name: 'call',
    label: 'To the next system call',
    icon: Zap,
    keys: ['F8'],
    when: stopped,
    perform: ({ model }) => void model.toCall(),
  },
  {
    name: 'restart',
    label: 'Start again',
    icon: RotateCcw,
    keys: ['Mod+Shift+F5'],
    perform: ({ restart }) => restart(),
  },
  {
    name: 'close',
    label: 'End the session',
    icon: CircleStop,
    keys: ['Shift+F5'],
    perform: ({ close }) => close(),
  },
];

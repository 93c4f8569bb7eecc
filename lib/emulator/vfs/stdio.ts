import { O_LARGEFILE, O_RDONLY, O_RDWR, O_WRONLY } from '../../abi/fcntl';
import type { KernelServices } from '../kernel/types';
import { fget, OpenFile } from './file';
import { HostInput, hostOutput } from './host_stream';
import type { File } from './types';
import type { Vfs } from './vfs';

/** What the first program finds at descriptors 0, 1 and 2. */
export interface Stdio {
  files: [stdin: File, stdout: File, stderr: File];
  /** Where the host puts input when it is a pipe; for a terminal there is `vfs.tty`. */
  input: HostInput | undefined;
}

export interface StdioOptions {
  input: 'tty' | 'pipe';
  output: 'tty' | 'pipe';
}

const NOBODY = { euid: 0, egid: 0 };

/** Opens the standard streams. On a terminal the three share one open file, as below a login shell. */
export function openStdio(kernel: KernelServices, vfs: Vfs, options: StdioOptions): Stdio {
  let terminal: File | undefined;
  const openTerminal = () => {
    if (terminal) return fget(terminal);
    terminal = new OpenFile(vfs.terminal, O_RDWR | O_LARGEFILE);
    terminal.state = vfs.tty;
    return terminal;
  };
  const output = (stream: 1 | 2) =>
    new OpenFile(vfs.pipes.dentry(hostOutput(kernel, stream), NOBODY), O_WRONLY);

  const input = options.input === 'pipe' ? new HostInput(kernel, 'standard input') : undefined;
  const stdin = input ? new OpenFile(vfs.pipes.dentry(input.fops, NOBODY), O_RDONLY) : openTerminal();
  const [stdout, stderr] =
    options.output === 'tty' ? [openTerminal(), openTerminal()] : [output(1), output(2)];
  return { files: [stdin, stdout, stderr], input };
}

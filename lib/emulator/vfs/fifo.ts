import { ENXIO } from '../../abi/errno';
import { O_ACCMODE, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } from '../../abi/fcntl';
import type { Result, Task } from '../kernel/types';
import { sideTable } from '../snapshot/side_table';
import { attachPipe, PIPE_FILE, Pipe } from './pipe';
import type { File, FileOperations, Inode } from './types';

/** The Pipe of each FIFO that has been opened. */
const pipes = sideTable<Inode, Pipe>();

/**
 * A named pipe: one Pipe for all who open the inode. Opening for reading waits for a writer and the other way round,
 * unless O_NONBLOCK: fifo(7).
 */
export const FIFO_FILE: FileOperations = {
  ...PIPE_FILE,
  open(file: File, task: Task): Result {
    let pipe = pipes.get(file.inode);
    if (pipe === undefined) {
      pipe = new Pipe(task.kernel, `fifo ${file.dentry.name}`);
      pipes.set(file.inode, pipe);
    }
    return openFifo(file, pipe);
  },
};

function openFifo(file: File, pipe: Pipe): Result {
  const mode = file.flags & O_ACCMODE;
  const nonblock = (file.flags & O_NONBLOCK) !== 0;
  if (mode === O_WRONLY && nonblock && pipe.readers === 0) return -ENXIO;
  attachPipe(file, pipe);
  pipe.readable.wakeAll();
  pipe.writable.wakeAll();
  const alone = mode === O_RDONLY ? pipe.writers === 0 : pipe.readers === 0;
  if (!alone || mode === O_RDWR || nonblock) return 0;
  return waitForPartner(pipe, mode, mode === O_RDONLY ? pipe.writerOpens : pipe.readerOpens);
}

/** wait_for_partner: until the other side has been opened, even if it is closed again by then. */
function waitForPartner(pipe: Pipe, mode: number, seen: number): Result {
  const partner = mode === O_RDONLY ? 'a writer' : 'a reader';
  return {
    queues: [mode === O_RDONLY ? pipe.readable : pipe.writable],
    why: `${pipe.name} to be opened by ${partner}`,
    again: () => {
      const opens = mode === O_RDONLY ? pipe.writerOpens : pipe.readerOpens;
      return opens === seen ? waitForPartner(pipe, mode, seen) : 0;
    },
  };
}

import type { CallRow } from '../types';
import { attrRows } from './attr';
import { epollRows } from './epoll';
import { eventfdRows } from './eventfd';
import { fcntlRows } from './fcntl';
import { fsStructRows } from './fs_struct';
import { ioctlRows } from './ioctl';
import { iovecRows } from './iovec';
import { lockRows } from './locks';
import { nameiRows } from './namei';
import { openRows } from './open';
import { pipeRows } from './pipe';
import { readWriteRows } from './read_write';
import { readdirRows } from './readdir';
import { selectRows } from './select';
import { sendfileRows } from './sendfile';
import { statRows } from './stat';
import { syncRows } from './sync';
import { utimesRows } from './utimes';

/** All calls on files, for the kernel's table. */
export const fsRows: readonly CallRow[] = [
  ...readWriteRows,
  ...iovecRows,
  ...openRows,
  ...attrRows,
  ...statRows,
  ...nameiRows,
  ...fsStructRows,
  ...fcntlRows,
  ...lockRows,
  ...sendfileRows,
  ...pipeRows,
  ...readdirRows,
  ...ioctlRows,
  ...selectRows,
  ...eventfdRows,
  ...epollRows,
  ...syncRows,
  ...utimesRows,
];

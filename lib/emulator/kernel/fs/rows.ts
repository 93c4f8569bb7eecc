import type { CallRow } from '../types';
import { attrRows } from './attr';
import { cachestatRows } from './cachestat';
import { epollRows } from './epoll';
import { eventfdRows } from './eventfd';
import { fcntlRows } from './fcntl';
import { fhandleRows } from './fhandle';
import { fsStructRows } from './fs_struct';
import { inotifyRows } from './inotify';
import { ioctlRows } from './ioctl';
import { iovecRows } from './iovec';
import { lockRows } from './locks';
import { memfdRows } from './memfd';
import { nameiRows } from './namei';
import { openRows } from './open';
import { pipeRows } from './pipe';
import { readWriteRows } from './read_write';
import { readdirRows } from './readdir';
import { secretmemRows } from './secretmem';
import { selectRows } from './select';
import { sendfileRows } from './sendfile';
import { spliceRows } from './splice';
import { statRows } from './stat';
import { syncRows } from './sync';
import { utimesRows } from './utimes';
import { xattrRows } from './xattr';

/** All calls on files, for the kernel's table. */
export const fsRows: readonly CallRow[] = [
  ...readWriteRows,
  ...iovecRows,
  ...openRows,
  ...fhandleRows,
  ...attrRows,
  ...statRows,
  ...nameiRows,
  ...fsStructRows,
  ...fcntlRows,
  ...lockRows,
  ...sendfileRows,
  ...spliceRows,
  ...memfdRows,
  ...secretmemRows,
  ...cachestatRows,
  ...xattrRows,
  ...pipeRows,
  ...readdirRows,
  ...ioctlRows,
  ...selectRows,
  ...eventfdRows,
  ...epollRows,
  ...inotifyRows,
  ...syncRows,
  ...utimesRows,
];

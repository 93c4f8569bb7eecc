import { flags, names } from './xlat';

// io_submit(2): linux/aio_abi.h.
export const IOCB_CMD_PREAD = 0;
export const IOCB_CMD_PWRITE = 1;
export const IOCB_CMD_FSYNC = 2;
export const IOCB_CMD_FDSYNC = 3;
export const IOCB_CMD_POLL = 5;
export const IOCB_CMD_NOOP = 6;
export const IOCB_CMD_PREADV = 7;
export const IOCB_CMD_PWRITEV = 8;
export const IOCB_COMMANDS = names('IOCB_CMD_???', {
  IOCB_CMD_PREAD,
  IOCB_CMD_PWRITE,
  IOCB_CMD_FSYNC,
  IOCB_CMD_FDSYNC,
  IOCB_CMD_PREADX: 4,
  IOCB_CMD_POLL,
  IOCB_CMD_NOOP,
  IOCB_CMD_PREADV,
  IOCB_CMD_PWRITEV,
});

export const IOCB_FLAG_RESFD = 1;
export const IOCB_FLAG_IOPRIO = 2;
export const IOCB_FLAGS = flags('IOCB_FLAG_???', { IOCB_FLAG_RESFD, IOCB_FLAG_IOPRIO });

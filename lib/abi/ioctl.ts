import { flags, names } from './xlat';

// Requests of terminals and of files in general: asm-generic/ioctls.h.
export const TCGETS = 0x5401;
export const TCSETS = 0x5402;
export const TCSETSW = 0x5403;
export const TCSETSF = 0x5404;
export const TCGETA = 0x5405;
export const TCSETA = 0x5406;
export const TCSETAW = 0x5407;
export const TCSETAF = 0x5408;
export const TCSBRK = 0x5409;
export const TCXONC = 0x540a;
export const TCFLSH = 0x540b;
export const TIOCEXCL = 0x540c;
export const TIOCNXCL = 0x540d;
export const TIOCSCTTY = 0x540e;
export const TIOCGPGRP = 0x540f;
export const TIOCSPGRP = 0x5410;
export const TIOCOUTQ = 0x5411;
export const TIOCSTI = 0x5412;
export const TIOCGWINSZ = 0x5413;
export const TIOCSWINSZ = 0x5414;
export const TIOCMGET = 0x5415;
export const TIOCMBIS = 0x5416;
export const TIOCMBIC = 0x5417;
export const TIOCMSET = 0x5418;
export const TIOCGSOFTCAR = 0x5419;
export const TIOCSSOFTCAR = 0x541a;
export const FIONREAD = 0x541b;
export const TIOCLINUX = 0x541c;
export const TIOCCONS = 0x541d;
export const TIOCPKT = 0x5420;
/** What a master in packet mode reads before data, or instead of it: ioctl_tty(2). */
export const TIOCPKT_DATA = 0;
export const TIOCPKT_FLUSHREAD = 1;
export const TIOCPKT_FLUSHWRITE = 2;
export const TIOCPKT_STOP = 4;
export const TIOCPKT_START = 8;
export const TIOCPKT_NOSTOP = 16;
export const TIOCPKT_DOSTOP = 32;
export const FIONBIO = 0x5421;
export const TIOCNOTTY = 0x5422;
export const TIOCSETD = 0x5423;
export const TIOCGETD = 0x5424;
export const TCSBRKP = 0x5425;
export const TIOCSBRK = 0x5427;
export const TIOCCBRK = 0x5428;
export const TIOCGSID = 0x5429;
export const TCGETS2 = 0x802c542a;
export const TCSETS2 = 0x402c542b;
export const TCSETSW2 = 0x402c542c;
export const TCSETSF2 = 0x402c542d;
export const TIOCGPTN = 0x80045430;
export const TIOCSPTLCK = 0x40045431;
export const TIOCGPTPEER = 0x5441;
export const TIOCVHANGUP = 0x5437;
export const FIONCLEX = 0x5450;
export const FIOCLEX = 0x5451;
export const FIOASYNC = 0x5452;
export const FIOQSIZE = 0x5460;
/** Where a block of a file lies, and how large blocks are: linux/fs.h. */
export const FIBMAP = 1;
export const FIGETBSZ = 2;
export const TIOCGSERIAL = 0x541e;
export const TIOCSSERIAL = 0x541f;
export const TIOCGRS485 = 0x542e;
export const TIOCSRS485 = 0x542f;
export const TCGETX = 0x5432;
export const TCSETX = 0x5433;
export const TCSETXF = 0x5434;
export const TCSETXW = 0x5435;
export const TIOCSERCONFIG = 0x5453;
export const TIOCSERGWILD = 0x5454;
export const TIOCSERSWILD = 0x5455;
export const TIOCGLCKTRMIOS = 0x5456;
export const TIOCSLCKTRMIOS = 0x5457;
export const TIOCSERGSTRUCT = 0x5458;
export const TIOCSERGETLSR = 0x5459;
export const TIOCSERGETMULTI = 0x545a;
export const TIOCSERSETMULTI = 0x545b;
export const TIOCMIWAIT = 0x545c;
export const TIOCGICOUNT = 0x545d;
// Requests of network devices: linux/sockios.h.
export const SIOCGIFNAME = 0x8910;
export const SIOCGIFCONF = 0x8912;
export const SIOCATMARK = 0x8905;
export const SIOCGIFFLAGS = 0x8913;
export const SIOCSIFFLAGS = 0x8914;
export const SIOCGIFADDR = 0x8915;
export const SIOCGIFDSTADDR = 0x8917;
export const SIOCGIFBRDADDR = 0x8919;
export const SIOCGIFNETMASK = 0x891b;
export const SIOCGIFMETRIC = 0x891d;
export const SIOCGIFMTU = 0x8921;
export const SIOCGIFHWADDR = 0x8927;
export const SIOCGIFINDEX = 0x8933;
export const SIOCGIFTXQLEN = 0x8942;
export const SIOCGIFMAP = 0x8970;
export const IOCTL_REQUESTS = names('', {
  SIOCATMARK,
  SIOCGIFNAME,
  SIOCGIFCONF,
  SIOCGIFFLAGS,
  SIOCSIFFLAGS,
  SIOCGIFADDR,
  SIOCGIFDSTADDR,
  SIOCGIFBRDADDR,
  SIOCGIFNETMASK,
  SIOCGIFMETRIC,
  SIOCGIFMTU,
  SIOCGIFHWADDR,
  SIOCGIFINDEX,
  SIOCGIFTXQLEN,
  SIOCGIFMAP,
  TCGETS,
  'SNDCTL_TMR_START or TCSETS': TCSETS,
  'SNDCTL_TMR_STOP or TCSETSW': TCSETSW,
  'SNDCTL_TMR_CONTINUE or TCSETSF': TCSETSF,
  TCGETA,
  TCSETA,
  TCSETAW,
  TCSETAF,
  TCSBRK,
  TCXONC,
  TCFLSH,
  TIOCEXCL,
  TIOCNXCL,
  TIOCSCTTY,
  TIOCGPGRP,
  TIOCSPGRP,
  TIOCOUTQ,
  TIOCSTI,
  TIOCGWINSZ,
  TIOCSWINSZ,
  TIOCMGET,
  TIOCMBIS,
  TIOCMBIC,
  TIOCMSET,
  TIOCGSOFTCAR,
  TIOCSSOFTCAR,
  FIONREAD,
  TIOCLINUX,
  TIOCCONS,
  TIOCPKT,
  FIONBIO,
  TIOCNOTTY,
  TIOCSETD,
  TIOCGETD,
  TCSBRKP,
  TIOCSBRK,
  TIOCCBRK,
  TIOCGSID,
  TCGETS2,
  TCSETS2,
  TCSETSW2,
  TCSETSF2,
  TIOCGPTN,
  TIOCSPTLCK,
  TIOCGPTPEER,
  TIOCVHANGUP,
  FIONCLEX,
  FIOCLEX,
  FIOASYNC,
  FIOQSIZE,
  FIBMAP,
  FIGETBSZ,
  TIOCGSERIAL,
  TIOCSSERIAL,
  TIOCGRS485,
  TIOCSRS485,
  TCGETX,
  TCSETX,
  TCSETXF,
  TCSETXW,
  TIOCSERCONFIG,
  TIOCSERGWILD,
  TIOCSERSWILD,
  TIOCGLCKTRMIOS,
  TIOCSLCKTRMIOS,
  TIOCSERGSTRUCT,
  TIOCSERGETLSR,
  TIOCSERGETMULTI,
  TIOCSERSETMULTI,
  TIOCMIWAIT,
  TIOCGICOUNT,
});
export const TCOOFF = 0;
export const TCOON = 1;
export const TCIOFF = 2;
export const TCION = 3;
export const TCIFLUSH = 0;
export const TCOFLUSH = 1;
export const TCIOFLUSH = 2;
export const TCXONC_ACTIONS = names('TC???', { TCOOFF, TCOON, TCIOFF, TCION });
export const TCFLSH_QUEUES = names('TC???', { TCIFLUSH, TCOFLUSH, TCIOFLUSH });

// struct termios: asm-generic/termbits.h.
export const IGNBRK = 0o1;
export const BRKINT = 0o2;
export const IGNPAR = 0o4;
export const PARMRK = 0o10;
export const INPCK = 0o20;
export const ISTRIP = 0o40;
export const INLCR = 0o100;
export const IGNCR = 0o200;
export const ICRNL = 0o400;
export const IUCLC = 0o1000;
export const IXON = 0o2000;
export const IXANY = 0o4000;
export const IXOFF = 0o10000;
export const IMAXBEL = 0o20000;
export const IUTF8 = 0o40000;
export const OPOST = 0o1;
export const OLCUC = 0o2;
export const ONLCR = 0o4;
export const OCRNL = 0o10;
export const ONOCR = 0o20;
export const ONLRET = 0o40;
export const OFILL = 0o100;
export const OFDEL = 0o200;
export const NLDLY = 0o400;
export const CRDLY = 0o3000;
export const TABDLY = 0o14000;
export const TAB3 = 0o14000;
export const BSDLY = 0o20000;
export const VTDLY = 0o40000;
export const FFDLY = 0o100000;
export const CBAUD = 0o10017;
export const B0 = 0;
export const B50 = 0o1;
export const B75 = 0o2;
export const B110 = 0o3;
export const B134 = 0o4;
export const B150 = 0o5;
export const B200 = 0o6;
export const B300 = 0o7;
export const B600 = 0o10;
export const B1200 = 0o11;
export const B1800 = 0o12;
export const B2400 = 0o13;
export const B4800 = 0o14;
export const B9600 = 0o15;
export const B19200 = 0o16;
export const B38400 = 0o17;
export const B57600 = 0o10001;
export const B115200 = 0o10002;
export const B230400 = 0o10003;
export const CSIZE = 0o60;
export const CS5 = 0;
export const CS6 = 0o20;
export const CS7 = 0o40;
export const CS8 = 0o60;
export const CSTOPB = 0o100;
export const CREAD = 0o200;
export const PARENB = 0o400;
export const PARODD = 0o1000;
export const HUPCL = 0o2000;
export const CLOCAL = 0o4000;
export const CRTSCTS = 0o20000000000;
export const ISIG = 0o1;
export const ICANON = 0o2;
export const XCASE = 0o4;
export const ECHO = 0o10;
export const ECHOE = 0o20;
export const ECHOK = 0o40;
export const ECHONL = 0o100;
export const NOFLSH = 0o200;
export const TOSTOP = 0o400;
export const ECHOCTL = 0o1000;
export const ECHOPRT = 0o2000;
export const ECHOKE = 0o4000;
export const FLUSHO = 0o10000;
export const PENDIN = 0o40000;
export const IEXTEN = 0o100000;
export const EXTPROC = 0o200000;
export const TERMIOS_IFLAG = flags('I???', {
  IGNBRK,
  BRKINT,
  IGNPAR,
  PARMRK,
  INPCK,
  ISTRIP,
  INLCR,
  IGNCR,
  ICRNL,
  IUCLC,
  IXON,
  IXANY,
  IXOFF,
  IMAXBEL,
  IUTF8,
});
export const TERMIOS_LFLAG = flags('L???', {
  ISIG,
  ICANON,
  XCASE,
  ECHO,
  ECHOE,
  ECHOK,
  ECHONL,
  NOFLSH,
  IEXTEN,
  ECHOCTL,
  ECHOPRT,
  ECHOKE,
  FLUSHO,
  PENDIN,
  TOSTOP,
  EXTPROC,
});

/** Indexes into c_cc. */
export const VINTR = 0;
export const VQUIT = 1;
export const VERASE = 2;
export const VKILL = 3;
export const VEOF = 4;
export const VTIME = 5;
export const VMIN = 6;
export const VSWTC = 7;
export const VSTART = 8;
export const VSTOP = 9;
export const VSUSP = 10;
export const VEOL = 11;
export const VREPRINT = 12;
export const VDISCARD = 13;
export const VWERASE = 14;
export const VLNEXT = 15;
export const VEOL2 = 16;
export const NCCS = 19;

/** Lines of a modem, as strace lists them: asm-generic/termios.h. */
export const MODEM_LINES = flags('TIOCM_???', {
  TIOCM_LE: 1,
  TIOCM_DTR: 2,
  TIOCM_RTS: 4,
  TIOCM_ST: 8,
  TIOCM_SR: 0x10,
  TIOCM_CTS: 0x20,
  TIOCM_CAR: 0x40,
  TIOCM_RNG: 0x80,
  TIOCM_DSR: 0x100,
  TIOCM_OUT1: 0x2000,
  TIOCM_OUT2: 0x4000,
  TIOCM_LOOP: 0x8000,
});

/** Attributes of files, as chattr(1) sets them: linux/fs.h. */
export const FS_IOC_GETFLAGS = 0x80086601;
export const FS_IOC_SETFLAGS = 0x40086602;
export const FS_IOC_FSGETXATTR = 0x801c581f;
export const FS_IOC_FSSETXATTR = 0x401c5820;
export const FS_IMMUTABLE_FL = 0x10;
export const FS_APPEND_FL = 0x20;
export const FS_NODUMP_FL = 0x40;
export const FS_NOATIME_FL = 0x80;
export const INODE_FLAGS = flags('FS_???_FL', {
  FS_SECRM_FL: 0x1,
  FS_UNRM_FL: 0x2,
  FS_COMPR_FL: 0x4,
  FS_SYNC_FL: 0x8,
  FS_IMMUTABLE_FL,
  FS_APPEND_FL,
  FS_NODUMP_FL,
  FS_NOATIME_FL,
  FS_DIRTY_FL: 0x100,
  FS_COMPRBLK_FL: 0x200,
  FS_NOCOMP_FL: 0x400,
  FS_ENCRYPT_FL: 0x800,
  FS_INDEX_FL: 0x1000,
  FS_IMAGIC_FL: 0x2000,
  FS_JOURNAL_DATA_FL: 0x4000,
  FS_NOTAIL_FL: 0x8000,
  FS_DIRSYNC_FL: 0x10000,
  FS_TOPDIR_FL: 0x20000,
  FS_HUGE_FILE_FL: 0x40000,
  FS_EXTENT_FL: 0x80000,
  FS_VERITY_FL: 0x100000,
  FS_EA_INODE_FL: 0x200000,
  FS_EOFBLOCKS_FL: 0x400000,
  FS_NOCOW_FL: 0x800000,
  FS_DAX_FL: 0x2000000,
  FS_INLINE_DATA_FL: 0x10000000,
  FS_PROJINHERIT_FL: 0x20000000,
  FS_CASEFOLD_FL: 0x40000000,
  FS_RESERVED_FL: 0x80000000,
});

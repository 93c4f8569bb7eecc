import type { CType, FunctionType } from '../types';
import { CONST } from '../types';
import { pointerTo, qualify, type Types } from './type';

/**
 * Functions of the library that the compiler knows by name: what `__builtin_NAME` calls, and what an undeclared NAME
 * is taken to be. Signature letters: v void, i int, l long, q long long, u unsigned, U unsigned long, z size_t,
 * f d e floats, p void *, P const void *, s char *, S const char *, I int *, F D E pointers to floats, a va_list,
 * `.` more arguments.
 */
const SIGNATURES = `
abort:v abs:ii labs:ll llabs:qq calloc:pzz exit:vi _Exit:vi free:vp malloc:pz realloc:ppz aligned_alloc:pzz
memcpy:ppPz memmove:ppPz memset:ppiz memcmp:iPPz memchr:pPiz mempcpy:ppPz strlen:zS strcpy:ssS strncpy:ssSz
strcat:ssS strncat:ssSz strcmp:iSS strncmp:iSSz strchr:sSi strrchr:sSi strstr:sSS strspn:zSS strcspn:zSS strpbrk:sSS
stpcpy:ssS stpncpy:ssSz strdup:sS strndup:sSz strnlen:zSz strcasecmp:iSS strncasecmp:iSSz index:sSi rindex:sSi
bcmp:iPPz bcopy:vPpz bzero:vpz printf:iS. fprintf:ipS. sprintf:isS. snprintf:iszS. vprintf:iSa vfprintf:ipSa
vsprintf:isSa vsnprintf:iszSa puts:iS fputs:iSp putchar:ii fputc:iip fwrite:zPzzp scanf:iS. fscanf:ipS. sscanf:iSS.
isalnum:ii isalpha:ii isblank:ii iscntrl:ii isdigit:ii isgraph:ii islower:ii isprint:ii ispunct:ii isspace:ii
isupper:ii isxdigit:ii tolower:ii toupper:ii
acos:dd asin:dd atan:dd atan2:ddd ceil:dd cos:dd cosh:dd exp:dd exp2:dd floor:dd fmod:ddd frexp:ddI ldexp:ddi log:dd
log10:dd log2:dd modf:ddD pow:ddd sin:dd sinh:dd tan:dd tanh:dd round:dd trunc:dd rint:dd nearbyint:dd lround:ld
lrint:ld llround:qd llrint:qd cbrt:dd hypot:ddd fma:dddd fmax:ddd fmin:ddd fdim:ddd expm1:dd log1p:dd erf:dd tgamma:dd
lgamma:dd scalbn:ddi scalbln:ddl logb:dd ilogb:id remainder:ddd nextafter:ddd
acosf:ff asinf:ff atanf:ff atan2f:fff ceilf:ff cosf:ff coshf:ff expf:ff exp2f:ff floorf:ff fmodf:fff frexpf:ffI
ldexpf:ffi logf:ff log10f:ff log2f:ff modff:ffF powf:fff sinf:ff sinhf:ff tanf:ff tanhf:ff roundf:ff truncf:ff
rintf:ff nearbyintf:ff lroundf:lf lrintf:lf cbrtf:ff hypotf:fff fmaf:ffff fmaxf:fff fminf:fff fdimf:fff scalbnf:ffi
ceill:ee floorl:ee fmodl:eee frexpl:eeI ldexpl:eei modfl:eeE powl:eee roundl:ee truncl:ee rintl:ee nearbyintl:ee
fmal:eeee fmaxl:eee fminl:eee scalbnl:eei expl:ee logl:ee sinl:ee cosl:ee tanl:ee
`;

const TABLE = new Map(
  SIGNATURES.trim()
    .split(/\s+/)
    .map((row) => row.split(':') as [string, string]),
);

export const isLibraryFunction = (name: string): boolean => TABLE.has(name);

/** Functions gcc's own headers declare; `printf` and the like never return to an undeclared caller as other than int. */
export function librarySignature(types: Types, name: string): FunctionType | undefined {
  const letters = TABLE.get(name);
  return letters === undefined ? undefined : signature(types, letters);
}

/** A function type from letters: result first. */
export function signature(types: Types, letters: string): FunctionType {
  const variadic = letters.endsWith('.');
  const all = [...(variadic ? letters.slice(0, -1) : letters)].map((letter) => letterType(types, letter));
  return { kind: 'function', quals: 0, returns: all[0], params: all.slice(1), variadic, prototype: true };
}

/** The type of a signature letter. */
export function letterType(types: Types, letter: string): CType {
  switch (letter) {
    case 'v':
      return types.void;
    case 'b':
      return types.bool;
    case 'i':
      return types.int;
    case 'u':
      return types.uint;
    case 't':
      return types.ushort;
    case 'l':
      return types.long;
    case 'U':
      return types.ulong;
    case 'q':
      return types.llong;
    case 'Q':
      return types.ullong;
    case 'z':
      return types.size;
    case 'f':
      return types.float;
    case 'd':
      return types.double;
    case 'e':
      return types.ldouble;
    case 'p':
      return types.voidPointer;
    case 'P':
      return pointerTo(qualify(types.void, CONST));
    case 's':
      return types.charPointer;
    case 'S':
      return types.constCharPointer;
    case 'I':
      return pointerTo(types.int);
    case 'F':
      return pointerTo(types.float);
    case 'D':
      return pointerTo(types.double);
    case 'E':
      return pointerTo(types.ldouble);
    case 'a':
      return types.vaList.kind === 'array' ? pointerTo(types.vaList.of) : types.vaList;
    default:
      throw new Error(`no type for the letter ${letter}`);
  }
}

/** The header that declares a function, for those that are called without it. */
const HEADERS: Record<string, string> = {
  'stdio.h': `printf fprintf sprintf snprintf vprintf vfprintf vsprintf vsnprintf dprintf puts fputs putchar fputc putc
    getchar fgetc getc fgets ungetc scanf fscanf sscanf fopen fclose fread fwrite fflush fseek ftell rewind feof
    ferror clearerr perror remove rename tmpfile setvbuf setbuf fdopen fileno popen pclose getline getdelim freopen
    vscanf vsscanf vfscanf fputs asprintf vasprintf fseeko ftello`,
  'stdlib.h': `malloc calloc realloc free exit abort atexit atoi atol atoll atof strtol strtoul strtoll strtoull strtod
    strtof strtold qsort bsearch rand srand random srandom getenv setenv unsetenv putenv system abs labs llabs div ldiv
    mkstemp mkdtemp realpath aligned_alloc posix_memalign _Exit quick_exit drand48 mblen mbtowc wctomb`,
  'string.h': `memcpy memmove memset memcmp memchr strlen strcpy strncpy strcat strncat strcmp strncmp strchr strrchr
    strstr strspn strcspn strpbrk strtok strtok_r strdup strndup strnlen strerror strsignal memmem stpcpy strsep
    strcoll strxfrm memccpy strerror_r rawmemchr mempcpy`,
  'strings.h': 'strcasecmp strncasecmp bzero bcopy index rindex ffs',
  'unistd.h': `read write close lseek pread pwrite fork vfork execve execv execvp execl execlp execle _exit getpid
    getppid getuid geteuid getgid getegid dup dup2 dup3 pipe pipe2 chdir fchdir getcwd unlink rmdir link symlink readlink
    access sleep usleep alarm pause isatty ttyname sysconf brk sbrk syscall ftruncate truncate fsync fdatasync setsid
    setpgid getpgrp tcsetpgrp tcgetpgrp gethostname sync nice chown fchown getopt swab confstr pathconf`,
  'fcntl.h': 'open openat creat fcntl posix_fadvise fallocate splice',
  'sys/stat.h': 'stat fstat lstat fstatat mkdir mkdirat chmod fchmod umask mkfifo mknod',
  'sys/mman.h': 'mmap munmap mprotect msync madvise mlock munlock shm_open shm_unlink mremap memfd_create',
  'sys/wait.h': 'wait waitpid waitid wait3 wait4',
  'sys/ioctl.h': 'ioctl',
  'sys/uio.h': 'readv writev preadv pwritev',
  'sys/time.h': 'gettimeofday settimeofday getitimer setitimer utimes',
  'sys/resource.h': 'getrlimit setrlimit getrusage',
  'sys/socket.h':
    'socket bind listen accept connect send recv sendto recvfrom setsockopt getsockopt socketpair shutdown',
  'sys/epoll.h': 'epoll_create epoll_create1 epoll_ctl epoll_wait',
  'sys/eventfd.h': 'eventfd',
  'sys/prctl.h': 'prctl',
  'sys/ptrace.h': 'ptrace',
  'sys/utsname.h': 'uname',
  'sys/auxv.h': 'getauxval',
  'poll.h': 'poll ppoll',
  'sys/select.h': 'select pselect',
  'dirent.h': 'opendir readdir closedir rewinddir fdopendir scandir',
  'signal.h': `signal sigaction kill raise sigemptyset sigfillset sigaddset sigdelset sigismember sigprocmask sigsuspend
    sigpending sigaltstack killpg`,
  'setjmp.h': 'setjmp longjmp sigsetjmp siglongjmp',
  'time.h': `time clock difftime mktime strftime gmtime localtime gmtime_r localtime_r asctime ctime nanosleep
    clock_gettime clock_getres clock_settime clock_nanosleep timer_create`,
  'ctype.h':
    'isalpha isdigit isalnum isspace isupper islower ispunct isprint iscntrl isxdigit isgraph isblank toupper tolower',
  'math.h': `sin cos tan asin acos atan atan2 sinh cosh tanh exp exp2 log log10 log2 pow sqrt cbrt hypot ceil floor round
    trunc fabs fmod fmin fmax sinf cosf sqrtf powf fabsf floorf ceilf roundf lround lrint ldexp frexp modf sqrtl fabsl`,
  'termios.h': 'tcgetattr tcsetattr cfmakeraw tcflush tcdrain',
  'sched.h': 'sched_yield sched_getcpu sched_setaffinity sched_getaffinity clone unshare setns',
  'pthread.h': `pthread_create pthread_join pthread_mutex_lock pthread_mutex_unlock pthread_mutex_init pthread_self
    pthread_exit pthread_detach pthread_cond_wait pthread_cond_signal`,
  'alloca.h': 'alloca',
  'assert.h': 'assert',
  'errno.h': 'errno',
  'locale.h': 'setlocale localeconv',
  'wchar.h': 'wprintf wcslen wcscpy wcscmp putwchar mbstowcs wcstombs mbrtowc wcrtomb',
  'stdarg.h': 'va_start va_end va_arg va_copy',
  'stddef.h': 'offsetof',
};

const HEADER_OF = new Map<string, string>();
for (const [header, list] of Object.entries(HEADERS))
  for (const name of list.trim().split(/\s+/)) if (!HEADER_OF.has(name)) HEADER_OF.set(name, header);

/** Names that are no functions, and where they come from. */
const NAMES: Record<string, string> = {
  NULL: 'stddef.h',
  size_t: 'stddef.h',
  ptrdiff_t: 'stddef.h',
  wchar_t: 'stddef.h',
  ssize_t: 'sys/types.h',
  off_t: 'sys/types.h',
  pid_t: 'sys/types.h',
  mode_t: 'sys/types.h',
  uid_t: 'sys/types.h',
  gid_t: 'sys/types.h',
  FILE: 'stdio.h',
  EOF: 'stdio.h',
  BUFSIZ: 'stdio.h',
  stdin: 'stdio.h',
  stdout: 'stdio.h',
  stderr: 'stdio.h',
  SEEK_SET: 'stdio.h',
  SEEK_CUR: 'stdio.h',
  SEEK_END: 'stdio.h',
  EXIT_SUCCESS: 'stdlib.h',
  EXIT_FAILURE: 'stdlib.h',
  RAND_MAX: 'stdlib.h',
  bool: 'stdbool.h',
  true: 'stdbool.h',
  false: 'stdbool.h',
  va_list: 'stdarg.h',
  INT_MAX: 'limits.h',
  INT_MIN: 'limits.h',
  UINT_MAX: 'limits.h',
  LONG_MAX: 'limits.h',
  LONG_MIN: 'limits.h',
  CHAR_BIT: 'limits.h',
  PATH_MAX: 'limits.h',
  SIZE_MAX: 'stdint.h',
  O_RDONLY: 'fcntl.h',
  O_WRONLY: 'fcntl.h',
  O_RDWR: 'fcntl.h',
  O_CREAT: 'fcntl.h',
  O_TRUNC: 'fcntl.h',
  O_APPEND: 'fcntl.h',
  STDIN_FILENO: 'unistd.h',
  STDOUT_FILENO: 'unistd.h',
  STDERR_FILENO: 'unistd.h',
  PROT_READ: 'sys/mman.h',
  PROT_WRITE: 'sys/mman.h',
  MAP_SHARED: 'sys/mman.h',
  MAP_PRIVATE: 'sys/mman.h',
  MAP_FAILED: 'sys/mman.h',
  CLOCK_MONOTONIC: 'time.h',
  CLOCK_REALTIME: 'time.h',
  time_t: 'time.h',
  SIGINT: 'signal.h',
  SIGTERM: 'signal.h',
  SIGKILL: 'signal.h',
  SIGCHLD: 'signal.h',
  sigset_t: 'signal.h',
  jmp_buf: 'setjmp.h',
  DIR: 'dirent.h',
  pthread_t: 'pthread.h',
  pthread_mutex_t: 'pthread.h',
  pthread_cond_t: 'pthread.h',
  sem_t: 'semaphore.h',
  clock_t: 'time.h',
  siginfo_t: 'signal.h',
  sig_atomic_t: 'signal.h',
  socklen_t: 'sys/socket.h',
  wint_t: 'wchar.h',
  div_t: 'stdlib.h',
  fd_set: 'sys/select.h',
  nfds_t: 'poll.h',
  atomic_int: 'stdatomic.h',
  complex: 'complex.h',
  DBL_MAX: 'float.h',
  FLT_MAX: 'float.h',
  M_PI: 'math.h',
  INFINITY: 'math.h',
  NAN: 'math.h',
  SIGSEGV: 'signal.h',
  SIGUSR1: 'signal.h',
  SIGALRM: 'signal.h',
  AF_INET: 'sys/socket.h',
  AF_UNIX: 'sys/socket.h',
  SOCK_STREAM: 'sys/socket.h',
  INT32_MAX: 'stdint.h',
  INT64_MAX: 'stdint.h',
  UINT32_MAX: 'stdint.h',
  UINT64_MAX: 'stdint.h',
  ULONG_MAX: 'limits.h',
  LLONG_MAX: 'limits.h',
  environ: 'unistd.h',
  MAP_ANONYMOUS: 'sys/mman.h',
  AT_FDCWD: 'fcntl.h',
  PRIu64: 'inttypes.h',
  PRId64: 'inttypes.h',
  WIFEXITED: 'sys/wait.h',
  WEXITSTATUS: 'sys/wait.h',
};
for (const [name, header] of Object.entries(NAMES)) HEADER_OF.set(name, header);
for (const kind of ['int', 'uint'])
  for (const size of ['8', '16', '32', '64', 'ptr', 'max']) HEADER_OF.set(`${kind}${size}_t`, 'stdint.h');
for (const name of 'EACCES EAGAIN EBADF ECHILD EEXIST EFAULT EINTR EINVAL EIO EISDIR ENOENT ENOMEM ENOSYS ENOTDIR EPERM EPIPE ERANGE'.split(
  ' ',
))
  HEADER_OF.set(name, 'errno.h');

/** `<stdio.h>` for `printf`. */
export const headerOf = (name: string): string | undefined => HEADER_OF.get(name);

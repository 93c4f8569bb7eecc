/** What the functions of <sys/...>, <signal.h>, <poll.h>, <sched.h>, <termios.h> and <time.h> do, in a line each. */
export const SYSTEM = `
stat(path, st): What is known of a file: size, kind, permissions, times. Follows links. | EACCES ELOOP ENOENT ENOTDIR
fstat(fd, st): stat of an open file. | EBADF EFAULT
lstat(path, st): stat of a link itself. | EACCES ENOENT ENOTDIR
fstatat(dirfd, path, st, flags): stat from a directory. | EBADF EINVAL ENOENT
chmod(path, mode): Sets permissions. | EACCES ENOENT EPERM EROFS
fchmod(fd, mode): Sets permissions of an open file. | EBADF EPERM
mkdir(path, mode): Makes a directory. | EACCES EEXIST ENOENT ENOSPC ENOTDIR
mkfifo(path, mode): Makes a pipe with a name. | EACCES EEXIST ENOENT
mknod(path, mode, device): Makes a file of any kind. | EACCES EEXIST EPERM
umask(mask): Sets which permissions new files do not get; answers the old mask.
utimensat(dirfd, path, times, flags): Sets a file's times. | EACCES EINVAL ENOENT
futimens(fd, times): Sets an open file's times. | EACCES EBADF
mmap(addr, length, prot, flags, fd, offset): Maps a file, or plain memory with MAP_ANONYMOUS. Answers MAP_FAILED when it cannot. | EACCES EAGAIN EBADF EINVAL ENODEV ENOMEM
munmap(addr, length): Takes a mapping away. | EINVAL
mprotect(addr, length, prot): Changes what may be done with pages: PROT_READ, PROT_WRITE, PROT_EXEC. | EACCES EINVAL ENOMEM
msync(addr, length, flags): Writes a mapped file's changes back. | EBUSY EINVAL ENOMEM
mremap(old, old_size, new_size, flags): Makes a mapping larger or smaller. | EFAULT EINVAL ENOMEM
madvise(addr, length, advice): Says how memory will be used. | EINVAL ENOMEM
mlock(addr, length): Keeps pages in memory. | EAGAIN EINVAL ENOMEM EPERM
mincore(addr, length, vec): Which pages are in memory. | EFAULT EINVAL ENOMEM
memfd_create(name, flags): A file in memory that has no path. | EFAULT EINVAL EMFILE
shm_open(name, flags, mode): Opens shared memory by a name. | EACCES EEXIST EINVAL ENOENT
wait(status): Waits until a child ends; answers its pid. | ECHILD EINTR
waitpid(pid, status, options): Waits for one child, or any with -1; WNOHANG does not wait. | ECHILD EINTR EINVAL
waitid(idtype, id, info, options): Waits for a child's end, stop or continuation. | ECHILD EINTR EINVAL
wait4(pid, status, options, usage): waitpid that also tells what the child used. | ECHILD EINTR EINVAL
readv(fd, iov, n): Reads into several buffers. | EBADF EFAULT EINVAL
writev(fd, iov, n): Writes several buffers in one call. | EBADF EFAULT EINVAL EPIPE
ioctl(fd, request, arg): Asks a device for something of its own. | EBADF EFAULT EINVAL ENOTTY
gettimeofday(tv, tz): Date and time, in microseconds: by the vDSO, without a trap. | EFAULT EINVAL
settimeofday(tv, tz): Sets date and time. | EFAULT EINVAL EPERM
getrusage(who, usage): Time and memory used: RUSAGE_SELF, RUSAGE_CHILDREN. | EFAULT EINVAL
getrlimit(resource, limit): A limit of this process. | EFAULT EINVAL
setrlimit(resource, limit): Sets a limit of this process. | EFAULT EINVAL EPERM
getpriority(which, who): Nice value of processes. | EINVAL ESRCH
setpriority(which, who, nice): Sets the nice value of processes. | EACCES EINVAL EPERM ESRCH
uname(info): Name and version of the system. | EFAULT
sysinfo(info): Memory, load and time since the start. | EFAULT
getauxval(type): What the kernel told the program at its start: AT_PAGESZ, AT_SYSINFO_EHDR, AT_RANDOM, ... | ENOENT
getrandom(buf, length, flags): Random bytes from the kernel. | EAGAIN EFAULT EINTR EINVAL
prctl(option, args): Settings of this process: its name, what happens when its parent dies, ... | EFAULT EINVAL EPERM
ptrace(request, args): Watches and steers another process: what strace and gdb are made of. | EIO EPERM ESRCH
sendfile(out, in, offset, count): Copies from a file to another descriptor inside the kernel. | EAGAIN EBADF EINVAL EIO
eventfd(initial, flags): A counter to wait for, as a descriptor. | EINVAL EMFILE
timerfd_create(clock, flags): A timer as a descriptor. | EINVAL EMFILE
timerfd_settime(fd, flags, new, old): Starts or stops a timer. | EBADF EFAULT EINVAL
signalfd(fd, mask, flags): Signals to be read from a descriptor. | EBADF EINVAL EMFILE
epoll_create1(flags): A set of descriptors to wait for. | EINVAL EMFILE
epoll_ctl(epfd, op, fd, event): Adds a descriptor to a set, changes or takes it out. | EBADF EEXIST EINVAL ELOOP ENOENT EPERM
epoll_wait(epfd, events, max, timeout): Waits until some descriptor of the set is ready. | EBADF EFAULT EINTR EINVAL
inotify_init1(flags): Watches over files, as a descriptor. | EINVAL EMFILE
inotify_add_watch(fd, path, mask): Watches a file or a directory. | EACCES EBADF EINVAL ENOENT ENOSPC
poll(fds, n, timeout): Waits until some of n descriptors is ready, at most timeout milliseconds. | EFAULT EINTR EINVAL
ppoll(fds, n, timeout, mask): poll with a finer time and a signal mask. | EFAULT EINTR EINVAL
select(n, readfds, writefds, exceptfds, timeout): Waits until some descriptor below n is ready. | EBADF EINTR EINVAL
signal(signal, handler): Sets what a signal does: SIG_DFL, SIG_IGN or a function. sigaction is more precise. | EINVAL
sigaction(signal, act, old): Sets what a signal does. | EFAULT EINVAL
sigprocmask(how, set, old): Blocks signals, or lets them through. | EFAULT EINVAL
sigpending(set): The signals that wait because they are blocked. | EFAULT
sigsuspend(mask): Sleeps until a signal comes that the mask lets through. | EINTR
sigwait(set, signal): Takes one of some blocked signals. | EINVAL
sigemptyset(set): Makes a set empty.
sigfillset(set): Puts all signals into a set.
sigaddset(set, signal): Puts a signal into a set. | EINVAL
sigdelset(set, signal): Takes a signal out of a set. | EINVAL
sigismember(set, signal): Whether a signal is in a set. | EINVAL
sigaltstack(stack, old): A stack of its own for handlers. | EFAULT EINVAL ENOMEM
raise(signal): Sends a signal to this thread. | EINVAL
kill(pid, signal): Sends a signal to a process, or with a negative number to a group; 0 only asks whether it is there. | EINVAL EPERM ESRCH
sigqueue(pid, signal, value): Sends a signal with a value. | EAGAIN EINVAL EPERM ESRCH
sched_yield(): Lets another task run.
sched_getcpu(): The processor that this runs on: by the vDSO, without a trap.
sched_getaffinity(pid, size, set): The processors that a task may run on. | EFAULT EINVAL ESRCH
sched_setaffinity(pid, size, set): Sets the processors that a task may run on. | EFAULT EINVAL ESRCH
clone(function, stack, flags, arg): Starts a task that shares what the flags say. | EAGAIN EINVAL ENOMEM EPERM
unshare(flags): Stops sharing with other tasks. | EINVAL EPERM
tcgetattr(fd, settings): Settings of a terminal. | EBADF ENOTTY
tcsetattr(fd, when, settings): Sets a terminal: TCSANOW, TCSADRAIN, TCSAFLUSH. | EBADF EINTR EINVAL ENOTTY
cfmakeraw(settings): Settings for keys as they come, without lines and echo.
time(result): Seconds since 1970: by the vDSO, without a trap. | EFAULT
clock_gettime(clock, ts): The time of a clock: CLOCK_REALTIME, CLOCK_MONOTONIC, ... By the vDSO, without a trap, for most of them. | EFAULT EINVAL
clock_settime(clock, ts): Sets a clock. | EFAULT EINVAL EPERM
clock_getres(clock, ts): How fine a clock is. | EINVAL
clock_nanosleep(clock, flags, request, rest): Sleeps by a clock. Answers the error itself. | EFAULT EINTR EINVAL
nanosleep(request, rest): Sleeps; *rest is what is left after a signal. | EFAULT EINTR EINVAL
clock(): Processor time used, in units of 1/CLOCKS_PER_SEC second.
difftime(end, start): Seconds between two times.
gmtime(time): A time in years, days, hours, in UTC.
gmtime_r(time, result): gmtime into memory of the caller.
localtime(time): A time in years, days, hours, of this place. | EOVERFLOW
localtime_r(time, result): localtime into memory of the caller. | EOVERFLOW
mktime(tm): Seconds since 1970 of a date. | EOVERFLOW
strftime(s, size, format, tm): Writes a date as the format says: %Y-%m-%d %H:%M:%S.
strptime(s, format, tm): Reads a date as the format says.
timer_create(clock, event, timer): A timer that sends a signal. | EAGAIN EINVAL
timer_settime(timer, flags, new, old): Starts or stops a timer. | EFAULT EINVAL
setitimer(which, new, old): A timer of this process: ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF. | EFAULT EINVAL
times(buf): Processor time of this process and its children. | EFAULT
`;

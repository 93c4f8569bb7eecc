/** What the functions of <unistd.h>, <fcntl.h> and <dirent.h> do, in a line each. */
export const UNISTD = `
read(fd, buf, count): Reads up to count bytes. Answers how many came, 0 at the end. | EAGAIN EBADF EFAULT EINTR EINVAL EIO EISDIR
write(fd, buf, count): Writes up to count bytes. Answers how many were taken, which may be fewer. | EAGAIN EBADF EFAULT EFBIG EINTR EINVAL EIO ENOSPC EPIPE
pread(fd, buf, count, offset): Reads at a place, and leaves the descriptor's own place alone. | EBADF EFAULT EINVAL ESPIPE
pwrite(fd, buf, count, offset): Writes at a place, and leaves the descriptor's own place alone. | EBADF EFAULT EINVAL ENOSPC ESPIPE
lseek(fd, offset, whence): Moves the place in an open file: SEEK_SET, SEEK_CUR, SEEK_END. | EBADF EINVAL ESPIPE
close(fd): Closes a descriptor; its number is free again even after an error. | EBADF EINTR EIO
close_range(first, last, flags): Closes all descriptors of a range. | EINVAL
dup(fd): Another descriptor for the same open file: the lowest number that is free. | EBADF EMFILE
dup2(fd, newfd): Makes newfd name the same open file as fd; what it named before is closed. | EBADF EINTR EMFILE
dup3(fd, newfd, flags): dup2 with O_CLOEXEC; both the same is an error. | EBADF EINVAL EMFILE
pipe(fds): A pipe: fds[0] to read from, fds[1] to write to. | EFAULT EMFILE ENFILE
pipe2(fds, flags): A pipe with O_CLOEXEC, O_NONBLOCK, O_DIRECT. | EFAULT EINVAL EMFILE ENFILE
access(path, mode): Whether a file may be used: R_OK, W_OK, X_OK, or is there: F_OK. | EACCES ENOENT ENOTDIR EROFS
faccessat(dirfd, path, mode, flags): access from a directory. | EACCES EBADF EINVAL ENOENT
chdir(path): Changes the working directory. | EACCES ENOENT ENOTDIR
fchdir(fd): Changes the working directory to an open one. | EACCES EBADF ENOTDIR
getcwd(buf, size): Path of the working directory. | ENOENT ERANGE
chown(path, owner, group): Gives a file to a user and a group; -1 leaves one as it is. | EACCES ENOENT EPERM
fchown(fd, owner, group): chown of an open file. | EBADF EPERM
lchown(path, owner, group): chown of a link itself. | EACCES ENOENT EPERM
link(old, new): Gives a file one more name. | EEXIST EMLINK ENOENT EPERM EXDEV
symlink(target, path): Makes a symbolic link. | EACCES EEXIST ENOENT
readlink(path, buf, size): What a symbolic link says, without a final zero. | EACCES EINVAL ENOENT
unlink(path): Takes a name away from a file; the last one takes the file along. | EACCES EBUSY EISDIR ENOENT EPERM
unlinkat(dirfd, path, flags): unlink, or rmdir with AT_REMOVEDIR, from a directory. | EBADF EINVAL ENOENT EPERM
rmdir(path): Deletes an empty directory. | EACCES EBUSY ENOENT ENOTDIR ENOTEMPTY
truncate(path, length): Makes a file that long: cuts it, or adds zeros. | EACCES EINVAL EISDIR ENOENT
ftruncate(fd, length): truncate of an open file. | EBADF EINVAL
fsync(fd): Waits until the file's data is on its disk. | EBADF EINVAL EIO
fdatasync(fd): fsync of the data alone. | EBADF EINVAL EIO
sync(): Asks for all data to be written to disk.
isatty(fd): Whether a descriptor is a terminal. | EBADF ENOTTY
ttyname(fd): Path of a terminal. | EBADF ENOTTY
fork(): Makes a second process like this one. Answers 0 in it, and its pid here. | EAGAIN ENOMEM
vfork(): fork that shares memory and holds this process until the child calls exec or _exit. | EAGAIN ENOMEM
execve(path, argv, envp): Makes this process run another program; it only returns when it fails. | E2BIG EACCES EFAULT ENOENT ENOEXEC ENOMEM ENOTDIR
execv(path, argv): execve with the environment as it is. | E2BIG EACCES ENOENT ENOEXEC
execvp(file, argv): execv that looks for the program along PATH. | E2BIG EACCES ENOENT ENOEXEC
execvpe(file, argv, envp): execvp with an environment. | E2BIG EACCES ENOENT ENOEXEC
execl(path, arg0, args): execv with its arguments one by one, NULL after the last. | E2BIG EACCES ENOENT ENOEXEC
execlp(file, arg0, args): execvp with its arguments one by one, NULL after the last. | E2BIG EACCES ENOENT ENOEXEC
_exit(status): Ends the process at once; streams are not written.
getpid(): Number of this process.
getppid(): Number of the parent process.
gettid(): Number of this thread.
getpgid(pid): Process group of a process; 0 is this one. | ESRCH
setpgid(pid, group): Puts a process into a process group. | EACCES EINVAL EPERM ESRCH
getpgrp(): Process group of this process.
getsid(pid): Session of a process. | ESRCH
setsid(): Starts a session with this process as its leader. | EPERM
getuid(): Real user.
geteuid(): Effective user: whose rights count.
getgid(): Real group.
getegid(): Effective group.
setuid(user): Changes the user; root gives up its rights for good. | EINVAL EPERM
setgid(group): Changes the group. | EINVAL EPERM
getgroups(n, list): Further groups of this process. | EINVAL
tcgetpgrp(fd): The process group in the foreground of a terminal. | EBADF ENOTTY
tcsetpgrp(fd, group): Puts a process group in the foreground of a terminal. | EBADF EINVAL ENOTTY EPERM
sleep(seconds): Sleeps; answers what is left after a signal.
usleep(microseconds): Sleeps. | EINTR EINVAL
alarm(seconds): Sends SIGALRM after a time; 0 calls it off.
pause(): Sleeps until a signal was handled. | EINTR
brk(end): Sets the end of the heap. | ENOMEM
sbrk(increment): Moves the end of the heap; answers where it was. | ENOMEM
syscall(number, args): Makes any system call by its number; errors go to errno. | ENOSYS
sysconf(name): A limit or a fact of the system: _SC_PAGESIZE, _SC_NPROCESSORS_ONLN, ... | EINVAL
pathconf(path, name): A limit of a file. | EINVAL ENOENT
getpagesize(): Bytes of a page: 4096.
gethostname(name, size): Name of the machine. | EFAULT ENAMETOOLONG
sethostname(name, length): Sets the name of the machine. | EINVAL EPERM
nice(increment): Makes this process give way more. | EPERM
getopt(argc, argv, options): Takes the next option of a command line; -1 after the last. Its argument is in optarg.
getopt_long(argc, argv, options, longopts, index): getopt with --long options.
copy_file_range(in, in_offset, out, out_offset, count, flags): Copies between two files inside the kernel. | EBADF EINVAL EXDEV
getentropy(buf, length): At most 256 random bytes. | EFAULT EIO
getlogin(): Name of the user who is logged in.
chroot(path): Makes a directory the root of this process. | EACCES ENOENT ENOTDIR EPERM
open(path, flags, mode): Opens a file, or makes it with O_CREAT and then with these permissions. Answers the lowest descriptor that is free. | EACCES EEXIST EINVAL EISDIR ELOOP EMFILE ENOENT ENOSPC ENOTDIR ENXIO EROFS
openat(dirfd, path, flags, mode): open from a directory; AT_FDCWD is the working one. | EACCES EBADF EEXIST ENOENT ENOTDIR
creat(path, mode): open with O_CREAT, O_WRONLY and O_TRUNC. | EACCES EISDIR ENOENT ENOSPC
fcntl(fd, command, arg): Changes a descriptor: flags, locks, duplicates. | EACCES EAGAIN EBADF EDEADLK EINVAL EMFILE
posix_fallocate(fd, offset, length): Makes sure that there is room. Answers the error itself. | EBADF EFBIG EINVAL ENOSPC
fallocate(fd, mode, offset, length): Gives a file room, or takes it away. | EBADF EINVAL ENOSPC EOPNOTSUPP
posix_fadvise(fd, offset, length, advice): Says how a file will be read. | EBADF EINVAL ESPIPE
splice(in, in_offset, out, out_offset, length, flags): Moves data between a pipe and a file inside the kernel. | EAGAIN EBADF EINVAL ESPIPE
tee(in, out, length, flags): Copies from one pipe to another without taking it out. | EAGAIN EINVAL
renameat2(olddir, old, newdir, new, flags): rename that may refuse to replace, or exchanges. | EEXIST EINVAL ENOENT
opendir(path): Opens a directory to be read. | EACCES EMFILE ENOENT ENOTDIR
fdopendir(fd): Reads the directory that a descriptor has open. | EBADF ENOTDIR
readdir(dir): The next entry; NULL at the end, and errno then is as it was. | EBADF
rewinddir(dir): Goes back to the first entry.
closedir(dir): Closes a directory. | EBADF
dirfd(dir): The descriptor of a directory. | EINVAL
scandir(path, list, filter, compare): All entries of a directory, filtered and sorted. | ENOENT ENOMEM ENOTDIR
`;

/** What the functions of <stdio.h> do, in a line each: `name(parameters): text | errors`. */
export const STDIO = `
fopen(path, mode): Opens a file as a stream. The mode is r, w or a, with + for both ways. NULL when it fails. | EACCES EINVAL EISDIR EMFILE ENOENT ENOTDIR EROFS
fdopen(fd, mode): Makes a stream over a descriptor that is open already. | EBADF EINVAL
freopen(path, mode, stream): Closes what the stream had open and opens another file in its place. | EACCES EBADF ENOENT
fclose(stream): Writes what is buffered and closes the stream and its descriptor. | EBADF EIO ENOSPC
fflush(stream): Writes what is buffered: the moment at which write(2) is really called. NULL means all streams. | EBADF EIO ENOSPC EPIPE
setvbuf(stream, buf, mode, size): Chooses how a stream is buffered: _IONBF not at all, _IOLBF by lines, _IOFBF in full. Before anything else is done with it.
setbuf(stream, buf): Buffers in full in buf, which has BUFSIZ bytes; NULL: not at all.
setlinebuf(stream): Buffers by lines.
printf(format, args): Writes formatted text to standard output. Answers the number of bytes, negative after an error. | EBADF EIO EPIPE
fprintf(stream, format, args): Writes formatted text to a stream. | EBADF EIO EPIPE
dprintf(fd, format, args): Writes formatted text straight to a descriptor, without a buffer. | EBADF EIO EPIPE
sprintf(s, format, args): Writes formatted text into s, however long it becomes. snprintf knows where to stop.
snprintf(s, size, format, args): Writes formatted text into at most size bytes, the final zero among them. Answers how long the whole would be.
asprintf(result, format, args): Writes formatted text into memory that it allocates; free it. | ENOMEM
vprintf(format, ap): printf with its arguments in a va_list.
vfprintf(stream, format, ap): fprintf with its arguments in a va_list.
vsprintf(s, format, ap): sprintf with its arguments in a va_list.
vsnprintf(s, size, format, ap): snprintf with its arguments in a va_list.
vdprintf(fd, format, ap): dprintf with its arguments in a va_list.
vasprintf(result, format, ap): asprintf with its arguments in a va_list. | ENOMEM
scanf(format, args): Reads formatted input from standard input. Answers how many items were read, EOF before the first.
fscanf(stream, format, args): Reads formatted input from a stream.
sscanf(s, format, args): Reads formatted input from a string.
fgetc(stream): Reads one byte, as an int; EOF at the end.
getc(stream): Reads one byte, as an int; EOF at the end.
getchar(): Reads one byte of standard input; EOF at the end.
fgets(s, size, stream): Reads a line, at most size - 1 bytes of it, with its newline. NULL at the end.
getline(line, size, stream): Reads a whole line into memory that grows as needed. Answers its length, -1 at the end. | EINVAL ENOMEM
getdelim(line, size, delimiter, stream): getline up to any byte. | EINVAL ENOMEM
ungetc(c, stream): Puts a byte back, to be read next.
fputc(c, stream): Writes one byte.
putc(c, stream): Writes one byte.
putchar(c): Writes one byte to standard output: into its buffer, that is.
fputs(s, stream): Writes a string, without a newline.
puts(s): Writes a string and a newline to standard output.
fread(ptr, size, n, stream): Reads up to n items of size bytes. Answers how many whole ones came.
fwrite(ptr, size, n, stream): Writes n items of size bytes. Answers how many were taken.
fseek(stream, offset, whence): Moves to a place: SEEK_SET, SEEK_CUR or SEEK_END and an offset. | EBADF EINVAL ESPIPE
fseeko(stream, offset, whence): fseek with an off_t. | EBADF EINVAL ESPIPE
ftell(stream): The place in the file, -1 where there is none. | EBADF ESPIPE
ftello(stream): ftell with an off_t. | EBADF ESPIPE
rewind(stream): Goes back to the beginning and forgets errors.
feof(stream): Whether the end was met by a read.
ferror(stream): Whether an error was met.
clearerr(stream): Forgets the end and errors.
fileno(stream): The descriptor below a stream. | EBADF
perror(s): Writes s, a colon, and what errno means to standard error.
remove(path): Deletes a file or an empty directory. | EACCES EBUSY ENOENT ENOTEMPTY EPERM
rename(old, new): Gives a file another name, in one step. | EACCES EEXIST EINVAL EISDIR ENOENT ENOTEMPTY EXDEV
tmpfile(): A stream over a file without a name, which goes away when it is closed. | EMFILE ENOSPC
popen(command, mode): Starts a shell command with a pipe to or from it. | EINVAL EMFILE ENOMEM
pclose(stream): Waits for the command of popen and answers its status. | ECHILD
fmemopen(buf, size, mode): A stream over a piece of memory. | EINVAL ENOMEM
open_memstream(ptr, size): A stream that writes into memory that grows; free it after fclose. | ENOMEM
flockfile(stream): Takes the stream's lock, for several calls in a row.
funlockfile(stream): Gives the stream's lock back.
`;

/** What the functions of <stdlib.h> do, in a line each: `name(parameters): text | errors`. */
export const STDLIB = `
malloc(size): Memory of that many bytes, as it comes: its contents mean nothing. From brk, or mmap when it is large. | ENOMEM
calloc(n, size): Memory for n items, all zero. | ENOMEM
realloc(ptr, size): Makes an allocation larger or smaller, maybe elsewhere; what was in it is kept. | ENOMEM
reallocarray(ptr, n, size): realloc for n items; too many are refused. | ENOMEM
free(ptr): Gives memory back. NULL is allowed, a second time is not.
aligned_alloc(alignment, size): Memory at a multiple of alignment. | EINVAL ENOMEM
posix_memalign(result, alignment, size): Memory at a multiple of alignment. Answers the error itself, not through errno. | EINVAL ENOMEM
exit(status): Runs what atexit has noted, writes all streams, and ends the process.
_Exit(status): Ends the process at once: nothing is written, nothing runs.
quick_exit(status): Runs what at_quick_exit has noted and ends the process.
abort(): Ends the process by SIGABRT.
atexit(function): Notes a function that exit runs, the last one noted first.
system(command): Runs a command by the shell and waits for it. Answers as wait does. | ECHILD
getenv(name): The value of an environment variable; NULL when there is none.
secure_getenv(name): getenv, but NULL in a set-user-ID program.
setenv(name, value, overwrite): Sets an environment variable. | EINVAL ENOMEM
unsetenv(name): Takes a variable out of the environment. | EINVAL
putenv(string): Puts "NAME=value" itself, not a copy, into the environment. | ENOMEM
clearenv(): Empties the environment.
atoi(s): The number that a string begins with; errors are not told. strtol tells them.
atol(s): The number that a string begins with, as a long.
atoll(s): The number that a string begins with, as a long long.
atof(s): The number that a string begins with, as a double.
strtol(s, end, base): Reads a long; *end is set to what follows it. Base 0 takes 0x and 0 as in C. | EINVAL ERANGE
strtoll(s, end, base): Reads a long long. | EINVAL ERANGE
strtoul(s, end, base): Reads an unsigned long; a minus sign wraps around. | EINVAL ERANGE
strtoull(s, end, base): Reads an unsigned long long. | EINVAL ERANGE
strtod(s, end): Reads a double, correctly rounded. | ERANGE
strtof(s, end): Reads a float, correctly rounded. | ERANGE
strtold(s, end): Reads a long double. | ERANGE
abs(n): Without its sign.
labs(n): Without its sign.
llabs(n): Without its sign.
div(numerator, denominator): Quotient and remainder at once.
ldiv(numerator, denominator): Quotient and remainder at once.
lldiv(numerator, denominator): Quotient and remainder at once.
rand(): The next number of a sequence from 0 to RAND_MAX; the same sequence for the same srand.
srand(seed): Starts rand's sequence anew.
rand_r(seed): rand with its state in *seed.
random(): The next number of a longer sequence, of 31 bits.
srandom(seed): Starts random's sequence anew.
arc4random(): 32 random bits that cannot be guessed.
arc4random_uniform(bound): A random number below bound, each as likely.
arc4random_buf(buf, n): Fills memory with random bytes.
qsort(base, n, size, compare): Sorts n items of size bytes; compare answers below, at or above 0.
qsort_r(base, n, size, compare, arg): qsort whose compare gets arg as well.
bsearch(key, base, n, size, compare): Finds an item of a sorted array; NULL when there is none.
mkstemp(template): Makes and opens a new file in place of the XXXXXX that the template ends with. | EEXIST EINVAL
mkdtemp(template): Makes a new directory in place of XXXXXX. | EINVAL ENOENT
realpath(path, resolved): The absolute path without links and dots. | EACCES ELOOP ENAMETOOLONG ENOENT ENOTDIR
mblen(s, n): Bytes of the next multibyte character.
mbtowc(wide, s, n): The next multibyte character as a wide one.
wctomb(s, wide): A wide character as bytes.
mbstowcs(wide, s, n): A multibyte string as wide characters.
wcstombs(s, wide, n): Wide characters as a multibyte string.
posix_openpt(flags): Opens the master of a new pseudoterminal. | EINVAL EMFILE
grantpt(fd): Makes the slave of a pseudoterminal the caller's. | EBADF ENOTTY
unlockpt(fd): Lets the slave of a pseudoterminal be opened. | EBADF ENOTTY
ptsname(fd): Path of the slave of a pseudoterminal. | ENOTTY
getloadavg(loads, n): Load averages over 1, 5 and 15 minutes.
`;

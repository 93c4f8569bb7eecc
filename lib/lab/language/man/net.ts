/** What the functions of <sys/socket.h>, <arpa/inet.h>, <pthread.h>, <semaphore.h> and others do, in a line each. */
export const NET = `
socket(domain, type, protocol): A socket: AF_INET, AF_INET6 or AF_UNIX; SOCK_STREAM or SOCK_DGRAM. | EACCES EAFNOSUPPORT EINVAL EMFILE EPROTONOSUPPORT
socketpair(domain, type, protocol, fds): Two sockets that are connected to each other. | EAFNOSUPPORT EMFILE EOPNOTSUPP
bind(fd, addr, length): Gives a socket its own address. | EACCES EADDRINUSE EADDRNOTAVAIL EBADF EINVAL ENOTSOCK
listen(fd, backlog): Lets others connect. | EADDRINUSE EBADF ENOTSOCK EOPNOTSUPP
accept(fd, addr, length): Takes the next connection, as a socket of its own. | EAGAIN EBADF ECONNABORTED EINTR EINVAL EMFILE
accept4(fd, addr, length, flags): accept with SOCK_CLOEXEC and SOCK_NONBLOCK. | EAGAIN EBADF EINTR EINVAL EMFILE
connect(fd, addr, length): Connects to an address. | EADDRNOTAVAIL EALREADY ECONNREFUSED EINPROGRESS EISCONN ENETUNREACH ETIMEDOUT
send(fd, buf, length, flags): Sends over a connection. | EAGAIN ECONNRESET EMSGSIZE ENOTCONN EPIPE
sendto(fd, buf, length, flags, addr, addrlen): Sends to an address. | EAGAIN EMSGSIZE ENETUNREACH ENOTCONN
sendmsg(fd, message, flags): Sends buffers with control data: descriptors, credentials. | EAGAIN EBADF EINVAL ENOTCONN EPIPE
recv(fd, buf, length, flags): Receives; 0 when the other side has closed. | EAGAIN EBADF ECONNREFUSED EINTR ENOTCONN
recvfrom(fd, buf, length, flags, addr, addrlen): Receives, and says from whom. | EAGAIN EBADF EINTR ENOTCONN
recvmsg(fd, message, flags): Receives buffers with control data. | EAGAIN EBADF EINTR ENOTCONN
shutdown(fd, how): Closes one direction of a connection: SHUT_RD, SHUT_WR, SHUT_RDWR. | EBADF EINVAL ENOTCONN ENOTSOCK
getsockopt(fd, level, option, value, length): An option of a socket. | EBADF EFAULT ENOPROTOOPT
setsockopt(fd, level, option, value, length): Sets an option of a socket. | EBADF EFAULT EINVAL ENOPROTOOPT
getsockname(fd, addr, length): A socket's own address. | EBADF ENOTSOCK
getpeername(fd, addr, length): The address at the other end. | EBADF ENOTCONN ENOTSOCK
htons(n): 16 bits from this machine's order of bytes to the network's.
htonl(n): 32 bits from this machine's order of bytes to the network's.
ntohs(n): 16 bits from the network's order of bytes to this machine's.
ntohl(n): 32 bits from the network's order of bytes to this machine's.
inet_pton(family, text, addr): Reads an address. | EAFNOSUPPORT
inet_ntop(family, addr, text, size): Writes an address. | EAFNOSUPPORT ENOSPC
inet_addr(text): Reads an IPv4 address.
pthread_create(thread, attr, start, arg): Starts a thread. Answers the error itself, as all pthread functions do. | EAGAIN EINVAL EPERM
pthread_join(thread, result): Waits for a thread's end. | EDEADLK EINVAL ESRCH
pthread_detach(thread): Nobody will wait for this thread. | EINVAL ESRCH
pthread_self(): This thread.
pthread_exit(result): Ends this thread.
pthread_mutex_init(mutex, attr): Makes a mutex.
pthread_mutex_lock(mutex): Takes a mutex, waiting while another thread has it. Without a trap when it is free. | EDEADLK EINVAL
pthread_mutex_trylock(mutex): Takes a mutex if it is free. | EBUSY EINVAL
pthread_mutex_unlock(mutex): Gives a mutex back. | EINVAL EPERM
pthread_mutex_destroy(mutex): Done with a mutex. | EBUSY
pthread_cond_init(cond, attr): Makes a condition variable.
pthread_cond_wait(cond, mutex): Gives the mutex back, sleeps until signalled, takes it again. Check the condition in a loop. | EINVAL EPERM
pthread_cond_timedwait(cond, mutex, until): pthread_cond_wait up to a time. | EINVAL ETIMEDOUT
pthread_cond_signal(cond): Wakes one thread that waits.
pthread_cond_broadcast(cond): Wakes all threads that wait.
pthread_once(once, init): Runs a function, but only the first time.
pthread_key_create(key, destructor): A value that each thread has of its own. | EAGAIN ENOMEM
pthread_setspecific(key, value): Sets this thread's value. | EINVAL ENOMEM
pthread_getspecific(key): This thread's value.
pthread_barrier_wait(barrier): Waits until enough threads have come here.
pthread_rwlock_rdlock(lock): Takes a lock for reading, beside others. | EAGAIN EDEADLK
pthread_rwlock_wrlock(lock): Takes a lock for writing, alone. | EDEADLK
pthread_rwlock_unlock(lock): Gives a lock back. | EPERM
sem_init(sem, shared, value): Makes a semaphore. | EINVAL ENOSYS
sem_wait(sem): Takes one, waiting while there is none. | EINTR EINVAL
sem_trywait(sem): Takes one if there is one. | EAGAIN EINVAL
sem_post(sem): Gives one back. | EINVAL EOVERFLOW
setjmp(env): Notes this place for longjmp. Answers 0 now, and another value when it comes back.
longjmp(env, value): Goes back to where setjmp was called, which then answers value.
sigsetjmp(env, save): setjmp that may keep the signal mask.
siglongjmp(env, value): longjmp that puts the signal mask back.
err(status, format, args): Writes a message with what errno means, and exits.
errx(status, format, args): Writes a message, and exits.
warn(format, args): Writes a message with what errno means.
warnx(format, args): Writes a message.
assert(condition): Ends the program with a message when the condition is false; nothing with NDEBUG.
va_start(ap, last): Begins to read the arguments after last.
va_arg(ap, type): The next argument, of this type.
va_copy(to, from): A second reader at the same argument.
va_end(ap): Done with the arguments.
offsetof(type, member): Bytes from the start of a struct to a member.
sqrt(x): Square root. | EDOM
cbrt(x): Cube root.
pow(x, y): x to the power of y. | EDOM ERANGE
exp(x): e to the power of x. | ERANGE
exp2(x): 2 to the power of x. | ERANGE
log(x): Natural logarithm. | EDOM ERANGE
log2(x): Logarithm to base 2. | EDOM ERANGE
log10(x): Logarithm to base 10. | EDOM ERANGE
sin(x): Sine of an angle in radians.
cos(x): Cosine of an angle in radians.
tan(x): Tangent of an angle in radians.
asin(x): The angle with that sine. | EDOM
acos(x): The angle with that cosine. | EDOM
atan(x): The angle with that tangent.
atan2(y, x): The angle of a point, in all four quadrants.
sinh(x): Hyperbolic sine. | ERANGE
cosh(x): Hyperbolic cosine. | ERANGE
tanh(x): Hyperbolic tangent.
floor(x): The largest whole number that is not above x.
ceil(x): The smallest whole number that is not below x.
round(x): The nearest whole number, halves away from zero.
trunc(x): The whole part.
rint(x): The nearest whole number by the current rounding.
fabs(x): Without its sign.
fmod(x, y): Remainder of x / y, with x's sign. | EDOM
hypot(x, y): Length of the hypotenuse.
fmax(x, y): The larger one.
fmin(x, y): The smaller one.
fma(x, y, z): x * y + z, rounded once.
frexp(x, exponent): Fraction and exponent of a number.
ldexp(x, exponent): x times 2 to the power of exponent. | ERANGE
modf(x, whole): Fraction of a number; the whole part goes to *whole.
`;

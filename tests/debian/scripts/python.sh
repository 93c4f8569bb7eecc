# needs: python3
cat > a.py <<'X'
import asyncio, fcntl, http.server, mmap, multiprocessing, os, queue, resource, select, signal, socket, sqlite3
import subprocess, tempfile, threading, time

def show(*what):
    print(*what, flush=True)

show(subprocess.run(['sh', '-c', 'echo out; echo err >&2; exit 3'], capture_output=True))
show(len(subprocess.run(['cat'], input=b'x' * 100000, capture_output=True).stdout))
try:
    subprocess.run(['sleep', '5'], timeout=0.1)
except subprocess.TimeoutExpired:
    show('timeout')
try:
    subprocess.run(['/nonexistent'])
except FileNotFoundError as error:
    show(error)

jobs, lock, total = queue.Queue(), threading.Lock(), 0
def work():
    global total
    while (job := jobs.get()) is not None:
        with lock:
            total += job
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for job in [*range(300), None, None, None, None]: jobs.put(job)
for thread in threads: thread.join()
show(total, threading.Event().wait(0.02))

listener = socket.create_server(('127.0.0.1', 0))
poller = select.epoll()
poller.register(listener, select.EPOLLIN)
client = socket.create_connection(listener.getsockname())
client.sendall(b'hello')
show(poller.poll(1)[0][1] == select.EPOLLIN)
server, _ = listener.accept()
poller.register(server, select.EPOLLIN | select.EPOLLET)
show(server.recv(10), client.close(), server.recv(10))
show(socket.gethostbyname('localhost'), socket.if_nameindex()[0])
one, other = socket.socketpair()
socket.send_fds(one, [b'f'], [listener.fileno()])
show(len(socket.recv_fds(other, 10, 2)[1]))

with tempfile.TemporaryFile() as file:
    file.truncate(10000)
    with mmap.mmap(file.fileno(), 0) as area:
        area[5000:5005] = b'abcde'
        area.resize(20000)
        show(len(area), os.fstat(file.fileno()).st_size, os.pread(file.fileno(), 5, 5000))
shared = mmap.mmap(-1, 4096)
if (pid := os.fork()) == 0:
    shared[0:2] = b'hi'
    os._exit(7)
show(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shared[0:2])

signal.signal(signal.SIGUSR1, lambda number, frame: show('signal', number))
os.kill(os.getpid(), signal.SIGUSR1)
signal.signal(signal.SIGALRM, lambda number, frame: show('alarm'))
signal.setitimer(signal.ITIMER_REAL, 0.02)
time.sleep(0.1)
show(signal.sigtimedwait([signal.SIGUSR2], 0.01))

db = sqlite3.connect('x.db')
db.execute('create table t(a)')
db.executemany('insert into t values(?)', [(i,) for i in range(100)])
db.commit()
show(db.execute('select sum(a) from t').fetchone(), resource.getrlimit(resource.RLIMIT_CORE)[0])
show(fcntl.fcntl(0, fcntl.F_GETFL) & 3, os.cpu_count() > 0, os.sched_getaffinity(0) >= {0})

def square(x): return x * x
def tell(pipe): pipe.send('from a child')

async def talk():
    async def handle(reader, writer):
        writer.write((await reader.readline()).upper())
        await writer.drain()
        writer.close()
    server = await asyncio.start_server(handle, '127.0.0.1', 0)
    async def client(number):
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b'hi %d\n' % number)
        answer = await reader.read()
        writer.close()
        return answer
    show(await asyncio.gather(*[client(number) for number in range(4)]))
    process = await asyncio.create_subprocess_exec('echo', 'sub', stdout=asyncio.subprocess.PIPE)
    show((await process.communicate())[0], process.returncode)
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.02)
    except asyncio.TimeoutError:
        show('timeout')
    show(await asyncio.get_running_loop().run_in_executor(None, square, 7))
    server.close()

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *what): pass

server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
for path in ['a.py', 'none']:
    with socket.create_connection(server.server_address) as client:
        client.sendall(b'GET /%s HTTP/1.0\r\n\r\n' % path.encode())
        show(client.makefile('rb').readline())
server.shutdown()
asyncio.run(talk())
with multiprocessing.Pool(2) as pool:
    show(pool.map(square, range(10)))
mine, theirs = multiprocessing.Pipe()
process = multiprocessing.Process(target=tell, args=(theirs,))
process.start()
show(mine.recv(), process.join(), process.exitcode)
X
t 'python3 a.py'

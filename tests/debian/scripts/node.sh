# needs: node
cat > a.mjs <<'X'
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { gzipSync, gunzipSync } from 'node:zlib';

const server = http.createServer((request, answer) => answer.end(`you asked for ${request.url}`)).listen(0, '127.0.0.1');
await once(server, 'listening');
for (const path of ['/1', '/2']) {
  const [answer] = await once(http.get({ port: server.address().port, path }), 'response');
  console.log(answer.statusCode, String(await once(answer, 'data')));
}
server.close();

await fs.mkdir('x/y', { recursive: true });
await fs.writeFile('x/y/z', 'text');
console.log(await fs.readdir('x', { recursive: true }), (await fs.stat('x/y/z')).size);
await fs.rm('x', { recursive: true });
console.log(await fs.readFile('none').catch((error) => error.message));

console.log(execFileSync('sh', ['-c', 'cat; exit 0'], { input: 'stdin' }).toString());
const child = spawn('sleep', ['10']);
child.kill();
console.log(await once(child, 'exit'));
console.log(await new Promise((resolve) => execFile('/none', (error) => resolve(error.code))));

const echo = net.createServer((socket) => socket.pipe(socket)).listen('sock');
await once(echo, 'listening');
const client = net.connect('sock');
client.end('over a unix socket');
console.log(String(await once(client, 'data')));
echo.close();

process.on('SIGUSR2', () => console.log('signal'));
process.kill(process.pid, 'SIGUSR2');
await new Promise((resolve) => setTimeout(resolve, 20));
console.log(gunzipSync(gzipSync('packed')).toString(), os.networkInterfaces().lo?.length > 0, os.cpus().length > 0);
X
t 'node a.mjs'

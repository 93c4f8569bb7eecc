/** /proc/net: the sockets and interfaces of the machine, whose one interface is lo. */
import type { NetNamespace } from '../../kernel/net/namespace';
import type { SocketRow, Task } from '../../kernel/types';
import { netstat, packets, snmp, snmp6, sockstat, sockstat6, softnet } from './net_counts';
import { directory, file, type ProcNode } from './node';

export function netDirectory({ nsproxy, kernel }: Task): ProcNode {
  const { net } = nsproxy;
  const rows = (head: string, table: string, row: (socket: SocketRow, index: number) => string) =>
    file(() => `${head}\n${sockets(net, table).map(row).join('')}`);
  return directory({
    dev: file(() => dev(net)),
    netstat: file(() => netstat(net)),
    packet: file(() => 'sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n'),
    raw: file(() => `${UDP_HEAD.slice(2)}\n`),
    raw6: file(() => `${UDP6_HEAD.slice(2)}\n`),
    snmp: file(() => snmp(net)),
    snmp6: file(snmp6),
    sockstat: file(() => sockstat(net)),
    sockstat6: file(() => sockstat6(net)),
    softnet_stat: file(() => softnet(net, kernel.cpus)),
    route: file(
      () =>
        `${'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'.padEnd(127)}\n`,
    ),
    tcp: rows(INET_HEAD.padEnd(149), 'tcp', inetRow),
    tcp6: rows(INET6_HEAD, 'tcp6', inetRow),
    udp: rows(UDP_HEAD.padEnd(127), 'udp', inetRow),
    udp6: rows(UDP6_HEAD, 'udp6', inetRow),
    unix: rows('Num       RefCount Protocol Flags    Type St Inode Path', 'unix', unixRow),
    arp: file(() => 'IP address       HW type     Flags       HW address            Mask     Device\n'),
    if_inet6: file(() => (net.up ? '00000000000000000000000000000001 01 80 10 80       lo\n' : '')),
  });
}

const INET_HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const INET6_HEAD =
  '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const UDP_HEAD =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const UDP6_HEAD =
  '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';

const hex = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');
/** Addresses of kernel objects are not told. */
const POINTER = '0'.repeat(16);

function inetRow(socket: SocketRow, index: number): string {
  const { table, local, remote, state, sendQueue, receiveQueue, uid, ino } = socket;
  const udp = table.startsWith('udp');
  const queues = `${hex(sendQueue, 8)}:${hex(receiveQueue, 8)}`;
  const tail = udp ? `2 ${POINTER} 0` : `1 ${POINTER} 100 0 0 10 0`;
  const line =
    `${String(index).padStart(udp ? 5 : 4)}: ${local} ${remote} ${hex(state, 2)} ${queues} 00:00000000 ` +
    `00000000 ${String(uid).padStart(5)}        0 ${ino} ${tail}`;
  return `${table.endsWith('6') ? line : line.padEnd(udp ? 127 : 149)}\n`;
}

function unixRow({ local, state, type, listening, ino }: SocketRow): string {
  const flags = listening ? '00010000' : '00000000';
  const refs = state === 3 ? '00000003' : '00000002';
  const name = local === '' ? '' : ` ${local}`;
  return `${POINTER}: ${refs} 00000000 ${flags} ${hex(type, 4)} ${hex(state, 2)} ${String(ino).padStart(5)}${name}\n`;
}

function sockets(net: NetNamespace, table: string): SocketRow[] {
  return [...net.sockets].flatMap(({ row }) => (row?.table === table ? [row] : []));
}

/** Columns of /proc/net/dev: bytes, packets, errs, drop, fifo, frame or colls, and so on. */
const DEV_WIDTHS = [7, 7, 4, 4, 4, 5, 10, 9, 8, 7, 4, 4, 4, 5, 7, 10];

/** dev_seq_printf_stats. */
function dev(net: NetNamespace): string {
  const { bytes, packets: count } = packets(net);
  const values = DEV_WIDTHS.map((_, i) => [bytes, count][i % 8] ?? 0);
  return (
    'Inter-|   Receive                                                |  Transmit\n' +
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n' +
    `    lo: ${DEV_WIDTHS.map((width, i) => String(values[i]).padStart(width)).join(' ')}\n`
  );
}

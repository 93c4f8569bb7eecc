/**
 * Counters of the protocols: /proc/net/snmp, snmp6, netstat, sockstat and sockstat6. What is not counted is 0; nothing on
 * the machine's one device is lost, sent twice or out of order.
 */
import type { NetNamespace } from '../../kernel/net/namespace';
import type { SocketRow } from '../../kernel/types';

type Values = Readonly<Record<string, number>>;

/** Bytes of an IP header, and with those of TCP and its time stamps, or of UDP. */
const IP_HEADER = 20;
const TCP_HEADERS = IP_HEADER + 32;
const UDP_HEADERS = IP_HEADER + 8;

/** Packets and bytes through the loopback device, each of which went out and came in. */
export function packets({ counts }: NetNamespace) {
  const { segments, datagrams, bytes } = counts;
  return {
    packets: segments + datagrams,
    bytes: bytes + segments * TCP_HEADERS + datagrams * UDP_HEADERS,
  };
}

/** A line of names and a line of values. */
function pair(title: string, names: string, values: Values): string {
  const list = names.split(' ');
  return `${title}: ${names}\n${title}: ${list.map((name) => values[name] ?? 0).join(' ')}\n`;
}

const IP =
  'Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers ' +
  'OutRequests OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates ' +
  'OutTransmits';
const ICMP =
  'InMsgs InErrors InCsumErrors InDestUnreachs InTimeExcds InParmProbs InSrcQuenchs InRedirects InEchos InEchoReps ' +
  'InTimestamps InTimestampReps InAddrMasks InAddrMaskReps OutMsgs OutErrors OutRateLimitGlobal OutRateLimitHost ' +
  'OutDestUnreachs OutTimeExcds OutParmProbs OutSrcQuenchs OutRedirects OutEchos OutEchoReps OutTimestamps ' +
  'OutTimestampReps OutAddrMasks OutAddrMaskReps';
const TCP =
  'RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs ' +
  'RetransSegs InErrs OutRsts InCsumErrors';
const UDP =
  'InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors';

/** /proc/net/snmp. RtoMin, RtoMax and MaxConn are the kernel's constants: RFC 2012. */
export function snmp(net: NetNamespace): string {
  const { segments, datagrams, connections, refused, noPort } = net.counts;
  const { packets: all } = packets(net);
  const established = sockets(net, 'tcp').filter(({ state }) => state === TCP_ESTABLISHED).length;
  return [
    pair('Ip', IP, {
      Forwarding: 2,
      DefaultTTL: 64,
      InReceives: all,
      InDelivers: all,
      OutRequests: all,
      OutTransmits: all,
    }),
    pair('Icmp', ICMP, {
      InMsgs: noPort,
      InDestUnreachs: noPort,
      OutMsgs: noPort,
      OutDestUnreachs: noPort,
    }),
    pair('IcmpMsg', 'InType3 OutType3', { InType3: noPort, OutType3: noPort }),
    pair('Tcp', TCP, {
      RtoAlgorithm: 1,
      RtoMin: 200,
      RtoMax: 120_000,
      MaxConn: -1,
      ActiveOpens: connections + refused,
      PassiveOpens: connections,
      AttemptFails: refused,
      CurrEstab: established,
      InSegs: segments,
      OutSegs: segments,
      OutRsts: refused,
    }),
    pair('Udp', UDP, { InDatagrams: datagrams, NoPorts: noPort, OutDatagrams: datagrams + noPort }),
    pair('UdpLite', UDP, {}),
  ].join('');
}

const TCP_ESTABLISHED = 1;

const TCP_EXT =
  'SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts PruneCalled RcvPruned OfoPruned TW TWRecycled TWKilled ' +
  'DelayedACKs DelayedACKLocked DelayedACKLost ListenOverflows ListenDrops TCPHPHits TCPPureAcks TCPHPAcks ' +
  'TCPSackRecovery TCPLossUndo TCPLostRetransmit TCPFastRetrans TCPSlowStartRetrans TCPTimeouts TCPLossProbes ' +
  'TCPRcvCollapsed TCPAbortOnData TCPAbortOnClose TCPAbortOnMemory TCPAbortOnTimeout TCPMemoryPressures ' +
  'TCPSpuriousRTOs TCPBacklogDrop TCPReqQFullDrop TCPRetransFail TCPRcvCoalesce TCPOFOQueue TCPOFODrop ' +
  'TCPChallengeACK TCPSynRetrans TCPOrigDataSent TCPKeepAlive TCPDelivered';
const IP_EXT =
  'InNoRoutes InTruncatedPkts InMcastPkts OutMcastPkts InBcastPkts OutBcastPkts InOctets OutOctets InMcastOctets ' +
  'OutMcastOctets InBcastOctets OutBcastOctets InCsumErrors InNoECTPkts InECT1Pkts InECT0Pkts InCEPkts ReasmOverlaps';

/** /proc/net/netstat. */
export function netstat(net: NetNamespace): string {
  const { bytes, packets: all } = packets(net);
  const { segments } = net.counts;
  return (
    pair('TcpExt', TCP_EXT, { TCPOrigDataSent: segments, TCPDelivered: segments }) +
    pair('IpExt', IP_EXT, { InOctets: bytes, OutOctets: bytes, InNoECTPkts: all })
  );
}

const SNMP6 =
  'Ip6InReceives Ip6InHdrErrors Ip6InTooBigErrors Ip6InNoRoutes Ip6InAddrErrors Ip6InUnknownProtos Ip6InTruncatedPkts ' +
  'Ip6InDiscards Ip6InDelivers Ip6OutForwDatagrams Ip6OutRequests Ip6OutDiscards Ip6OutNoRoutes Ip6InOctets ' +
  'Ip6OutOctets Icmp6InMsgs Icmp6InErrors Icmp6OutMsgs Icmp6OutErrors Icmp6InCsumErrors Udp6InDatagrams Udp6NoPorts ' +
  'Udp6InErrors Udp6OutDatagrams Udp6RcvbufErrors Udp6SndbufErrors Udp6InCsumErrors UdpLite6InDatagrams ' +
  'UdpLite6NoPorts UdpLite6InErrors UdpLite6OutDatagrams';

/** /proc/net/snmp6. IPv6 is counted with IPv4. */
export const snmp6 = (): string =>
  SNMP6.split(' ')
    .map((name) => `${name.padEnd(32)}\t0\n`)
    .join('');

function sockets(net: NetNamespace, table: string): SocketRow[] {
  return [...net.sockets].flatMap(({ row }) => (row?.table === table ? [row] : []));
}

/** /proc/net/sockstat. */
export function sockstat(net: NetNamespace): string {
  const tcp = sockets(net, 'tcp').length;
  const all = tcp + sockets(net, 'tcp6').length;
  return (
    `sockets: used ${net.sockets.size}\n` +
    `TCP: inuse ${tcp} orphan 0 tw 0 alloc ${all} mem 0\n` +
    `UDP: inuse ${sockets(net, 'udp').length} mem 0\n` +
    'UDPLITE: inuse 0\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n'
  );
}

/** /proc/net/sockstat6. */
export function sockstat6(net: NetNamespace): string {
  const count = (table: string) => sockets(net, table).length;
  return (
    `TCP6: inuse ${count('tcp6')}\nUDP6: inuse ${count('udp6')}\n` +
    'UDPLITE6: inuse 0\nRAW6: inuse 0\nFRAG6: inuse 0 memory 0\n'
  );
}

/** /proc/net/softnet_stat: a line for each processor. All packets count as the first's. */
export function softnet(net: NetNamespace, cpus: number): string {
  const { packets: all } = packets(net);
  const hex = (value: number) => value.toString(16).padStart(8, '0');
  return Array.from({ length: cpus }, (_, cpu) => {
    const columns = [cpu === 0 ? all : 0, ...Array(11).fill(0), cpu, 0, 0];
    return `${columns.map(hex).join(' ')}\n`;
  }).join('');
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readElf } from '../../lib/elf';
import { createLocalLab } from '../../lib/lab/local';

const BUSYBOX = '/usr/bin/busybox';
const PT_INTERP = 3;

function reasonToSkip(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'this is not x86-64 Linux';
  try {
    const { programHeaders } = readElf(new Uint8Array(readFileSync(BUSYBOX)));
    return programHeaders.some((h) => h.type === PT_INTERP) ? `${BUSYBOX} is not static` : '';
  } catch {
    return `${BUSYBOX} is missing (Debian: busybox-static)`;
  }
}
const reason = reasonToSkip();
if (reason) console.log(`skipped, procfs: ${reason}`);

const KB = / +\d+ kB/;
const whole = (pattern: RegExp) => new RegExp(`^(?:${pattern.source})$`);

/** Files of rows `name: value`: the pattern of a row that each name may have instead of the usual one. */
const NAMED: Record<string, { row: RegExp; except?: Record<string, RegExp> }> = {
  '/proc/meminfo': {
    row: whole(/\S+: +\d+ kB/),
    except: Object.fromEntries(
      ['Total', 'Free', 'Rsvd', 'Surp'].map((n) => [`HugePages_${n}`, /^\S+: +\d+$/]),
    ),
  },
  '/proc/self/status': {
    row: whole(new RegExp(`\\w+:\\t(\\d+|[0-9a-f,x]+|[\\d-]+|\\w( \\(\\w+\\))|.*|${KB.source})`)),
    except: {
      State: /^State:\tR \(running\)$/,
      Uid: /^Uid:(\t\d+){4}$/,
      Gid: /^Gid:(\t\d+){4}$/,
      Umask: /^Umask:\t0\d{3}$/,
      VmSize: /^VmSize:\t *\d+ kB$/,
      VmRSS: /^VmRSS:\t *\d+ kB$/,
      VmPTE: /^VmPTE:\t *\d+ kB$/,
      SigQ: /^SigQ:\t\d+\/\d+$/,
      SigCgt: /^SigCgt:\t[0-9a-f]{16}$/,
      CapEff: /^CapEff:\t[0-9a-f]{16}$/,
      voluntary_ctxt_switches: /^\w+:\t\d+$/,
    },
  },
  '/proc/self/io': { row: whole(/\w+: \d+/) },
  '/proc/cpuinfo': {
    row: whole(/[\w ]+\t*:( .*)?|/),
    except: {
      'address sizes': /^address sizes\t: \d+ bits physical, \d+ bits virtual$/,
      'cpu MHz': /^cpu MHz\t\t: \d+\.\d{3}$/,
      flags: /^flags\t\t: fpu( \w+)+$/,
    },
  },
};

/** Files whose rows all look alike, here and there; more than one pattern where there are several kinds of rows. */
const ROWS: Record<string, RegExp[]> = {
  '/proc/self/maps': [
    /[0-9a-f]{8,}-[0-9a-f]{8,} [r-][w-][x-][sp] [0-9a-f]{8} [0-9a-f]{2}:[0-9a-f]{2} \d+ ( *[/[].+)?/,
  ],
  '/proc/self/stat': [/\d+ \(.{1,15}\) [RSDZT]( -?\d+){49}/],
  '/proc/self/statm': [/\d+( \d+){6}/],
  '/proc/self/limits': [
    /Limit {21}Soft Limit {11}Hard Limit {11}Units {5}/,
    /Max .{22}(\d+|unlimited) +(\d+|unlimited) +[a-z]* */,
  ],
  '/proc/self/mountinfo': [/\d+ \d+ \d+:\d+ \/\S* \/\S* r[wo]\S* (\S+ )*- \w+ \S+ r[wo]\S*/],
  '/proc/self/mounts': [/\S+ \/\S* \w+ r[wo]\S* 0 0/],
  '/proc/self/cgroup': [/\d+:\S*:\/.*/],
  '/proc/self/oom_score': [/\d+/],
  '/proc/self/oom_score_adj': [/-?\d+/],
  '/proc/self/smaps': [
    /[0-9a-f]{8,}-[0-9a-f]{8,} [r-][w-][x-][sp] [0-9a-f]{8} [0-9a-f]{2}:[0-9a-f]{2} \d+ ( *[/[].+)?/,
    /\w+: +\d+ kB/,
    /(THPeligible|ProtectionKey): +\d+/,
    /VmFlags: ([a-z]{2} )+/,
  ],
  '/proc/loadavg': [/(\d+\.\d\d ){3}\d+\/\d+ \d+/],
  '/proc/uptime': [/\d+\.\d\d \d+\.\d\d/],
  '/proc/version': [/Linux version \S+ .*#\d.*/],
  '/proc/filesystems': [/(nodev)?\t\w+/],
  '/proc/stat': [
    /cpu (( \d+){10})/,
    /cpu\d+( \d+){10}/,
    /(intr|softirq)( \d+)+ ?/,
    /(ctxt|btime|processes|procs_running|procs_blocked) \d+/,
  ],
  '/proc/interrupts': [/ +(CPU\d+ +)+/, / *\w+:( +\d+)+( .*)?/],
  '/proc/devices': [/(Character|Block) devices:|/, / *\d+ \S+/],
  '/proc/swaps': [/Filename\t+Type\t+Size\t+Used\t+Priority/],
  '/proc/net/dev': [
    /Inter-\| {3}Receive {48}\| {2}Transmit/,
    / face \|bytes .*compressed/,
    / *\w+: *\d+ +\d+( +\d+){14}/,
  ],
  '/proc/net/snmp': [/(Ip|Icmp|IcmpMsg|Tcp|Udp|UdpLite|MPTcp): [A-Z]\w+( \w+)*/, /\w+:( -?\d+)+/],
  '/proc/net/snmp6': [/\w+ *\t\d+/],
  '/proc/net/netstat': [/\w+: [A-Z]\w+( \w+)+/, /\w+:( \d+)+/],
  '/proc/net/sockstat': [
    /sockets: used \d+/,
    /TCP: inuse \d+ orphan \d+ tw \d+ alloc \d+ mem \d+/,
    /UDP: inuse \d+ mem \d+/,
    /(UDPLITE|RAW): inuse \d+/,
    /FRAG: inuse \d+ memory \d+/,
  ],
  '/proc/net/sockstat6': [/\w+6: inuse \d+/, /FRAG6: inuse \d+ memory \d+/],
  '/proc/net/softnet_stat': [/[0-9a-f]{8}( [0-9a-f]{8}){12,14}/],
  '/proc/net/tcp': [/ {2}sl {2}local_address .*inode +/, / *\d+: [\dA-F]{8}:[\dA-F]{4} .*/],
  '/proc/net/unix': [/Num {7}RefCount Protocol Flags {4}Type St Inode Path/, /[0-9a-f]{16}: .*/],
  '/proc/net/route': [/Iface\t.*IRTT +/, /\w+\t[\dA-F]{8}\t.*/],
  '/proc/sys/kernel/sem': [/\d+\t\d+\t\d+\t\d+/],
  '/proc/sys/kernel/pid_max': [/\d+/],
  '/proc/sys/fs/file-nr': [/\d+\t\d+\t\d+/],
  '/proc/sys/vm/overcommit_memory': [/[012]/],
  '/sys/devices/system/cpu/online': [/\d+(-\d+)?/],
  '/sys/devices/system/cpu/cpu0/topology/core_cpus_list': [/\d+([-,]\d+)*/],
};

const lab = createLocalLab();

async function shell(script: string): Promise<string> {
  const { stdout, stderr } = await lab.run({
    program: { path: BUSYBOX },
    args: ['sh', '-c', script],
    files: [{ path: BUSYBOX, bytes: new Uint8Array(readFileSync(BUSYBOX)), mode: 0o755 }],
    stdin: new Uint8Array(0),
    env: { PATH: '/usr/bin' },
    trace: { rows: false },
  });
  return Buffer.from(stdout).toString('latin1') + Buffer.from(stderr).toString('latin1');
}

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');
const nameOf = (line: string) => line.replace(/\s*:.*/, '');

/** Names in the order in which both have them. */
const common = (names: string[], others: string[]) => names.filter((name) => others.includes(name));

describe.skipIf(reason)('files of /proc and /sys read as those of Linux do', () => {
  const paths = [...Object.keys(NAMED), ...Object.keys(ROWS)];
  const MARK = '==== ';
  let texts: Promise<Map<string, string>> | undefined;
  const here = async (path: string) => {
    texts ??= shell(`for f in ${paths.join(' ')}; do echo "${MARK}$f"; busybox cat $f; done`).then(
      (all) =>
        new Map(
          all
            .split(MARK)
            .slice(1)
            .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
        ),
    );
    return (await texts).get(path) ?? '';
  };
  const there = (path: string) => readFileSync(path, 'latin1');

  it.each(Object.keys(NAMED))(
    '%s has the same names in the same order',
    { timeout: 60_000 },
    async (path) => {
      const { row, except = {} } = NAMED[path]!;
      const ours = linesOf(await here(path));
      const theirs = linesOf(there(path));
      for (const line of [...ours, ...theirs]) expect(line).toMatch(except[nameOf(line)] ?? row);
      const [mine, host] = [ours, theirs].map((lines) => [...new Set(lines.map(nameOf))]);
      expect(common(mine!, host!)).toEqual(common(host!, mine!));
      // Newer kernels add names, and some stand for devices that a machine may lack: most are there.
      expect(common(mine!, host!).length).toBeGreaterThan(0.8 * mine!.length);
      for (const name of Object.keys(except)) expect(mine).toContain(name);
    },
  );

  it.each(Object.keys(ROWS))('%s has the same kind of rows', { timeout: 60_000 }, async (path) => {
    const patterns = ROWS[path]!.map(whole);
    for (const text of [await here(path), there(path)]) {
      expect(text).not.toBe('');
      for (const line of linesOf(text)) expect(patterns.some((p) => p.test(line)) || line).toBe(true);
    }
  });

  it('agrees with itself', { timeout: 60_000 }, async () => {
    const fields = (text: string, name: string) => new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1];
    const script = 'read a b c </proc/self/stat; cat /proc/$$/status; cat /proc/$$/statm; cat /proc/$$/stat';
    const text = await shell(`cat() { busybox cat "$@"; }; ${script}`);
    const statm = /^\d+( \d+){6}$/m.exec(text)![0].split(' ').map(Number);
    const stat = /^\d+ \(.*$/m.exec(text)![0].split(' ').map(Number);
    expect(Number(fields(text, 'VmSize'))).toBe(statm[0]! * 4);
    expect(Number(fields(text, 'VmRSS'))).toBe(statm[1]! * 4);
    expect(stat[22]).toBe(statm[0]! * 4096);
    expect(stat[23]).toBe(statm[1]);
    const anonymous = Number(fields(text, 'RssAnon'));
    expect(anonymous + Number(fields(text, 'RssFile')) + Number(fields(text, 'RssShmem'))).toBe(
      statm[1]! * 4,
    );
  });

  it('takes what is written to it', { timeout: 60_000 }, async () => {
    const script =
      'echo 7 >/proc/self/oom_score_adj; busybox cat /proc/self/oom_score_adj; ' +
      'echo 2 >/proc/sys/vm/overcommit_memory; busybox cat /proc/sys/vm/overcommit_memory; ' +
      'echo other >/proc/sys/kernel/hostname; busybox hostname; ' +
      'echo renamed >/proc/$$/comm; busybox cat /proc/$$/comm; ' +
      'echo x >/proc/sys/vm/swappiness || echo refused';
    const text = await shell(script);
    expect(linesOf(text).slice(0, 4)).toEqual(['7', '2', 'other', 'renamed']);
    expect(text).toContain('refused');
  });
});

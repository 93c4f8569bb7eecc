import type { WaitQueue } from './types';

/** One message: struct printk_info with its text. */
export interface LogRecord {
  readonly sequence: number;
  /** Facility and level: 8 * facility + level, as syslog(3) has them. */
  readonly priority: number;
  /** CLOCK_MONOTONIC in ns. */
  readonly at: number;
  readonly text: string;
}

/** Bytes of text that the ring has room for: CONFIG_LOG_BUF_SHIFT of 18. */
export const LOG_SIZE = 2 ** 18;

/** The kernel's messages: dmesg(1), syslog(2) and /dev/kmsg read them. */
export class KernelLog {
  readonly records: LogRecord[] = [];
  private bytes = 0;
  private next = 0;
  /** The first message that SYSLOG_ACTION_READ has not given, and that READ_ALL shows. */
  unread = 0;
  cleared = 0;

  constructor(
    private readonly clock: { monotonic(): number },
    /** Readers that wait for the next message. */
    readonly queue: WaitQueue,
  ) {}

  /** The number that the next message has. */
  get end(): number {
    return this.next;
  }

  print(priority: number, text: string): void {
    this.records.push({ sequence: this.next++, priority, at: this.clock.monotonic(), text });
    this.bytes += text.length;
    while (this.bytes > LOG_SIZE) this.bytes -= (this.records.shift() as LogRecord).text.length;
    this.queue.wakeAll();
  }

  /** The first message at or after a number. */
  from(sequence: number): LogRecord | undefined {
    return this.records.find((record) => record.sequence >= sequence);
  }

  /** Messages from a number on, as syslog(2) tells them. */
  since(sequence: number): string[] {
    return this.records.filter((record) => record.sequence >= sequence).map(logLine);
  }
}

/** `<3>[ 3600.123456] text`. */
function logLine({ priority, at, text }: LogRecord): string {
  const seconds = String(Math.floor(at / 1e9)).padStart(5);
  const micro = String(Math.floor((at % 1e9) / 1e3)).padStart(6, '0');
  return `<${priority}>[${seconds}.${micro}] ${text}\n`;
}

import {
  B38400,
  CREAD,
  CS8,
  ECHO,
  ECHOCTL,
  ECHOE,
  ECHOK,
  ECHOKE,
  ECHONL,
  ICANON,
  ICRNL,
  IEXTEN,
  IGNCR,
  INLCR,
  ISIG,
  ISTRIP,
  IUTF8,
  IXANY,
  IXON,
  NOFLSH,
  OCRNL,
  ONLCR,
  ONLRET,
  ONOCR,
  OPOST,
  TAB3,
  TABDLY,
  VEOF,
  VEOL,
  VERASE,
  VINTR,
  VKILL,
  VLNEXT,
  VMIN,
  VQUIT,
  VSTART,
  VSTOP,
  VSUSP,
  VWERASE,
} from '../../abi/ioctl';
import { SIGINT, SIGQUIT, SIGTSTP } from '../../abi/signal';

/** struct ktermios. */
export interface Termios {
  iflag: number;
  oflag: number;
  cflag: number;
  lflag: number;
  line: number;
  cc: Uint8Array;
  ispeed: number;
  ospeed: number;
}

/** tty_std_termios of drivers/tty/tty_io.c with INIT_C_CC of include/linux/termios_internal.h. */
export function standardTermios(): Termios {
  return {
    iflag: ICRNL | IXON,
    oflag: OPOST | ONLCR,
    cflag: B38400 | CS8 | CREAD,
    lflag: ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
    line: 0,
    cc: Uint8Array.of(3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0),
    ispeed: 38400,
    ospeed: 38400,
  };
}

const NL = 10;
const CR = 13;
const TAB = 9;
const BS = 8;
const SPACE = 32;
/** Longest line kept while it is edited: N_TTY_BUF_SIZE - 1. */
const MAX_LINE = 4095;
const EMPTY = new Uint8Array(0);

/** What the discipline tells its terminal. */
export interface LineEvents {
  /** Bytes for the screen. */
  output(bytes: Uint8Array): void;
  /** A key raised a signal for the foreground process group. */
  signal(sig: number): void;
  /** A key stops output (^S), or lets it go on. */
  stop(): void;
  start(): void;
  /** A signal threw away what was typed, and what was not out yet. */
  flushed(): void;
}

/**
 * N_TTY, the line discipline of every terminal (drivers/tty/n_tty.c): edits and echoes lines, turns keys into signals,
 * and newlines into CR LF on the way out.
 */
export class LineDiscipline {
  termios = standardTermios();
  /** Lines that were ended, or pieces of raw input; an empty one is an end of file. */
  private readonly ready: Uint8Array[] = [];
  private readonly edit: number[] = [];
  private literalNext = false;
  private column = 0;
  private echoed: number[] = [];

  constructor(private readonly events: LineEvents) {}

  get canonical(): boolean {
    return (this.termios.lflag & ICANON) !== 0;
  }

  /** Bytes that read would give: FIONREAD. */
  get available(): number {
    return this.ready.reduce((sum, piece) => sum + piece.length, 0);
  }

  /** True when a read would not sleep. In raw mode VMIN bytes have to be there, unless a timer runs. */
  get readable(): boolean {
    if (this.canonical) return this.ready.length > 0;
    return this.available >= Math.max(1, this.termios.cc[VMIN]);
  }

  /** Bytes were typed. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.key(byte);
    this.flushEcho();
  }

  /** Takes up to `count` bytes: of one line in canonical mode, of all there is in raw mode. */
  take(count: number): Uint8Array {
    if (this.canonical) return this.takePiece(count);
    const bytes = new Uint8Array(Math.min(count, this.available));
    for (let at = 0; at < bytes.length; ) {
      const piece = this.takePiece(bytes.length - at);
      bytes.set(piece, at);
      at += piece.length;
    }
    while (this.ready.length > 0 && this.ready[0].length === 0) this.ready.shift();
    return bytes;
  }

  /** New settings. Leaving canonical mode makes a line that is still edited readable: n_tty_set_termios. */
  set(termios: Termios): void {
    const was = this.canonical;
    const flows = this.termios.iflag & IXON;
    this.termios = termios;
    if (flows && (termios.iflag & IXON) === 0) this.events.start();
    if (was && !this.canonical) this.commit();
  }

  /** TCFLSH of the input queue. */
  flushInput(): void {
    this.ready.length = 0;
    this.edit.length = 0;
  }

  /** Output processing: what a program wrote, as the screen gets it. */
  process(bytes: Uint8Array): Uint8Array {
    const { oflag } = this.termios;
    if (!(oflag & OPOST)) return bytes;
    if (bytes.every((byte) => byte >= SPACE && byte < 128)) {
      this.column += bytes.length;
      return bytes;
    }
    const out: number[] = [];
    for (const byte of bytes) this.put(byte, out);
    return Uint8Array.from(out);
  }

  private takePiece(count: number): Uint8Array {
    const piece = this.ready[0] ?? EMPTY;
    if (piece.length > count) {
      this.ready[0] = piece.subarray(count);
      return piece.subarray(0, count);
    }
    this.ready.shift();
    return piece;
  }

  private key(typed: number): void {
    const { iflag, lflag } = this.termios;
    let c = iflag & ISTRIP ? typed & 0x7f : typed;
    if (this.literalNext) {
      this.literalNext = false;
      this.accept(c);
      return;
    }
    if (iflag & IXON && this.flows(c)) return;
    if (lflag & ISIG && this.raise(c)) return;
    if (iflag & IXON && iflag & IXANY) this.events.start();
    if (c === CR) {
      if (iflag & IGNCR) return;
      if (iflag & ICRNL) c = NL;
    } else if (c === NL && iflag & INLCR) {
      c = CR;
    }
    if (lflag & ICANON) this.editKey(c);
    else this.accept(c);
  }

  /** n_tty_receive_char_flow_ctrl. */
  private flows(c: number): boolean {
    const { cc } = this.termios;
    const starts = is(c, cc[VSTART]);
    if (!starts && !is(c, cc[VSTOP])) return false;
    if (starts) this.events.start();
    else this.events.stop();
    return true;
  }

  private raise(c: number): boolean {
    const { cc, iflag, lflag } = this.termios;
    const sig = is(c, cc[VINTR]) ? SIGINT : is(c, cc[VQUIT]) ? SIGQUIT : is(c, cc[VSUSP]) ? SIGTSTP : 0;
    if (sig === 0) return false;
    if (!(lflag & NOFLSH)) {
      // isig: what was typed before it goes, and so do its echoes, which are not out yet.
      this.flushInput();
      this.echoed = [];
      this.events.flushed();
    }
    if (iflag & IXON) this.events.start();
    if (lflag & ECHO) this.echo(c);
    this.flushEcho();
    this.events.signal(sig);
    return true;
  }

  private editKey(c: number): void {
    const { cc, lflag } = this.termios;
    const extended = (lflag & IEXTEN) !== 0;
    if (is(c, cc[VERASE])) this.erase(1);
    else if (is(c, cc[VKILL])) this.kill();
    else if (extended && is(c, cc[VWERASE])) this.eraseWord();
    else if (extended && is(c, cc[VLNEXT])) {
      this.literalNext = true;
      if (lflag & ECHO && lflag & ECHOCTL) this.echoed.push(0x5e, BS);
    } else if (c === NL) {
      if (lflag & (ECHO | ECHONL)) this.put(NL, this.echoed);
      this.edit.push(NL);
      this.commit();
    } else if (is(c, cc[VEOF])) {
      this.ready.push(Uint8Array.from(this.edit.splice(0)));
    } else if (is(c, cc[VEOL])) {
      if (lflag & ECHO) this.echo(c);
      this.edit.push(c);
      this.commit();
    } else if (this.edit.length < MAX_LINE) this.accept(c);
  }

  private accept(c: number): void {
    if (this.termios.lflag & ECHO) this.echo(c);
    this.edit.push(c);
    if (!this.canonical) this.commit();
  }

  private commit(): void {
    if (this.edit.length > 0) this.ready.push(Uint8Array.from(this.edit.splice(0)));
  }

  private echo(c: number): void {
    if (isControl(c) && c !== TAB && c !== NL && this.termios.lflag & ECHOCTL)
      this.echoed.push(0x5e, c ^ 0x40);
    else this.put(c, this.echoed);
  }

  private erase(characters: number): void {
    const { iflag, lflag } = this.termios;
    for (let i = 0; i < characters && this.edit.length > 0; i++) {
      let c = this.edit.pop() ?? 0;
      while (iflag & IUTF8 && (c & 0xc0) === 0x80 && this.edit.length > 0) c = this.edit.pop() ?? 0;
      if (!(lflag & ECHO)) continue;
      if (!(lflag & ECHOE)) this.echo(this.termios.cc[VERASE]);
      else for (let n = isControl(c) && lflag & ECHOCTL ? 2 : 1; n > 0; n--) this.echoed.push(BS, SPACE, BS);
    }
  }

  private eraseWord(): void {
    const isWord = (c: number) => /\w/.test(String.fromCharCode(c));
    let count = 0;
    const at = () => this.edit[this.edit.length - 1 - count];
    while (count < this.edit.length && !isWord(at())) count++;
    while (count < this.edit.length && isWord(at())) count++;
    this.erase(count);
  }

  private kill(): void {
    const { cc, lflag } = this.termios;
    if (lflag & ECHOKE && lflag & ECHOE) {
      this.erase(this.edit.length);
      return;
    }
    this.edit.length = 0;
    if (!(lflag & ECHO)) return;
    this.echo(cc[VKILL]);
    if (lflag & ECHOK) this.put(NL, this.echoed);
  }

  private flushEcho(): void {
    if (this.echoed.length === 0) return;
    this.events.output(Uint8Array.from(this.echoed));
    this.echoed = [];
  }

  private put(byte: number, out: number[]): void {
    const { oflag } = this.termios;
    const post = (oflag & OPOST) !== 0;
    if (byte === NL) {
      if (post && oflag & ONLCR) out.push(CR);
      if (post && oflag & (ONLCR | ONLRET)) this.column = 0;
      out.push(NL);
    } else if (byte === CR) {
      if (post && oflag & ONOCR && this.column === 0) return;
      if (post && oflag & OCRNL) {
        out.push(NL);
        return;
      }
      this.column = 0;
      out.push(CR);
    } else if (byte === TAB) {
      const spaces = 8 - (this.column % 8);
      this.column += spaces;
      if (post && (oflag & TABDLY) === TAB3) for (let i = 0; i < spaces; i++) out.push(SPACE);
      else out.push(TAB);
    } else {
      if (byte === BS) this.column = Math.max(0, this.column - 1);
      else if (byte >= SPACE && (byte & 0xc0) !== 0x80) this.column++;
      out.push(byte);
    }
  }
}

/** A control character of zero is switched off: _POSIX_VDISABLE. */
function is(c: number, control: number): boolean {
  return control !== 0 && c === control;
}

function isControl(c: number): boolean {
  return c < SPACE || c === 127;
}

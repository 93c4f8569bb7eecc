import type { FromRuntime, ToRuntime } from '../runtime/protocol';
import { readMessage } from '../runtime/validate';

/**
 * The session's end of the sandboxed frame. The frame announces itself once by a window message; from then on all goes
 * through a MessagePort, which is lost if the frame is made to navigate elsewhere. Messages of another shape than the
 * protocol's are dropped.
 */
export class FramePort {
  private port?: MessagePort;
  private readonly onMessage = (event: MessageEvent) => this.announced(event);

  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly on: { open(): void; message(message: FromRuntime): void },
  ) {
    window.addEventListener('message', this.onMessage);
    // A frame that was there already announces itself again when asked.
    frame.contentWindow?.postMessage('trapdoor: who is there?', '*');
  }

  send(message: ToRuntime): void {
    this.port?.postMessage(message);
  }

  close(): void {
    window.removeEventListener('message', this.onMessage);
    this.port?.close();
  }

  private announced(event: MessageEvent): void {
    // A frame without allow-same-origin has the origin "null".
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    if (this.port || readMessage(event.data)?.type !== 'ready') return;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message) this.on.message(message);
    };
    this.frame.contentWindow?.postMessage('trapdoor: host', '*', [port2]);
    this.on.open();
  }
}

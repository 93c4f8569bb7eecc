import type { FromRuntime, ToRuntime } from '../runtime/protocol';
import { NotebookRuntime } from '../runtime/runtime';
import { passInput } from './input';
import { Stage } from './stage';

/**
 * The sandboxed frame: an opaque origin without network in which cells are evaluated and drawn. It speaks with the
 * session that embeds it through a MessagePort, and with nobody else.
 */
class Frame {
  private readonly stage = new Stage(document.body, (message) => this.send(message));
  private readonly runtime = new NotebookRuntime({
    send: (message) => this.send(message),
    root: (id) => this.stage.add(id),
    removed: (id) => this.stage.remove(id),
  });
  private readonly stopInput = passInput((message) => this.send(message));

  constructor(private readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<ToRuntime>) => this.receive(data);
  }

  close(): void {
    this.runtime.dispose();
    this.stage.close();
    this.stopInput();
    this.port.close();
  }

  private send(message: FromRuntime): void {
    this.port.postMessage(message);
  }

  private receive(message: ToRuntime): void {
    switch (message.type) {
      case 'layout':
        this.stage.layout(message.boxes, message.scale);
        this.runtime.width.set(this.stage.width);
        return;
      case 'theme':
        document.documentElement.dataset.theme = message.theme;
        this.runtime.dark.set(message.theme === 'dark');
        return;
      case 'export':
        void this.export(message);
        return;
      default:
        this.runtime.receive(message);
    }
  }

  private async export({ request, id, format }: Extract<ToRuntime, { type: 'export' }>): Promise<void> {
    const { chartIn, exportChart } = await import('../../chart');
    const root = this.runtime.view(id)?.root;
    const chart = root && chartIn(root);
    const file = chart && (await exportChart(chart, format).catch(reportError));
    const title = chart?.querySelector('h2')?.textContent ?? undefined;
    this.send({ type: 'exported', request, name: title, bytes: file?.bytes });
  }
}

let frame: Frame | undefined;
const announce = () => window.parent.postMessage({ type: 'ready' } satisfies FromRuntime, '*');

window.addEventListener('message', ({ source, data, ports }) => {
  if (source !== window.parent) return;
  if (data === 'trapdoor: who is there?') {
    announce();
  } else if (data === 'trapdoor: host' && ports.length === 1) {
    frame?.close();
    frame = new Frame(ports[0]);
  }
});
announce();

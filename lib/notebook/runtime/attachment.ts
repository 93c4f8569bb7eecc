import type { NotebookFile } from '../types';

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  md: 'text/markdown',
  json: 'application/json',
  html: 'text/html',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

interface TableOptions {
  /** Numbers, dates and booleans are read as such. */
  typed?: boolean;
  /** Rows as arrays instead of objects. */
  array?: boolean;
}

/** A file of the notebook as a js cell reads it: what Observable's FileAttachment answers, as far as it makes sense here. */
export class Attachment {
  readonly #bytes: Uint8Array;
  readonly name: string;
  readonly size: number;
  readonly mimeType: string;

  constructor({ name, bytes }: NotebookFile) {
    this.#bytes = bytes;
    this.name = name;
    this.size = bytes.length;
    this.mimeType = TYPES[name.replace(/^.*\./, '').toLowerCase()] ?? 'application/octet-stream';
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#bytes).buffer;
  }

  async blob(): Promise<Blob> {
    return new Blob([new Uint8Array(this.#bytes)], { type: this.mimeType });
  }

  async text(encoding = 'utf-8'): Promise<string> {
    return new TextDecoder(encoding).decode(this.#bytes);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async stream(): Promise<ReadableStream> {
    return (await this.blob()).stream();
  }

  async url(): Promise<string> {
    return URL.createObjectURL(await this.blob());
  }

  csv(options?: TableOptions): Promise<unknown[]> {
    return this.dsv({ ...options, delimiter: ',' });
  }

  tsv(options?: TableOptions): Promise<unknown[]> {
    return this.dsv({ ...options, delimiter: '\t' });
  }

  async dsv({ delimiter = ',', typed = false, array = false }: TableOptions & { delimiter?: string } = {}) {
    const d3 = await import('d3');
    const format = d3.dsvFormat(delimiter);
    const text = await this.text();
    const row = typed ? (d3.autoType as (value: object) => object) : undefined;
    if (array) return row ? format.parseRows(text, row as never) : format.parseRows(text);
    return row ? format.parse(text, row as never) : format.parse(text);
  }

  async image(properties: Partial<HTMLImageElement> = {}): Promise<HTMLImageElement> {
    const image = document.createElement('img');
    Object.assign(image, properties);
    image.src = await this.url();
    await image.decode?.();
    return image;
  }

  async xml(type: DOMParserSupportedType = 'application/xml'): Promise<Document> {
    return new DOMParser().parseFromString(await this.text(), type);
  }

  html(): Promise<Document> {
    return this.xml('text/html');
  }
}

/** FileAttachment over the notebook's files. */
export function attachments(files: readonly NotebookFile[]): (name: string) => Attachment {
  return (name) => {
    const file = files.find((other) => other.name === name);
    if (file) return new Attachment(file);
    const names = files.map((other) => other.name).join(', ');
    throw new Error(`the notebook has no file ${name}${names ? `; it has ${names}` : ': drop one on it'}`);
  };
}

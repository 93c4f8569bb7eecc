/** The store could not do what was asked. The message is for the reader and says what still can be done. */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
  }
}

const ADVICE = 'What you typed is still in this tab: export the notebook to keep it.';
const REASONS: Record<string, string> = {
  QuotaExceededError: `The browser's storage for this site is full. ${ADVICE} Deleting notebooks or their outputs makes room.`,
  MissingAPIError: `This browser has no IndexedDB. ${ADVICE}`,
  InvalidStateError: `The browser refuses storage here, as some do in private windows. ${ADVICE}`,
  SecurityError: `The browser's settings forbid this site to store anything. ${ADVICE}`,
  VersionError: `A newer version of the lab has changed the storage. Reload this page. ${ADVICE}`,
  DatabaseClosedError: `The storage was closed, perhaps by another tab with a newer version. Reload this page. ${ADVICE}`,
};

/** An error of Dexie or IndexedDB in words for the reader. Dexie wraps the cause of some. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  for (let cause = error; cause instanceof Error; cause = innerOf(cause)) {
    const reason = REASONS[cause.name];
    if (reason) return new StoreError(reason, { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError(`The browser could not store this: ${message} ${ADVICE}`, { cause: error });
}

function innerOf(error: Error): unknown {
  return (error as Error & { inner?: unknown }).inner ?? error.cause;
}

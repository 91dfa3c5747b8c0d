/** One writer for one spreadsheet: while a write is in flight others gather, and go out together in the next one. */
import { ScanError } from '../errors.ts';

export interface BatchWriterOptions<Item, Context> {
  /** What must be known before a batch can be written. Nothing has been sent while it runs. */
  readonly prepare: () => Promise<Context>;
  /** Writes all items or none. */
  readonly write: (items: readonly Item[], context: Context) => Promise<void>;
  /** Waited for before each batch is taken, so that saves gather meanwhile. Must not reject. */
  readonly pace: () => Promise<void>;
  readonly sizeBytes: (item: Item) => number;
  /** Bound of a batch; a single item that is larger goes alone. */
  readonly maxBytes: number;
  /** Told when Google refused a batch of several, before its items are tried one by one. */
  readonly onSplit: (itemCount: number, error: ScanError) => void;
}

export interface BatchWriter<Item> {
  /**
   * Resolves when the item is written. If the signal fires before it is sent, the item leaves the queue and the
   * promise rejects with the signal's reason; afterwards it rejects with `sheet_outcome_unknown`, while the write
   * goes on for the others.
   */
  submit(item: Item, signal: AbortSignal): Promise<void>;
  /** Resolves when the batch that is in flight now, if any, has ended: what it wrote can then be seen. */
  landed(): Promise<void>;
}

interface Entry<Item> {
  readonly item: Item;
  state: 'waiting' | 'sent' | 'left';
  settle(error?: unknown): void;
}

export function createBatchWriter<Item, Context>(
  options: BatchWriterOptions<Item, Context>,
): BatchWriter<Item> {
  const queue: Entry<Item>[] = [];
  let isDraining = false;
  let flight: Promise<void> = Promise.resolve();

  function submit(item: Item, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      queue.push(createEntry({ item, signal, resolve, reject }));
      if (!isDraining) void drain();
    });
  }

  async function drain(): Promise<void> {
    isDraining = true;
    while (queue.length > 0) {
      await options.pace();
      flight = writeBatch(takeBatch());
      await flight;
    }
    isDraining = false;
  }

  function takeBatch(): Entry<Item>[] {
    const waiting = queue.splice(0).filter(({ state }) => state === 'waiting');
    let batchBytes = 0;
    const overflow = waiting.findIndex(({ item }, index) => {
      batchBytes += options.sizeBytes(item);
      return index > 0 && batchBytes > options.maxBytes;
    });
    if (overflow === -1) return waiting;
    queue.unshift(...waiting.splice(overflow));
    return waiting;
  }

  /** Never rejects: every entry is told its own outcome. */
  async function writeBatch(batch: readonly Entry<Item>[]): Promise<void> {
    let entries = batch;
    try {
      if (entries.length === 0) return;
      const context = await options.prepare();
      entries = entries.filter(({ state }) => state === 'waiting');
      if (entries.length === 0) return;
      for (const entry of entries) entry.state = 'sent';
      await options.write(
        entries.map(({ item }) => item),
        context,
      );
      for (const entry of entries) entry.settle();
    } catch (error) {
      if (entries.length > 1 && isRejected(error)) await writeOneByOne(entries, error);
      else for (const entry of entries) entry.settle(error);
    }
  }

  /** One poisoned row must not keep the invoices of others from being saved. */
  async function writeOneByOne(entries: readonly Entry<Item>[], error: ScanError): Promise<void> {
    options.onSplit(entries.length, error);
    for (const entry of entries) if (entry.state === 'sent') entry.state = 'waiting';
    for (const entry of entries) {
      await options.pace();
      if (entry.state === 'waiting') await writeBatch([entry]);
    }
  }

  return { submit, landed: () => flight };
}

interface NewEntry<Item> {
  readonly item: Item;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function createEntry<Item>({ item, signal, resolve, reject }: NewEntry<Item>): Entry<Item> {
  const leave = () => {
    reject(entry.state === 'sent' ? outcomeUnknown(signal) : signal.reason);
    entry.state = 'left';
  };
  const entry: Entry<Item> = {
    item,
    state: 'waiting',
    settle: (error) => {
      signal.removeEventListener('abort', leave);
      if (error === undefined) resolve();
      else reject(error);
    },
  };
  signal.addEventListener('abort', leave, { once: true });
  return entry;
}

function outcomeUnknown(signal: AbortSignal): ScanError {
  return new ScanError('sheet_outcome_unknown', 'The save was given up while its rows were on their way', {
    cause: signal.reason,
  });
}

function isRejected(error: unknown): error is ScanError {
  return error instanceof ScanError && error.code === 'sheet_rejected';
}

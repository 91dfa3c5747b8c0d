/** Writes one after another, and no more of them than needed: whoever asks while one is under way shares the next. */

export interface SharedWrite {
  /** Resolves when a write that began after this call has ended; rejects with what it rejects with. */
  request(): Promise<void>;
  /** The write that carries what was last asked for; resolves at once if none was. */
  last(): Promise<void>;
  /** As `last`, but a write that has failed is made again. */
  flush(): Promise<void>;
  /** Resolves when nothing is being written any more, whatever came of it. */
  settle(): Promise<void>;
}

export function createSharedWrite(write: () => Promise<void>): SharedWrite {
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();
  let hasFailed = false;

  async function run(): Promise<void> {
    try {
      await write();
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  }

  function request(): Promise<void> {
    next ??= current
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        current = run();
        return current;
      });
    return next;
  }

  const last = () => next ?? current;
  return {
    request,
    last,
    flush: () => (next === undefined && hasFailed ? request() : last()),
    async settle() {
      while (next !== undefined) await next.catch(() => undefined);
      await current.catch(() => undefined);
    },
  };
}

/** Writes one after another, and no more of them than needed: whoever asks while one is under way shares the next. */

export interface SharedWrite {
  /** Resolves when a write that began after this call has ended; rejects with what it rejects with. */
  request(): Promise<void>;
  /** The write that carries what was last asked for; resolves at once if none was. */
  last(): Promise<void>;
  /** Resolves when nothing is being written any more, whatever came of it. */
  settle(): Promise<void>;
}

export function createSharedWrite(write: () => Promise<void>): SharedWrite {
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();

  function request(): Promise<void> {
    next ??= current
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        current = write();
        return current;
      });
    return next;
  }

  const last = () => next ?? current;
  return {
    request,
    last,
    async settle() {
      while (next !== undefined) await next.catch(() => undefined);
      await current.catch(() => undefined);
    },
  };
}

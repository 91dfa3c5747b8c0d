/** One look for all who ask at the same time: Google counts looks, not askers. */

/** Whoever asks while a look is under way, which may have missed what they ask about, shares the next one with the others. */
export function shareNext<T>(look: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= underWay
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        const begun = look();
        underWay = begun;
        return begun;
      });
    return next;
  };
}

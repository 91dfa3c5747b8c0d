/** Keeps the newest message in view for those who look at it, and counts what comes for those who read further up. */

/** So close to the end is at the end. */
const NEAR_PX = 80;

export interface ScrollKeeper {
  /** Runs a change of the list; the view follows the end if it was there before. */
  keep(change: () => void): void;
  /** Goes to the end at the next change, wherever the reader is: they have sent something. */
  followNext(): void;
  toEnd(): void;
  /** So many messages came that the reader has not seen yet, if they are further up. */
  addUnread(count: number): void;
}

export interface ScrollKeeperOptions {
  readonly scroller: HTMLElement;
  readonly onUnread: (state: { readonly isAtEnd: boolean; readonly unread: number }) => void;
}

export function createScrollKeeper({ scroller, onUnread }: ScrollKeeperOptions): ScrollKeeper {
  let isAtEnd = true;
  let mustFollow = false;
  let unread = 0;

  function measure(): void {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    if (isAtEnd) unread = 0;
    onUnread({ isAtEnd, unread });
  }

  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
  }

  scroller.addEventListener('scroll', measure, { passive: true });
  // The keyboard of a phone, a growing message field, a picture without known measures.
  const resized = new ResizeObserver(() => {
    if (isAtEnd) toEnd();
  });
  resized.observe(scroller);
  if (scroller.firstElementChild) resized.observe(scroller.firstElementChild);

  return {
    toEnd,
    followNext() {
      mustFollow = true;
    },
    keep(change) {
      const follows = isAtEnd || mustFollow;
      mustFollow = false;
      change();
      if (follows) toEnd();
      measure();
    },
    addUnread(count) {
      if (isAtEnd || count === 0) return;
      unread += count;
      onUnread({ isAtEnd, unread });
    },
  };
}

/** A refused request of the chat page. */

/** `message` is read by the person at the page: it says what is wrong and what to do. */
export class PageRefusal extends Error {
  override readonly name = 'PageRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A request of the page as its routes see it. */
import type { IncomingMessage } from 'node:http';

export interface PageRequest {
  readonly incoming: IncomingMessage;
  readonly query: URLSearchParams;
  /** What the route's pattern has caught in the path. */
  readonly parts: readonly string[];
}

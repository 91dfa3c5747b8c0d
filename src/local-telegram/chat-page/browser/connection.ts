/** Holds the stream of events open: through restarts of the server, and only while the page can be seen. */
import type { PageEvent } from '../page-contract.ts';

const RETRY_MS = 1000;

export type ConnectionState = 'connecting' | 'open' | 'lost';

export interface ConnectionOptions {
  readonly url: string;
  readonly onEvent: (event: PageEvent) => void;
  readonly onState: (state: ConnectionState) => void;
  /** The server refuses the stream: it knows this person no more. Called again until it resolves. */
  readonly onRefused: () => Promise<void>;
}

/**
 * Browsers allow six connections to one server, all tabs together: a hidden page gives its stream back, so that a
 * seventh tab can open, and gets everything that it missed as a snapshot when it is seen again.
 */
export function keepConnected({ url, onEvent, onState, onRefused }: ConnectionOptions): void {
  let source: EventSource | undefined;

  function open(): void {
    source = new EventSource(url);
    source.onopen = () => onState('open');
    source.onmessage = ({ data }) => onEvent(JSON.parse(data));
    source.onerror = () => {
      onState('lost');
      // Otherwise the browser tries again by itself.
      if (source?.readyState === EventSource.CLOSED) setTimeout(reopen, RETRY_MS);
    };
  }

  async function reopen(): Promise<void> {
    try {
      await onRefused();
      if (source?.readyState === EventSource.CLOSED && !document.hidden) open();
    } catch {
      setTimeout(reopen, RETRY_MS);
    }
  }

  document.addEventListener('visibilitychange', () => {
    source?.close();
    if (!document.hidden) open();
  });
  onState('connecting');
  if (!document.hidden) open();
}

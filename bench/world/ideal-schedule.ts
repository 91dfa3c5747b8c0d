/** How soon invoices could be read if nothing but Gemini took time: the bound that real replies are held against. */

export interface Workload {
  readonly invoices: number;
  readonly pagesPerInvoice: number;
  /** Calls that may run at once. */
  readonly concurrency: number;
  readonly pageMs: number;
  readonly parseMs: number;
}

interface Call {
  readonly kind: 'page' | 'parse';
  readonly invoice: number;
  readonly endMs: number;
}

const PARSES_PER_INVOICE = 2;

/**
 * When each invoice is parsed, in milliseconds, if all pages wait at 0, one invoice's after the other's, if no place is
 * free while a call waits, and parses go before pages, as the bot has it.
 */
export function calculateIdealEndsMs(workload: Workload): readonly number[] {
  const { invoices, pagesPerInvoice, concurrency, pageMs, parseMs } = workload;
  const waitingPages = Array.from({ length: invoices * pagesPerInvoice }, (_, index) =>
    Math.floor(index / pagesPerInvoice),
  );
  const waitingParses: number[] = [];
  const openCalls = Array<number>(invoices).fill(pagesPerInvoice);
  const endsMs = Array<number>(invoices).fill(0);
  let running: Call[] = [];

  function start(nowMs: number): void {
    while (running.length < concurrency) {
      const parse = waitingParses.shift();
      const invoice = parse ?? waitingPages.shift();
      if (invoice === undefined) return;
      const kind = parse === undefined ? 'page' : 'parse';
      running.push({ kind, invoice, endMs: nowMs + (kind === 'page' ? pageMs : parseMs) });
    }
  }

  function end({ kind, invoice, endMs }: Call): void {
    endsMs[invoice] = endMs;
    openCalls[invoice] = (openCalls[invoice] ?? 0) - 1;
    if (kind === 'parse' || openCalls[invoice] !== 0) return;
    waitingParses.push(...Array<number>(PARSES_PER_INVOICE).fill(invoice));
  }

  for (start(0); running.length > 0; ) {
    const nowMs = Math.min(...running.map(({ endMs }) => endMs));
    for (const call of running.filter(({ endMs }) => endMs === nowMs)) end(call);
    running = running.filter(({ endMs }) => endMs > nowMs);
    start(nowMs);
  }
  return endsMs;
}

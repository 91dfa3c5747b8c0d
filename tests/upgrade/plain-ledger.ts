/** Lines of the ledger as other tools wrote them, before there were versions: only what every reader knows; and one that is damaged. */

const OCR_TOKENS = { prompt: 2400, output: 700, total: 3100 };
const PARSING_TOKENS = { prompt: 1800, output: 500, total: 2300 };

interface PlainScan {
  readonly no: number;
  readonly at: string;
  readonly customer?: string;
  readonly costUsd?: number;
  readonly status?: string;
}

/** Over months that are closed, for two customers, one of them unpriced, and times in all shapes. */
const SCANS: readonly PlainScan[] = [
  { no: 11, at: '2026-01-05T10:15:00Z', costUsd: 0.00123 },
  { no: 12, at: '2026-01-05T23:45:00+05:30', costUsd: 0.002345678 },
  { no: 13, at: '2026-01-31 20:00:00', costUsd: 0.000000001, status: 'warning' },
  { no: 14, at: '2026-02-06T06:30:00.123Z', customer: 'CUST002', costUsd: 0.0071 },
  { no: 15, at: '2026-02-06T06:31:00Z', customer: 'CUST002' },
  { no: 11, at: '2026-02-07T06:31:00Z', costUsd: 0.00123, status: 'error' },
];

export function plainLedger(): Readonly<Record<string, string>> {
  const invoices = SCANS.map((scan) => JSON.stringify(invoiceLine(scan)));
  const damaged = '{"invoice_id":"INV-OLD-0016","customer_id":"CUST001","telegram_us';
  const calls = SCANS.map((scan) => JSON.stringify(callLine(scan)));
  return {
    'invoice_usage.jsonl': [...invoices.slice(0, 3), damaged, ...invoices.slice(3), ''].join('\n'),
    'ocr_calls.jsonl': [...calls.slice(0, 2), '{"call_id":', ...calls.slice(2), ''].join('\n'),
  };
}

function invoiceLine({ no, at, customer = 'CUST001', costUsd, status = 'ok' }: PlainScan): object {
  return {
    invoice_id: `INV-OLD-00${no}`,
    customer_id: customer,
    telegram_user_id: 42,
    timestamp: at,
    page_count: 2,
    total_ocr_calls: 2,
    total_parsing_calls: 1,
    ocr_tokens: OCR_TOKENS,
    parsing_tokens: PARSING_TOKENS,
    total_tokens: OCR_TOKENS.total + PARSING_TOKENS.total,
    ...(costUsd !== undefined && {
      ocr_cost_usd: costUsd,
      parsing_cost_usd: 0.0001,
      total_cost_usd: costUsd + 0.0001,
    }),
    processing_time_seconds: 12.5,
    validation_status: status,
    confidence_avg: 0.93,
    had_corrections: status === 'error',
    ocr_call_ids: [`old_call_${no}`],
  };
}

function callLine({ no, at, customer = 'CUST001' }: PlainScan): object {
  return {
    call_id: `old_call_${no}`,
    invoice_id: `INV-OLD-00${no}`,
    page_number: 1,
    timestamp: at,
    model_name: 'gemini-2.0-flash',
    prompt_tokens: OCR_TOKENS.prompt,
    output_tokens: OCR_TOKENS.output,
    total_tokens: OCR_TOKENS.total,
    processing_time_ms: 2100,
    image_size_bytes: 250_000,
    customer_id: customer,
    telegram_user_id: 42,
    status: 'success',
  };
}

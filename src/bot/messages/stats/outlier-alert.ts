/** What administrators are told of a scan that stands out. */
import type { Outlier } from '../../../usage/outliers/outlier-search.ts';
import type { OutlierReason } from '../../../usage/outliers/outliers.ts';
import { createMessage, type Message } from '../message.ts';
import { formatCount, formatRecordUsd, formatSigma } from './number-formats.ts';
import { formatInvoiceName, formatSection, joinBlocks } from './stats-text.ts';

/** In the order in which they are told. */
const REASON_LABELS = {
  many_pages: 'Multi-page invoice with complex layouts',
  poor_image: 'Poor image quality requiring more tokens',
  many_line_items: 'Dense content with many line items',
  dense_pages: 'Dense content on its pages',
  retries: 'Calls that had to be tried again',
} as const satisfies Record<OutlierReason, string>;

export function outlierAlert(outlier: Outlier): Message {
  const { record, reasons, tokensPerPage, averageTokensPerPage } = outlier;
  const average =
    averageTokensPerPage === undefined ? '' : ` (average: ${formatCount(averageTokensPerPage)})`;
  return createMessage(
    joinBlocks(
      `⚠️ Outlier Alert: ${formatInvoiceName(record.invoice_id)}`,
      [
        `Cost: ${formatRecordUsd(record.total_cost_usd)}${deviation(outlier.zScore)}`,
        `Pages: ${formatCount(record.page_count)}`,
        `Tokens: ${formatCount(record.total_tokens)}`,
        `Tokens/Page: ${formatCount(tokensPerPage)}${average}`,
      ].join('\n'),
      ...formatSection('Possible Reasons:', reasonLines(reasons)),
    ),
  );
}

function deviation(zScore: number | undefined): string {
  if (zScore === undefined) return '';
  return ` (${formatSigma(zScore)} ${zScore < 0 ? 'below' : 'above'} average)`;
}

function reasonLines(reasons: readonly OutlierReason[]): string[] {
  return Object.entries(REASON_LABELS)
    .filter(([reason]) => reasons.some((each) => each === reason))
    .map(([, label]) => label);
}

/** How cells of saved rows are written: amounts as in India, dates in words, names without underscores. */
import type { RowColumn } from '../../page-contract.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What does not look like its kind is shown as it stands. */
export function formatCell(kind: RowColumn['kind'], value: string): string {
  if (kind === 'amount') return formatAmount(value);
  return kind === 'date' ? formatDate(value) : value;
}

export function formatColumnName({ name, label }: RowColumn): string {
  return label ?? name.replaceAll('_', ' ');
}

/** `1234567.8` becomes `12,34,567.80`; digit by digit, so that nothing is rounded. */
function formatAmount(value: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return value;
  const [, sign = '', whole = '', decimals = ''] = match;
  const grouped = whole.replace(/\B(?=(\d\d)*\d{3}$)/g, ',');
  return `${sign}${grouped}.${decimals.padEnd(2, '0')}`;
}

function formatDate(value: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  const month = MONTHS[Number(match?.[2]) - 1];
  return match && month ? `${Number(match[3])} ${month} ${match[1]}` : value;
}

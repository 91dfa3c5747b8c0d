/** Cost of many scans, some of which may have no price. */
import type { DayStats } from '../../../usage/stats/stats.ts';
import { formatCounted, formatUsd } from './number-formats.ts';

/** What is known, and beside it how many scans are not in it. */
export function formatTotalCost({ figures, summary }: Pick<DayStats, 'figures' | 'summary'>): string {
  const { costNanoUsd, unpriced } = figures;
  if (unpriced === 0) return formatUsd(costNanoUsd);
  if (unpriced === summary.scans) return formatUsd(undefined);
  return `${formatUsd(costNanoUsd)} (${formatCounted(unpriced, 'scan')} unpriced)`;
}

/** What a chart of usage shows: how many invoices, and what they cost, hour by hour or day by day. */
export interface UsageChart {
  readonly title: string;
  /** In the order of time; those without records too. */
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  /** Short: `09`, `31`. */
  readonly label: string;
  /** Processed ones. */
  readonly invoices: number;
  readonly costNanoUsd: number;
}

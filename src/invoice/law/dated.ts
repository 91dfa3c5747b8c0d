/** What every table of the law has: the days on which an entry holds, and the source that says so. */

export interface Dated {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day; absent while the entry holds. */
  readonly until?: string;
  /**
   * Act and section, rule, or notification with its number and date. Acts, rules and notifications stand on
   * https://taxinformation.cbic.gov.in, the gazette on https://egazette.gov.in.
   */
  readonly source: string;
}

/** Notification 9/2017-Central Tax, 28 June 2017, appoints the day. */
export const GST_BEGAN = '2017-07-01';

/** What held on a canonical date; without a date, what holds or held at any time. In the order of the table. */
export function entriesOn<Entry extends Dated>(
  table: readonly Entry[],
  date: string | undefined,
): readonly Entry[] {
  if (date === undefined) return table;
  return table.filter(({ from, until }) => from <= date && (until === undefined || date <= until));
}

/** The same law for each of the entries. */
export function underOneLaw<Entry extends object>(
  law: Dated,
  entries: readonly Entry[],
): readonly (Entry & Dated)[] {
  return entries.map((entry) => ({ ...law, ...entry }));
}

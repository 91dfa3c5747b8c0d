/** What the rules found of the known faults, as a table for people. */
import type { FaultOutcome } from './find-faults.ts';
import { formatTable } from './tables.ts';

export function formatFaults(outcomes: readonly FaultOutcome[]): string {
  const rows = outcomes.map(({ title, expected, found }) => {
    const missed = expected.filter((wanted) => !found.includes(wanted));
    const falseOnes = found.filter((one) => !expected.includes(one));
    return [title, ...[expected, found, missed, falseOnes].map((list) => list.join(' ') || '–')];
  });
  const table = formatTable(['invoice', 'expected', 'found', 'missed', 'false'], rows);
  const count = (column: number) => rows.filter((row) => row[column] !== '–').length;
  return `Known faults, read from PDFs\n\n${table}\n\n${count(1)} with a fault, ${count(3)} missed, ${count(4)} with a false alarm`;
}

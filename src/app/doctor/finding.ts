/** What the doctor found: one sentence each, with what to do next where something is wrong. */

export interface Finding {
  /** What was looked at. */
  readonly subject: string;
  /** `absent`: not set up, and something stands in. `doubtful`: works, or may work, but a person should know. */
  readonly verdict: 'well' | 'absent' | 'doubtful' | 'broken';
  readonly sentence: string;
}

const MARKS = {
  well: '✅',
  absent: '➖',
  doubtful: '⚠️',
  broken: '❌',
} as const satisfies Record<Finding['verdict'], string>;

/** One line each, and a last one with the sum of it. */
export function formatFindings(findings: readonly Finding[]): string {
  const lines = findings.map(({ subject, verdict, sentence }) => `${MARKS[verdict]} ${subject}: ${sentence}`);
  const broken = findings.filter(({ verdict }) => verdict === 'broken').length;
  const sum = broken === 0 ? 'Nothing is broken.' : `${broken} of ${findings.length} broken.`;
  return `${[...lines, '', sum].join('\n')}\n`;
}

/** An error's own words, and those of its cause, which often says more. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message ? `${error.message} (${cause.message})` : error.message;
}

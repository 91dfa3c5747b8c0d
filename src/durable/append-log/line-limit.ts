/** How long a line may be before it is damage rather than data. */

/** A real line has a few kilobytes. Longer ones are skipped without being held in memory. */
export const MAX_LINE_BYTES = 16 * 1024 ** 2;

/** How many cases a property is tried with. */

/** Pure functions are fast: they get their 10,000 with every run of the tests. */
export const PURE_CASES = 10_000;

/** What goes through files, decoders, sockets or all rules gets `few` with every run, and 10,000 in `npm run test:fuzz`. */
export function slowCases(few: number): number {
  return Number(process.env.FUZZ_CASES ?? few);
}

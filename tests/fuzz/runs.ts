/** So many cases of each kind: what people and programs send is stranger than what tests think of. */
export const RUNS = { numRuns: 10_000 };

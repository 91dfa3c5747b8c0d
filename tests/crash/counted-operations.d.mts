/** Types of counted-operations.mjs, which is loaded as it is into the process that is killed. */

export type Tick = (operation: string) => (() => void) | undefined;

export function watchOperations(tick: Tick): Promise<void>;

/** Finds mistyped variables before somebody wonders why they do nothing. */
import { closest, distance } from 'fastest-levenshtein';
import { type Env, VARIABLES } from './variables.ts';

/**
 * Names that look like ours but are not, each with the nearest one that is. `dotenvNames` are those that stand in .env:
 * there every unknown name is reported; in the rest of the environment only near misses.
 */
export function findUnknownVariables(env: Env, dotenvNames: readonly string[]): readonly string[] {
  const known = Object.keys(VARIABLES);
  const unknown = Object.keys(env).filter((name) => !known.includes(name));
  return unknown.flatMap((name) => {
    const nearest = closest(name, known);
    const isNear = distance(name, nearest) <= 2;
    if (isNear) return [`${name} is not a variable of this program. Did you mean ${nearest}?`];
    return dotenvNames.includes(name) ? [`${name} in .env is not a variable of this program`] : [];
  });
}

/** Hashes names to 32 bits: the upper ones choose a place in a table, the lower ones tell its neighbours apart. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the characters, letters of ASCII in either case alike, then mixed (MurmurHash3) so that all bits are good. */
export function hashKey(key: string): number {
  let hash = OFFSET;
  for (let index = 0; index < key.length; index++) {
    let code = key.charCodeAt(index);
    if (code >= 97 && code <= 122) code -= 32;
    hash = Math.imul(hash ^ code, PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** True if `hashKey` gives the same for both, not only by chance. */
export function isSameKey(a: string, b: string): boolean {
  return a === b || (a.length === b.length && foldCase(a) === foldCase(b));
}

function foldCase(key: string): string {
  return key.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

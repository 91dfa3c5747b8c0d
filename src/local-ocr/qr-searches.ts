/** Several searches for QR codes as one. */
import type { QrSearch } from '../reader/invoice-reader.ts';

export function joinSearches(searches: readonly QrSearch[]): QrSearch {
  return {
    texts: searches.flatMap(({ texts }) => texts),
    isUnreadable: searches.some(({ isUnreadable }) => isUnreadable),
  };
}

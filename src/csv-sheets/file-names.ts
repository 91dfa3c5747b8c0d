/** Gives every tab its file: the tab's name, made safe for any file system. */
import type { SheetTab, TabKey } from '../sheet/invoice-sheet.ts';

/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const MAX_NAME_LENGTH = 100;

/** `<tab name>.csv`; a name that an earlier tab has taken (in any case) gets the tab's key behind it. */
export function nameFiles(tabs: readonly SheetTab[]): ReadonlyMap<TabKey, string> {
  const names = new Map<TabKey, string>();
  for (const tab of tabs) {
    const stem = cleanName(tab.name);
    const isTaken = [...names.values()].some((name) => name.toLowerCase() === `${stem}.csv`.toLowerCase());
    names.set(tab.key, `${isTaken ? `${stem}-${tab.key}` : stem}.csv`);
  }
  return names;
}

function cleanName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in a file name
  const clean = name.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_').slice(0, MAX_NAME_LENGTH);
  const trimmed = clean.trim().replace(/^\.+|[. ]+$/g, '_');
  return RESERVED.test(trimmed) || trimmed === '' ? `_${trimmed}` : trimmed;
}

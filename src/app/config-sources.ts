/** Where the configuration reads files and keys from: this machine's disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigSources } from '../config/google-sheet-config.ts';
import { parseServiceAccount } from '../google-sheets/service-account.ts';

export const CONFIG_SOURCES: ConfigSources = {
  // Editors on Windows put a byte order mark in front, which is no JSON.
  readFile: (path) => readFileSync(path, 'utf8').replace(/^\uFEFF/, ''),
  readFiles: (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ name, bytes: readFileSync(join(folder, name)) })),
  parseServiceAccount,
};

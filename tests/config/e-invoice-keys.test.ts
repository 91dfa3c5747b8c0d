/** EINVOICE_PUBLIC_KEYS: which files count, and how what is wrong is told. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRegistrar } from '../../papers/registrar/registrar.ts';
import { CONFIG_SOURCES } from '../../src/app/config-sources.ts';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import { createFolder } from '../support/folders.ts';

const registrar = createRegistrar();

function load(folder: string) {
  return loadConfig({ EINVOICE_PUBLIC_KEYS: folder }, CONFIG_SOURCES).eInvoiceKeys;
}

function problemsOf(folder: string): readonly string[] {
  try {
    load(folder);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('certificates of a folder are taken; other files and folders are left alone', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'nic.CER'), registrar.certificateDer);
  await writeFile(join(folder, 'README.txt'), 'fetched from the portal');
  await mkdir(join(folder, 'old.pem'));
  expect([...load(folder).keys()]).toEqual([registrar.kid]);
});

test('a folder that is not there, one without keys, and a file that is none are told', async () => {
  const folder = await createFolder();
  expect(problemsOf(join(folder, 'nowhere'))).toEqual([
    expect.stringMatching(/^EINVOICE_PUBLIC_KEYS: .* can't be read$/),
  ]);
  expect(problemsOf(folder)).toEqual([expect.stringMatching(/has no \.pem/)]);
  await writeFile(join(folder, 'nic.pem'), 'nonsense');
  expect(problemsOf(folder)).toEqual([
    expect.stringMatching(/^EINVOICE_PUBLIC_KEYS: nic\.pem: It holds no certificate/),
  ]);
});

/** Keeps .env.example and the README's table equal to the variables that the program knows. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { VARIABLES, type Variable } from '../src/config/variables.ts';
import { createFolder } from './support/folders.ts';

const variables = Object.entries<Variable>(VARIABLES);

test('.env.example lists every variable with its default and meaning (npx vitest -u rewrites it)', async () => {
  await expect(renderEnvExample()).toMatchFileSnapshot('../.env.example');
});

test('the example of usage tracking as a library is one that runs', async () => {
  const example = await readRepositoryFile('tests/usage/library-example.ts');
  const [, block] = /```ts\n(.*?)```/s.exec(await readRepositoryFile('README.md')) ?? [];
  expect(block).toBe(example.replace('../../src/usage/library.ts', 'gst-scanner/usage'));

  const script = fileURLToPath(new URL('./usage/library-example.ts', import.meta.url));
  const args = ['--import', import.meta.resolve('tsx'), script, await createFolder()];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout).toContain('1 invoice today, $0.001110');
});

test("the README's table lists every variable with its default and meaning", () => {
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
  const rows = readme.split('\n').filter((line) => /^\| `[A-Z_0-9]+` \|/.test(line));
  expect(rows).toEqual(variables.map(renderRow));
});

function readRepositoryFile(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), 'utf8');
}

function renderEnvExample(): string {
  const head = '# Copy this file to .env and fill it in. What is commented out shows the default.\n';
  const groups = [...new Set(variables.map(([, variable]) => variable.group))];
  return head + groups.map(renderGroup).join('');
}

function renderGroup(group: string): string {
  const members = variables.filter(([, variable]) => variable.group === group);
  return `\n# --- ${group} ---\n${members.map(renderVariable).join('')}`;
}

function renderVariable([name, variable]: [string, Variable]): string {
  const assignment = variable.default === undefined ? `${name}=` : `# ${name}=${variable.default}`;
  return `\n# ${variable.meaning}\n${assignment}\n`;
}

function renderRow([name, variable]: [string, Variable]): string {
  const standard = variable.default === undefined ? '' : `\`${variable.default}\``;
  return `| \`${name}\` | ${standard} | ${variable.meaning} |`;
}

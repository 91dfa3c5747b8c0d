/** Keeps .env.example and the README's table equal to the variables that the program knows. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { VARIABLES, type Variable } from '../src/config/variables.ts';

const variables = Object.entries<Variable>(VARIABLES);

test('.env.example lists every variable with its default and meaning (npx vitest -u rewrites it)', async () => {
  await expect(renderEnvExample()).toMatchFileSnapshot('../.env.example');
});

test("the README's table lists every variable with its default and meaning", () => {
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
  const rows = readme.split('\n').filter((line) => /^\| `[A-Z_0-9]+` \|/.test(line));
  expect(rows).toEqual(variables.map(renderRow));
});

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

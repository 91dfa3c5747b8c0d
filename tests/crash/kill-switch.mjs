/**
 * Loaded into the bot before it: counts every write, rename, sync, removal and call over the network, and kills the process
 * right before number KILL_AT, or KILL_AFTER_MS after it was loaded. Without either it only counts; the count goes to COUNT_FILE
 * at the end.
 */
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT ?? Number.POSITIVE_INFINITY);
const countFile = process.env.COUNT_FILE;
const writeFileSync = fs.writeFileSync;
const operations = [];

/** Before the operation: what was asked before is under way, or done. */
function tick(operation) {
  operations.push(operation);
  if (operations.length >= killAt) die();
}

function die() {
  writeFileSync(countFile, JSON.stringify(operations));
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment; nothing may be done in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function count(owner, name, describe = () => '') {
  const original = owner[name];
  owner[name] = function counted(...args) {
    tick(`${name} ${describe(...args)}`);
    return original.apply(this, args);
  };
}

const nameOf = (path) => String(path).split('/').slice(-2).join('/');

for (const name of ['rename', 'rm', 'mkdir', 'copyFile', 'writeFile', 'unlink'])
  count(fsPromises, name, nameOf);
for (const name of ['write', 'writev', 'fsync', 'fdatasync', 'ftruncate']) count(fs, name);

const handle = await fsPromises.open(new URL(import.meta.url), 'r');
const prototype = Object.getPrototypeOf(handle);
for (const name of ['write', 'writeFile', 'appendFile', 'truncate', 'sync', 'datasync'])
  count(prototype, name);
await handle.close();

count(http, 'request', (options) => {
  return typeof options === 'object' ? nameOf(options.path ?? options.pathname) : nameOf(options);
});
const originalFetch = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = nameOf(input?.url ?? input);
  tick(`fetch ${url}`);
  const response = await originalFetch(input, init);
  // The whole answer is here, and nothing of it on the disk.
  const body = Buffer.from(await response.arrayBuffer());
  tick(`answer ${url}`);
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
};

syncBuiltinESMExports();
if (process.env.KILL_AFTER_MS !== undefined) {
  // The moment stands last, as an operation would that the kill prevents.
  setTimeout(() => {
    operations.push('a moment');
    die();
  }, Number(process.env.KILL_AFTER_MS)).unref();
}
process.on('exit', () => writeFileSync(countFile, JSON.stringify(operations)));

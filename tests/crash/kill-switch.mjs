/**
 * Loaded into the bot before it: counts every write, rename, sync, removal and call over the network, and kills the process
 * right before number KILL_AT. Without KILL_AT it only counts; the trace goes to TRACE_FILE at the end. With SHADOW_FILE the
 * power is cut as well: what was synced until then goes there.
 */
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { serialize } from 'node:v8';
import { nameOf, tellOf, watchOperations } from './counted-operations.mjs';
import { watchSyncs } from './shadow-disk.mjs';

const killAt = Number(process.env.KILL_AT ?? Number.POSITIVE_INFINITY);
const { SHADOW_FILE: shadowFile, TRACE_FILE: traceFile } = process.env;
const shadow = shadowFile && (await watchSyncs());
const operations = [];
/** Numbers of those that are through, as far as they tell. */
const done = [];

function tick(operation) {
  operations.push(operation);
  const number = operations.length;
  if (number >= killAt) die();
  return () => done.push(number);
}

function die() {
  if (shadow) writeFileSync(shadowFile, serialize(shadow.synced()));
  writeTrace();
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment; nothing may be done in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function writeTrace() {
  writeFileSync(traceFile, JSON.stringify({ operations, done }));
}

await watchOperations(tick);

tellOf(http, 'request', {
  tick,
  describe: (options) =>
    typeof options === 'object' ? nameOf(options.path ?? options.pathname) : nameOf(options),
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
process.on('exit', writeTrace);

/** Tells of every write, rename, sync and removal right before this process does it. */
import fs, { readlinkSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const PROMISED = ['rename', 'rm', 'mkdir', 'copyFile', 'writeFile', 'unlink'];
const WITH_CALLBACK = ['write', 'writev', 'fsync', 'fdatasync', 'ftruncate'];
const OF_HANDLES = ['write', 'writeFile', 'appendFile', 'truncate', 'sync', 'datasync'];

/**
 * `tick` is called with what is going to be done; a function that it returns is called when that is done. What was asked
 * before is under way, or done.
 */
export async function watchOperations(tick) {
  for (const name of PROMISED) tellOf(fsPromises, name, { tick, describe: nameOf });
  for (const name of WITH_CALLBACK) tellOf(fs, name, { tick, describe: nameOfOpen });
  const handle = await fsPromises.open(new URL(import.meta.url), 'r');
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  for (const name of OF_HANDLES) {
    tellOf(prototype, name, {
      tick,
      describe() {
        return nameOfOpen(this.fd);
      },
    });
  }
  syncBuiltinESMExports();
}

export function tellOf(owner, name, { tick, describe }) {
  const original = owner[name];
  owner[name] = function told(...args) {
    const done = tick(`${name} ${describe.apply(this, args)}`);
    const result = original.apply(this, args);
    if (done && result instanceof Promise) result.then(done, () => {});
    return result;
  };
}

export const nameOf = (path) => String(path).split('/').slice(-2).join('/');

function nameOfOpen(fd) {
  return process.platform === 'linux' ? nameOf(readlinkSync(`/proc/self/fd/${fd}`)) : '';
}

/**
 * What a power cut would leave, strictly by POSIX: of a file the bytes of its last sync, of a folder the names of its last
 * sync. It begins with nothing, so an empty folder must be what is watched. Linux alone: open files are read by /proc.
 */
import fs, { closeSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/** `isReal: false`: the disk itself is not asked to sync, which takes it long and shows nothing here. */
export async function watchSyncs({ isReal = true } = {}) {
  /** Inode → bytes, or names and what they stand for; each with when it was looked at. */
  const files = new Map();
  const folders = new Map();
  /** Each inode is held open, so that its number is not given to another file. */
  const held = new Map();
  let looks = 0;

  /** Before the sync: what is written later need not be in it. Returns what keeps the look once the sync is through. */
  function look(fd) {
    const path = `/proc/self/fd/${fd}`;
    const { inode, isFolder } = hold(path);
    const seen = { at: ++looks, content: isFolder ? readNames(path) : readFileSync(path) };
    const kept = isFolder ? folders : files;
    return () => {
      if (seen.at > (kept.get(inode)?.at ?? 0)) kept.set(inode, seen);
    };
  }

  function readNames(path) {
    const names = readdirSync(path).map((name) => [name, unlessMissing(() => hold(join(path, name)))]);
    return new Map(names.filter(([, node]) => node !== undefined));
  }

  function hold(path) {
    const fd = openSync(path, 'r');
    const stats = fstatSync(fd);
    if (held.has(stats.ino)) closeSync(fd);
    else held.set(stats.ino, fd);
    return { inode: stats.ino, isFolder: stats.isDirectory(), mode: stats.mode & 0o777 };
  }

  await wrapSyncs(look, isReal);
  return {
    /** As of now, as plain data. */
    synced() {
      const contents = (kept) => new Map([...kept].map(([inode, { content }]) => [inode, content]));
      return { files: contents(files), folders: contents(folders) };
    },
    /** As if nothing had ever been synced. */
    forget() {
      for (const fd of held.values()) closeSync(fd);
      for (const each of [files, folders, held]) each.clear();
    },
  };
}

async function wrapSyncs(look, isReal) {
  const handle = await fsPromises.open(new URL(import.meta.url), 'r');
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  const promised = (original) =>
    async function (...args) {
      const keep = look(this.fd);
      await (isReal ? original.apply(this, args) : new Promise(setImmediate));
      keep();
    };
  const withCallback = (original) => (fd, callback) => {
    const keep = look(fd);
    const finish = (error) => {
      if (!error) keep();
      callback(error);
    };
    if (isReal) original(fd, finish);
    else setImmediate(finish, null);
  };
  for (const name of ['sync', 'datasync']) prototype[name] = promised(prototype[name]);
  for (const name of ['fsync', 'fdatasync']) fs[name] = withCallback(fs[name]);
  syncBuiltinESMExports();
}

function unlessMissing(work) {
  try {
    return work();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

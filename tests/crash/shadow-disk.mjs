/**
 * What a power cut would leave, strictly by POSIX: of a file the bytes of its last sync, of a folder the names of its last
 * sync. It begins with nothing, so an empty folder must be what is watched. Linux alone: open files are read by /proc.
 */
import fs, { closeSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

export async function watchSyncs() {
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

  const restore = await wrapSyncs(look);
  return {
    /** As of now, as plain data. */
    synced() {
      const contents = (kept) => new Map([...kept].map(([inode, { content }]) => [inode, content]));
      return { files: contents(files), folders: contents(folders) };
    },
    stop() {
      restore();
      for (const fd of held.values()) closeSync(fd);
    },
  };
}

async function wrapSyncs(look) {
  const handle = await fsPromises.open(new URL(import.meta.url), 'r');
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  const promised = (original) =>
    async function (...args) {
      const keep = look(this.fd);
      await original.apply(this, args);
      keep();
    };
  const withCallback = (original) => (fd, callback) => {
    const keep = look(fd);
    original(fd, (error) => {
      if (!error) keep();
      callback(error);
    });
  };
  const restores = [
    ...['sync', 'datasync'].map((name) => replace(prototype, name, promised)),
    ...['fsync', 'fdatasync'].map((name) => replace(fs, name, withCallback)),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  };
}

function replace(owner, name, wrap) {
  const original = owner[name];
  owner[name] = wrap(original);
  return () => {
    owner[name] = original;
  };
}

function unlessMissing(work) {
  try {
    return work();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes of a folder what a power cut would have left of it: what was synced, and of the rest what chance leaves. */
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node, Synced } from './shadow-disk.mjs';

/** What became of all that was not synced. `none` and `none` is all that POSIX promises, `all` and `all` is no power cut. */
export interface PowerCut {
  /** Names that were made, changed or removed; `some`: each by chance. */
  readonly names: 'none' | 'some' | 'all';
  /** Bytes. `zeros`: the file has its length, and zeros in their place; `some`: any of this for each file, or a part. */
  readonly bytes: 'none' | 'zeros' | 'some' | 'all';
}

export const POWER_CUTS = [
  { names: 'none', bytes: 'none' },
  { names: 'none', bytes: 'zeros' },
  { names: 'none', bytes: 'some' },
  { names: 'none', bytes: 'all' },
  { names: 'some', bytes: 'none' },
  { names: 'some', bytes: 'zeros' },
  { names: 'some', bytes: 'some' },
  { names: 'some', bytes: 'all' },
  { names: 'all', bytes: 'none' },
  { names: 'all', bytes: 'zeros' },
  { names: 'all', bytes: 'some' },
] as const satisfies readonly PowerCut[];

export interface PowerCutOptions {
  readonly cut: PowerCut;
  readonly synced: Synced;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** What is in a folder, by inode, whether it was synced or not. */
export interface Disk {
  readonly root: Node;
  readonly files: ReadonlyMap<number, Uint8Array>;
  readonly folders: ReadonlyMap<number, ReadonlyMap<string, Node>>;
}

/** In one go, so that nobody here changes it meanwhile. */
export function readDisk(folder: string): Disk {
  const files = new Map<number, Uint8Array>();
  const folders = new Map<number, ReadonlyMap<string, Node>>();

  function visit(path: string): Node {
    const fd = openSync(path, 'r');
    try {
      const stats = fstatSync(fd);
      const node = { inode: stats.ino, isFolder: stats.isDirectory(), mode: stats.mode & 0o777 };
      if (node.isFolder) folders.set(node.inode, visitAll(path));
      else files.set(node.inode, readFileSync(fd));
      return node;
    } finally {
      closeSync(fd);
    }
  }

  function visitAll(path: string): ReadonlyMap<string, Node> {
    const names = readdirSync(path).map((name) => [name, unlessGone(() => visit(join(path, name)))] as const);
    return new Map(names.flatMap(([name, node]) => (node ? [[name, node] as const] : [])));
  }

  return { root: visit(folder), files, folders };
}

/** Writes what is left into `folder`, which is there and empty. */
export function writeRemains(folder: string, disk: Disk, { cut, synced, random }: PowerCutOptions): void {
  function writeFolder(path: string, inode: number): void {
    const [old, now] = [synced.folders.get(inode) ?? new Map(), disk.folders.get(inode) ?? new Map()];
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      const isNew = cut.names === 'some' ? random() < 0.5 : cut.names === 'all';
      const node: Node | undefined = (isNew ? now : old).get(name);
      if (node) writeNode(join(path, name), node);
    }
  }

  function writeNode(path: string, { inode, isFolder, mode }: Node): void {
    if (isFolder) {
      mkdirSync(path, { mode });
      writeFolder(path, inode);
    } else {
      writeFileSync(path, remainsOf(inode), { mode });
    }
  }

  function remainsOf(inode: number): Uint8Array {
    const old = synced.files.get(inode) ?? new Uint8Array();
    const now = disk.files.get(inode) ?? old;
    const zeros = withZeros(old, now.length);
    if (cut.bytes !== 'some') return { none: old, zeros, all: now }[cut.bytes];
    const part = now.subarray(0, old.length + Math.floor(random() * Math.max(0, now.length - old.length)));
    const fates = [old, zeros, now, part, withZeros(part, now.length)];
    return fates[Math.floor(random() * fates.length)] ?? old;
  }

  writeFolder(folder, disk.root.inode);
}

function withZeros(bytes: Uint8Array, length: number): Uint8Array {
  const filled = new Uint8Array(length);
  filled.set(bytes.subarray(0, length));
  return filled;
}

function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

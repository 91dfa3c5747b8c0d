/** A disk that fails or dawdles: every write, rename and sync of this process, until it is mended. */
import fs, { type PathLike } from 'node:fs';
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

export type DiskFault = { readonly code: 'ENOSPC' | 'EROFS' | 'EIO' } | { readonly delayMs: number };

type Call = (this: unknown, ...args: unknown[]) => unknown;

const PROMISED = ['writeFile', 'appendFile', 'rename', 'mkdir', 'copyFile'] as const;
const OF_HANDLES = ['write', 'writeFile', 'appendFile', 'truncate', 'sync', 'datasync'] as const;
const WITH_CALLBACK = ['write', 'writev', 'fsync', 'rename'] as const;

/** Returns what mends it. */
export async function breakDisk(fault: DiskFault): Promise<() => void> {
  const handles = await prototypeOfHandles();
  const restores = [
    ...PROMISED.map((name) => replace(fsPromises, name, (original) => promised(original, fault))),
    ...OF_HANDLES.map((name) => replace(handles, name, (original) => promised(original, fault))),
    ...WITH_CALLBACK.map((name) => replace(fs, name, (original) => withCallback(original, fault))),
    replace(fsPromises, 'open', (original) => opening(original, fault)),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  };
}

async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await fsPromises.open(new URL(import.meta.url), 'r');
  await handle.close();
  return Object.getPrototypeOf(handle);
}

function replace<T extends object>(owner: T, name: keyof T, wrap: (original: Call) => Call): () => void {
  const original = owner[name];
  Object.assign(owner, { [name]: wrap(original as Call) });
  return () => void Object.assign(owner, { [name]: original });
}

function promised(original: Call, fault: DiskFault): Call {
  return async function (...args) {
    await strike(fault);
    return original.apply(this, args);
  };
}

function withCallback(original: Call, fault: DiskFault): Call {
  return function (...args) {
    const callback = args.at(-1) as (error: unknown) => void;
    strike(fault).then(() => original.apply(this, args), callback);
  };
}

/** A full disk opens files; one that is read-only opens them for reading. */
function opening(original: Call, fault: DiskFault): Call {
  return async function (...args) {
    const [, flags] = args as [PathLike, string?];
    if ('code' in fault && fault.code === 'EROFS' && /[wa+]/.test(flags ?? 'r')) throw errorOf(fault.code);
    return original.apply(this, args);
  };
}

async function strike(fault: DiskFault): Promise<void> {
  if ('code' in fault) throw errorOf(fault.code);
  await delay(fault.delayMs);
}

function errorOf(code: string): Error {
  return Object.assign(new Error(`${code}: the disk of this test is broken`), { code });
}

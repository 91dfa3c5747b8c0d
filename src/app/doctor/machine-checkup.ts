/** This machine: Node, its clock, its folders and their disk. */
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeError, type Finding } from './finding.ts';

const OLDEST_NODE = [20, 19] as const;

/** Google refuses tokens that were signed by a clock which is further off. */
const MAX_CLOCK_SKEW_MS = 60_000;

const MB = 1024 ** 2;
/** Below this a few dozen invoices fill the disk. */
const LEAST_FREE_BYTES = 100 * MB;
const LITTLE_FREE_BYTES = 1024 * MB;

/** `version` as in `process.versions.node`. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  return isOld
    ? {
        subject: 'Node.js',
        verdict: 'broken',
        sentence: `${version} is too old. Install ${OLDEST_NODE.join('.')} or newer.`,
      }
    : { subject: 'Node.js', verdict: 'well', sentence: `${version}.` };
}

export interface ClockCheckupOptions {
  /** Servers whose time is believed, in the order of asking. */
  readonly servers: readonly string[];
  readonly now: () => Date;
  readonly timeoutMs: number;
}

/** Undefined where no server tells the time: its own checkup says why. */
export async function checkClock({
  servers,
  now,
  timeoutMs,
}: ClockCheckupOptions): Promise<Finding | undefined> {
  for (const server of servers) {
    const serverMs = await askTime(server, timeoutMs);
    if (serverMs === undefined) continue;
    const skewMs = now().getTime() - serverMs;
    if (Math.abs(skewMs) <= MAX_CLOCK_SKEW_MS) {
      return { subject: 'Clock', verdict: 'well', sentence: 'it agrees with the servers.' };
    }
    const minutes = Math.round(Math.abs(skewMs) / 60_000);
    const side = skewMs > 0 ? 'ahead of' : 'behind';
    const sentence = `it is ${minutes} min ${side} that of ${new URL(server).host}, so Google refuses this machine. Switch on time synchronisation (timedatectl set-ntp true).`;
    return { subject: 'Clock', verdict: 'broken', sentence };
  }
  return undefined;
}

async function askTime(server: string, timeoutMs: number): Promise<number | undefined> {
  try {
    const response = await fetch(server, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const time = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

export interface FolderCheckupOptions {
  readonly subject: string;
  readonly path: string;
  /** What may be done instead of mending it, such as `name another folder in DATA_DIR`: it ends a sentence. */
  readonly wayOut: string;
  /** True where others who look into the folder are worth a word. */
  readonly isPrivate: boolean;
  readonly freeBytes?: ((path: string) => Promise<number>) | undefined;
}

/** Makes the folder if need be, and leaves no trace in it. */
export async function checkFolder(options: FolderCheckupOptions): Promise<Finding> {
  const { subject, path, wayOut, isPrivate, freeBytes = askFreeBytes } = options;
  const place = resolve(path);
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
    const probe = join(place, `.doctor-${process.pid}`);
    await writeFile(probe, 'can this be written?', { flush: true, mode: 0o600 });
    await rm(probe);
    const isOpen = isPrivate && ((await stat(place)).mode & 0o077) !== 0;
    return judgeFolder({ subject, place, wayOut, isOpen, free: await freeBytes(place) });
  } catch (error) {
    const sentence = `${place} can't be written (${describeError(error)}). Give this user the right to, or ${wayOut}.`;
    return { subject, verdict: 'broken', sentence };
  }
}

interface Folder {
  readonly subject: string;
  readonly place: string;
  readonly wayOut: string;
  /** Others may look into it, and should not. */
  readonly isOpen: boolean;
  readonly free: number;
}

function judgeFolder({ subject, place, wayOut, isOpen, free }: Folder): Finding {
  const room = `${Math.floor(free / MB)} MB free`;
  if (free < LEAST_FREE_BYTES) {
    const sentence = `the disk of ${place} is full (${room}). Make room, or ${wayOut}.`;
    return { subject, verdict: 'broken', sentence };
  }
  if (free < LITTLE_FREE_BYTES) {
    return { subject, verdict: 'doubtful', sentence: `${place} can be written, but has only ${room}.` };
  }
  if (isOpen) {
    const sentence = `other users of this machine can look into ${place}. If they should not: chmod 700 ${place}`;
    return { subject, verdict: 'doubtful', sentence };
  }
  return { subject, verdict: 'well', sentence: `${place} can be written, ${room}.` };
}

async function askFreeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

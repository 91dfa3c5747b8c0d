/** Storage that ends with the process, for who keeps nothing. */
import { ScanError } from '../errors.ts';
import type {
  Blobs,
  DurableMap,
  DurableValue,
  Journal,
  JournalKind,
  MapKind,
  Storage,
  ValueKind,
} from './storage.ts';

/** What is kept under each name, as it would be read again. */
interface Memory {
  readonly values: Map<string, unknown>;
  readonly maps: Map<string, Map<string, unknown>>;
  readonly journals: Map<string, readonly unknown[]>;
  readonly blobs: Map<string, Blobs>;
  readonly locks: Set<string>;
}

export function createMemoryStorage(): Storage {
  const memory: Memory = {
    values: new Map(),
    maps: new Map(),
    journals: new Map(),
    blobs: new Map(),
    locks: new Set(),
  };
  return {
    value: async (name, kind) => openValue(memory, name, kind),
    map: async (name, kind) => openMap(memory, name, kind),
    journal: async (name, kind) => openJournal(memory, name, kind),
    blobs: async (name) => blobsOf(memory, name),
    async lock(name) {
      if (memory.locks.has(name)) throw new ScanError('internal', `${name} is locked already`);
      memory.locks.add(name);
      return { release: async () => void memory.locks.delete(name) };
    },
  };
}

function openValue<T>({ values }: Memory, name: string, { parse, initial }: ValueKind<T>): DurableValue<T> {
  let value: T = values.has(name) ? parse(values.get(name)) : initial;
  return {
    get: () => value,
    async update(change) {
      value = change(value);
      values.set(name, value);
    },
    settle: async () => {},
  };
}

function openMap<T>(memory: Memory, name: string, { parse, entryName }: MapKind<T>): DurableMap<T> {
  const kept = memory.maps.get(name) ?? new Map<string, unknown>();
  memory.maps.set(name, kept);
  const sorted = [...kept].sort(([a], [b]) => a.localeCompare(b));
  const entries = new Map(sorted.map(([key, value]) => [key, { value: parse(value) }]));

  function set(key: string, value: T): T {
    entries.set(key, { value });
    kept.set(key, value);
    return value;
  }

  return {
    damaged: [],
    get: (key) => entries.get(key)?.value,
    all: () => [...entries.values()].map(({ value }) => value),
    create: async (key, value) => void set(key, value),
    async update(key, change) {
      const entry = entries.get(key);
      if (!entry) throw new ScanError('internal', `there is no ${entryName} ${key}`);
      return set(key, change(entry.value));
    },
    kept: async () => {},
    async remove(key) {
      entries.delete(key);
      kept.delete(key);
      memory.blobs.delete(`${name}/${key}`);
    },
    settle: async () => {},
    setAside: async () => {},
    blobs: (key) => blobsOf(memory, `${name}/${key}`),
  };
}

function openJournal<T>(
  { journals }: Memory,
  name: string,
  { parse, format = (entry) => entry }: JournalKind<T>,
): Journal<T> {
  return {
    entries: (journals.get(name) ?? []).map(parse),
    wasDamaged: false,
    sizeBytes: 0,
    append: async (added) => void journals.set(name, [...(journals.get(name) ?? []), ...added.map(format)]),
    rewrite: async (all) => void journals.set(name, all.map(format)),
    settle: async () => {},
  };
}

function blobsOf({ blobs }: Memory, name: string): Blobs {
  const known = blobs.get(name) ?? createMemoryBlobs();
  blobs.set(name, known);
  return known;
}

function createMemoryBlobs(): Blobs {
  const blobs = new Map<string, Uint8Array>();
  return {
    put: async (name, bytes) => void blobs.set(name, Buffer.from(bytes)),
    get: async (name) => blobs.get(name),
    remove: async (name) => void blobs.delete(name),
    names: async () => [...blobs.keys()],
  };
}

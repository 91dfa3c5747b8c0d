/** The ports of everything that is kept: who uses them cannot tell whether files stand behind, or a database. */

/**
 * Where things are kept. What was kept is there again after any stop, a power cut included; so is what is found there at an
 * opening, whoever left it.
 */
export interface Storage {
  /** A single value, such as who was invited. */
  value<T>(name: string, kind: ValueKind<T>): Promise<DurableValue<T>>;
  /** Many values, each under a key of its own, such as the open scans. */
  map<T>(name: string, kind: MapKind<T>): Promise<DurableMap<T>>;
  /** Entries in the order of their coming, such as updates that wait to be handled. */
  journal<T>(name: string, kind: JournalKind<T>): Promise<Journal<T>>;
  /** Bytes by name, such as files that people sent. */
  blobs(name: string): Promise<Blobs>;
  /** Keeps every other process away until it is released. Throws `FolderBusyError` if another one is there. */
  lock(name: string): Promise<Lock>;
}

/**
 * Turns what was kept (parsed JSON) into a value. Throws if it can't be one: it is set aside then. A `NewerVersionError` ends the
 * opening, and all stays as it is.
 */
export type Parse<T> = (kept: unknown) => T;

export interface ValueKind<T> {
  readonly parse: Parse<T>;
  /** What holds where nothing was kept, or nothing that can be parsed. */
  readonly initial: T;
}

export interface MapKind<T> {
  readonly parse: Parse<T>;
  /** What one of them is called, in the singular: `scan`. */
  readonly entryName: string;
  /** The key that an entry names itself: one that is found under another is a copy, and counts as damaged. Default: none. */
  readonly keyOf?: (entry: T) => string;
}

export interface JournalKind<T> {
  readonly parse: Parse<T>;
  /** What is kept of an entry, as plain JSON; default: the entry. */
  readonly format?: (entry: T) => unknown;
}

/** All rejections of writes are `ScanError('disk_unavailable')`, which may be tried again. */
export interface DurableValue<T> {
  get(): T;
  /**
   * Changes the value at once in memory; resolves when a version with this change is kept. Changes that come while a write
   * is under way share the next one. After a rejection memory has the change, and the next update carries it, be it one that
   * changes nothing.
   */
  update(change: (value: T) => T): Promise<void>;
  /** Resolves when nothing is being written any more, whatever came of it. */
  settle(): Promise<void>;
}

export interface DurableMap<T> {
  get(key: string): T | undefined;
  /** In the order of their keys as they were at the opening; new ones behind. */
  all(): readonly T[];
  /** Resolves once it is kept. */
  create(key: string, value: T): Promise<void>;
  /**
   * As `DurableValue.update`. Throws what `change` throws (nothing is changed then), and `internal` if there is no such
   * entry.
   */
  update(key: string, change: (value: T) => T): Promise<T>;
  /** Resolves when the entry is kept as it is now; rejects if it can't be. Resolves for an entry that is gone. */
  kept(key: string): Promise<void>;
  /** Forgets the entry, and the bytes that belong to it. */
  remove(key: string): Promise<void>;
  /** Resolves when no entry is being written any more, whatever came of it. */
  settle(): Promise<void>;
  /** Bytes that belong to the entry and go with it. */
  blobs(key: string): Blobs;
  /** What could not be parsed at the opening. It stays until it is set aside, so that whoever must be told of it is. */
  readonly damaged: readonly DamagedEntry[];
  /** Moves a damaged entry, with its bytes, to where a person may look at it. */
  setAside(key: string): Promise<void>;
}

/** An entry that is no value: `kept` is its JSON where it was that much, for whoever wants to know whose it was. */
export interface DamagedEntry {
  readonly key: string;
  readonly kept: unknown;
}

export interface Journal<T> {
  /** What stood there at the opening, in order. */
  readonly entries: readonly T[];
  /** True if more stood there than `entries`: lines that were damaged and are set aside. */
  readonly wasDamaged: boolean;
  /** Of what stood there at the opening, in bytes as it was kept. */
  readonly sizeBytes: number;
  /**
   * Resolves once they are kept. Who comes while a write is under way shares the next one. `outlivesPowerCut: false`: they
   * outlive this process, but need not have reached the disk. After a rejection they may be there or not. Of no entries:
   * resolves, or rejects, with the write that is under way.
   */
  append(entries: readonly T[], options?: { readonly outlivesPowerCut?: boolean }): Promise<void>;
  /** Replaces all that was kept by these. Whole, or not at all. */
  rewrite(entries: readonly T[]): Promise<void>;
  /** Resolves when nothing is being written any more, whatever came of it. */
  settle(): Promise<void>;
}

/** Names are those of files: no slash, no dot in front. */
export interface Blobs {
  /** Resolves once the bytes are kept. Replaces what had the name, whole or not at all. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Undefined if there are none. */
  get(name: string): Promise<Uint8Array | undefined>;
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

export interface Lock {
  release(): Promise<void>;
}

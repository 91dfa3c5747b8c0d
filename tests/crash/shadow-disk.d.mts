/** Types of shadow-disk.mjs, which is loaded as it is into the process that is killed. */

/** What a name stands for. */
export interface Node {
  readonly inode: number;
  readonly isFolder: boolean;
  /** Permissions. */
  readonly mode: number;
}

/** By inode. What was never synced is not there. */
export interface Synced {
  readonly files: ReadonlyMap<number, Uint8Array>;
  readonly folders: ReadonlyMap<number, ReadonlyMap<string, Node>>;
}

export interface ShadowDisk {
  synced(): Synced;
  /** As if nothing had ever been synced. */
  forget(): void;
}

export function watchSyncs(options?: { readonly isReal?: boolean }): Promise<ShadowDisk>;

/** The one call that we use of a package without types. */
declare module 'fs-native-extensions' {
  /** An exclusive lock on an open, writable file; false if somebody else has it. The kernel drops it with the file descriptor. */
  export function tryLock(fd: number): boolean;
}

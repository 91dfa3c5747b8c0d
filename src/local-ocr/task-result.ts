/** What tasks on files answer with. Errors lose their class on the way between threads, so the file's fault is told apart here. */

/** What a task makes of a file: a value, or why the file can't be read. */
export type TaskResult<T> = { readonly value: T } | { readonly unreadable: string };

export async function attempt<T>(run: () => Promise<T>): Promise<TaskResult<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

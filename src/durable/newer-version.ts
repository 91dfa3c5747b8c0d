/** What a newer program kept: an older one must not take it for damage, and set aside what is sound. */
import { z } from 'zod';

/** The opening of what was kept rejects with it. The message says what to do. */
export class NewerVersionError extends Error {
  override readonly name = 'NewerVersionError';

  constructor(what: string) {
    super(
      `${what} in DATA_DIR was written by a newer version of the bot: run that one, or give this one a folder of its own`,
    );
  }
}

const versioned = z.looseObject({ version: z.number() });

/** For a `Parse`, before anything else. `newest` is the version that is written today. */
export function refuseNewer(kept: unknown, what: string, newest: number): void {
  const { data } = versioned.safeParse(kept);
  if (data && data.version > newest) throw new NewerVersionError(what);
}

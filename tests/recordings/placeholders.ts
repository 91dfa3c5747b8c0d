/** Takes out of a recorded text what no two runs have in common: random ids and tokens, each distinct one by a number of its own. */

interface Kind {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Names that are made by chance. Times need none: the recordings have a clock of their own. */
const KINDS: readonly Kind[] = [
  { name: 'scan', pattern: /scan_\d{8}_\d{6}_[0-9a-f]{10}/g },
  { name: 'job', pattern: /job_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g },
  { name: 'ocr call', pattern: /ocr_\d{8}_\d{6}_\d{3}_[0-9a-f]{10}/g },
  { name: 'token', pattern: /(?<=\?start=)[\w-]+/g },
];

/**
 * What versions since have added on purpose, so that all else can be held to be byte for byte the same: each parsing call has an
 * id and a time of its own (JSON may stand inside a JSON text, its quotes escaped).
 */
const ADDED_SINCE = [/\\?"call_id\\?":\\?"parse_\w+\\?",\\?"timestamp\\?":\\?"[\dTZ:.-]+\\?",/g];

export interface Placeholders {
  /** The same id gets the same number in every text, in the order of first appearance. */
  apply(text: string): string;
}

export function createPlaceholders(): Placeholders {
  const numbersByKind = new Map(KINDS.map(({ name }) => [name, new Map<string, number>()]));

  function numberOf(kind: string, id: string): number {
    const numbers = numbersByKind.get(kind) ?? new Map<string, number>();
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  }

  return {
    apply: (text) =>
      KINDS.reduce(
        (done, { name, pattern }) => done.replaceAll(pattern, (id) => `<${name} ${numberOf(name, id)}>`),
        ADDED_SINCE.reduce((known, pattern) => known.replaceAll(pattern, ''), text),
      ),
  };
}

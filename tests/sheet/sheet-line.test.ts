/** The line before a sheet that is down: in the order of /done, one try for all, nobody held up by one who can't go on. */
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ScanError } from '../../src/errors.ts';
import { createSheetLine, type Place } from '../../src/sheet/sheet-line.ts';

const log = pino({ level: 'silent' });
const away = () => new ScanError('sheet_unavailable', 'away', { retryable: true });
const unanswered = () => new ScanError('sheet_outcome_unknown', 'no answer');
const REFUSED = new ScanError('sheet_rejected', 'a bad row');

/** A sheet that fails so many times, and notes who tried and who got through. */
function createSheet(failures: number, fault = away) {
  const tried: number[] = [];
  const taken: number[] = [];
  let left = failures;
  const append = async (id: number): Promise<number> => {
    tried.push(id);
    if (left-- > 0) throw fault();
    taken.push(id);
    return id;
  };
  return { tried, taken, append };
}

type Sheet = ReturnType<typeof createSheet>;

function placeOf(id: number, sheet: Pick<Sheet, 'append'>, more: Partial<Place<number>> = {}): Place<number> {
  return {
    doneAtMs: id,
    hasWaited: false,
    signal: new AbortController().signal,
    send: async () => ({ outcome: sheet.append(id) }),
    settle: async () => undefined,
    onWait: () => {},
    ...more,
  };
}

const createLine = (firstDelayMs = 1) => createSheetLine({ firstDelayMs, maxDelayMs: 2 * firstDelayMs }, log);
const byNumber = (a: number, b: number) => a - b;

test('while the sheet answers, nobody waits for another', async () => {
  const line = createLine();
  let answerFirst = () => {};
  const first = new Promise<void>((resolve) => {
    answerFirst = resolve;
  });
  const slow = line.send(placeOf(1, { append: () => first.then(() => 1) }));
  await expect(line.send(placeOf(2, createSheet(0)))).resolves.toBe(2);
  answerFirst();
  await expect(slow).resolves.toBe(1);
});

test.each([
  ['is away', away],
  ['gives no answer', unanswered],
])(
  'all who come while it %s go in the order of their /done, and only the first of them tries',
  async (_what, fault) => {
    const scenario = { ids: fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 30 }), more: fc.nat(3) };
    await fc.assert(
      fc.asyncProperty(fc.record(scenario), async ({ ids, more }) => {
        const sheet = createSheet(ids.length + more, fault);
        const line = createLine();
        await Promise.all(ids.map((id) => line.send(placeOf(id, sheet))));
        const inOrder = [...ids].sort(byNumber);
        expect(sheet.taken).toEqual(inOrder);
        // At first nobody knew that it is away.
        const first = inOrder[0];
        expect(sheet.tried).toEqual([...ids, ...Array(more).fill(first), ...inOrder]);
      }),
      { numRuns: 50 },
    );
  },
);

test('an answer that is lost once holds up nobody but its own row, and is found when it comes', async () => {
  const line = createLine();
  let find = () => {};
  const found = new Promise<void>((resolve) => {
    find = resolve;
  });
  const tried: number[] = [];
  const append = async (id: number) => {
    tried.push(id);
    if (id === 1) throw unanswered();
    return id;
  };
  const settle = () => found.then(() => ({ value: 1 }));
  const late = line.send(placeOf(1, { append }, { settle }));
  await new Promise(setImmediate);
  await expect(line.send(placeOf(2, { append }))).resolves.toBe(2);
  find();
  await expect(late).resolves.toBe(1);
  await expect(line.send(placeOf(3, { append }))).resolves.toBe(3);
  expect(tried).toEqual([1, 2, 3]);
});

test('nor does it after an outage: those behind it go on', async () => {
  const line = createLine();
  let isAway = true;
  let find = () => {};
  const found = new Promise<void>((resolve) => {
    find = resolve;
  });
  const append = async (id: number) => {
    if (isAway) {
      isAway = false;
      throw away();
    }
    if (id === 2) throw unanswered();
    return id;
  };
  const settle = () => found.then(() => ({ value: 2 }));
  const [first, late, third, fourth] = [1, 2, 3, 4].map((id) =>
    line.send(placeOf(id, { append }, { settle })),
  );
  await expect(Promise.all([first, third, fourth])).resolves.toEqual([1, 3, 4]);
  find();
  await expect(late).resolves.toBe(2);
});

test('rows whose answers were lost go in the order of their /done, too, when it is settled that they did not come', async () => {
  const line = createLine();
  const sheet = createSheet(0);
  const doubts = new Map<number, () => void>();
  const settle = (id: number) => () =>
    new Promise<undefined>((resolve) => doubts.set(id, () => resolve(undefined)));
  // One write of three rows: they fail together.
  const fault = unanswered();
  let isLost = true;
  const append = async (id: number) => {
    if (isLost) throw fault;
    return sheet.append(id);
  };
  const sent = [1, 2, 3].map((id) => line.send(placeOf(id, { append }, { settle: settle(id) })));
  await expect.poll(() => doubts.size).toBe(3);
  isLost = false;
  for (const id of [3, 2, 1]) doubts.get(id)?.();
  await Promise.all(sent);
  expect(sheet.taken).toEqual([1, 2, 3]);
});

test('rows whose answer was lost are not sent again before it is settled that they did not come', async () => {
  const line = createLine();
  const steps: string[] = [];
  const placeInDoubt = (id: number) => {
    let isLost = true;
    return placeOf(
      id,
      {
        append: async () => {
          steps.push(`send ${id}`);
          if (isLost) throw unanswered();
          return id;
        },
      },
      {
        settle: async () => {
          isLost = false;
          await new Promise(setImmediate);
          steps.push(`settle ${id}`);
          return undefined;
        },
      },
    );
  };
  await Promise.all([1, 2].map((id) => line.send(placeInDoubt(id))));
  for (const id of [1, 2]) {
    const own = steps.filter((step) => step.endsWith(`${id}`));
    expect(own).toEqual([`send ${id}`, `settle ${id}`, `send ${id}`]);
  }
});

test('who waited when the process stopped gives the others time to come, too', async () => {
  const sheet = createSheet(0);
  const line = createLine();
  const ids = [3, 1, 2];
  await Promise.all(ids.map((id) => line.send(placeOf(id, sheet, { hasWaited: true }))));
  expect(sheet.taken).toEqual([1, 2, 3]);
});

test('each is told once when it begins to wait, and who comes later at once', async () => {
  const sheet = createSheet(3);
  const line = createLine();
  const waits: number[] = [];
  const wait = (id: number) => placeOf(id, sheet, { onWait: () => void waits.push(id) });
  const first = line.send(wait(1));
  await new Promise(setImmediate);
  await Promise.all([first, line.send(wait(2))]);
  expect([...new Set(waits)]).toEqual([1, 2]);
});

test('one whose row is refused does not hold up those behind it', async () => {
  const sheet = createSheet(2);
  const line = createLine();
  let tries = 0;
  const append = async () => {
    if (tries++ === 0) throw away();
    throw REFUSED;
  };
  const refused = expect(line.send(placeOf(1, { append }))).rejects.toBe(REFUSED);
  await expect(line.send(placeOf(2, sheet))).resolves.toBe(2);
  await refused;
});

test('one who leaves does so at once, and the others go on', async () => {
  const line = createLine(1000);
  const leaving = new AbortController();
  const gone = line.send(placeOf(1, createSheet(9), { signal: leaving.signal }));
  await new Promise(setImmediate);
  const reason = new Error('stopped');
  leaving.abort(reason);
  await expect(gone).rejects.toBe(reason);
});

test('when those who followed together fail, nobody loses the place', async () => {
  let isAway = true;
  const taken: number[] = [];
  let probes = 0;
  const append = async (id: number) => {
    // Back for one row, away for the next five, then back.
    if (isAway) {
      isAway = false;
      throw away();
    }
    if (taken.length === 1 && probes++ < 5) throw away();
    taken.push(id);
    return id;
  };
  const line = createLine();
  await Promise.all([4, 2, 1, 3].map((id) => line.send(placeOf(id, { append }, { hasWaited: true }))));
  expect(taken).toEqual([1, 2, 3, 4]);
});

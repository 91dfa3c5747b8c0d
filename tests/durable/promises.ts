/** What a storage has promised, and whether the next process finds it. */
import { z } from 'zod';
import type { Blobs, DurableMap, DurableValue, Journal, Storage } from '../../src/durable/storage.ts';

type Count = { readonly count: number };
const count = z.object({ count: z.int() });

/** What one place may hold, oldest first; `undefined`: nothing. */
interface Place {
  readonly states: readonly (number | undefined)[];
  /** Of the newest state that was promised; all before it are over. */
  readonly promised: number;
}

export interface Promises {
  readonly places: ReadonlyMap<string, Place>;
  /** Entries of the journal in the order of their coming. */
  readonly appended: readonly number[];
  readonly kept: ReadonlySet<number>;
}

export const NO_PROMISES: Promises = { places: new Map(), appended: [], kept: new Set() };

export interface Rooms {
  /** Opened when it is first asked for, and not waited for. */
  readonly value: (name: string) => Promise<DurableValue<Count>>;
  readonly things: DurableMap<Count>;
  readonly journal: Journal<Count>;
  readonly files: Blobs;
}

export async function openRooms(storage: Storage): Promise<Rooms> {
  const values = new Map<string, Promise<DurableValue<Count>>>();
  function value(name: string): Promise<DurableValue<Count>> {
    const opened = values.get(name) ?? storage.value(name, { parse: count.parse, initial: { count: 0 } });
    values.set(name, opened);
    return opened;
  }
  const [things, journal, files] = await Promise.all([
    storage.map('shop/things', { parse: count.parse, entryName: 'thing' }),
    storage.journal('shop/journal', { parse: count.parse }),
    storage.blobs('shop/files'),
  ]);
  return { value, things, journal, files };
}

/** What the next process finds there. */
export async function find(storage: Storage, { places }: Promises) {
  const { value, things, journal, files } = await openRooms(storage);
  const read = async (place: string): Promise<number | undefined> => {
    const [kind, name = ''] = place.split(' ');
    if (kind === 'value') return (await value(name)).get().count || undefined;
    if (kind === 'thing') return things.get(name)?.count;
    const bytes = await (kind === 'picture' ? things.blobs(name).get('1.jpg') : files.get(name));
    return bytes && Number(Buffer.from(bytes).toString());
  };
  const found = await Promise.all(
    [...places.keys()].map(async (place) => [place, await read(place)] as const),
  );
  return {
    damaged: things.damaged,
    places: new Map(found),
    entries: journal.entries.map((entry) => entry.count),
  };
}

export type Found = Awaited<ReturnType<typeof find>>;

/** In words, what was promised and is not there, or is there and was never said. */
export function compare({ places, appended, kept }: Promises, found: Found): readonly string[] {
  const wrong = [...places].filter(
    ([place, { states, promised }]) => !states.slice(promised).includes(found.places.get(place)),
  );
  const entries = new Set(found.entries);
  const inOrder = appended.filter((entry) => entries.has(entry));
  return [
    ...found.damaged.map(({ key }) => `${key} is damaged`),
    ...wrong.map(
      ([place, { states, promised }]) =>
        `${place}: ${found.places.get(place)} instead of ${states.slice(promised).join(' or ')}`,
    ),
    ...[...kept].filter((entry) => !entries.has(entry)).map((entry) => `entry ${entry} is lost`),
    ...(inOrder.join() === found.entries.join() ? [] : [`entries ${found.entries} of ${appended}`]),
  ];
}

/** What was found is all that there is from now on. */
export function startFrom({ places, entries }: Found): Promises {
  return {
    places: new Map([...places].map(([place, state]) => [place, { states: [state], promised: 0 }])),
    appended: entries,
    kept: new Set(entries),
  };
}

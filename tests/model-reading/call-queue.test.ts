/** Turns: how many calls run at once, who goes first, and what an abort does to a call wherever it stands. */
import { describe, expect, test } from 'vitest';
import {
  afterCallerGaveUp,
  answer,
  hang,
  hangInBody,
  heldUntil,
  statusError,
} from '../../loopback/gemini/gemini-answers.ts';
import type { Clock } from '../../src/model-reading/clock.ts';
import { createFixture, START_MS } from './reader-fixture.ts';

const PAGES = [{ text: 'TAX INVOICE' }];
const REASON = new Error('the user pressed cancel');

describe('calls in flight', () => {
  test('are never more than allowed, and no fewer', async () => {
    const { server, reader, options, createPage } = await createFixture({ concurrency: 3 });
    const gate = createGate();
    server.respondWith('ocr', heldUntil(gate.opened, answer({ text: 'a' })));
    const pages = Array.from({ length: 12 }, () => createPage());

    const readings = Promise.all(pages.map((page) => reader.readPage(page, options)));
    await server.waitForCalls(3);
    gate.open();

    expect(await readings).toHaveLength(12);
    expect(server.peakConcurrency).toBe(3);
  });

  test('are parses before pages, and pages in order', async () => {
    const { server, reader, options, createPage } = await createFixture({ concurrency: 1 });
    const gate = createGate();
    server.enqueue('ocr', heldUntil(gate.opened, answer({ text: 'a' })));
    const pages = ['1', '2', '3'].map((photo) => createPage({ bytes: Buffer.from(photo) }));

    const work: Promise<unknown>[] = pages.map((page) => reader.readPage(page, options));
    await server.waitForCalls(1);
    work.push(reader.parseHeader(PAGES, options), reader.parseLines(PAGES, options));
    gate.open();
    await Promise.all(work);

    expect(server.calls.map((call) => call.kind)).toEqual(['ocr', 'header', 'lines', 'ocr', 'ocr']);
    const photos = server.calls.flatMap((call) => call.body.contents[0]?.parts[0]?.inlineData?.data ?? []);
    expect(photos.map(atob)).toEqual(['1', '2', '3']);
  });

  test('of one customer’s many pages keep another’s waiting for one turn each', async () => {
    const { server, reader, options, createPage } = await createFixture({ concurrency: 1 });
    const gate = createGate();
    server.enqueue('ocr', heldUntil(gate.opened, answer({ text: 'a' })));
    const read = (customerId: string, photo: string) =>
      reader.readPage(createPage({ bytes: Buffer.from(photo) }), { ...options, customerId });
    const work = ['a1', 'a2', 'a3', 'a4', 'a5'].map((photo) => read('A', photo));
    await server.waitForCalls(1);
    work.push(read('B', 'b1'), read('B', 'b2'), read('C', 'c1'));
    gate.open();
    await Promise.all(work);

    const photos = server.calls.flatMap((call) => call.body.contents[0]?.parts[0]?.inlineData?.data ?? []);
    expect(photos.map(atob)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4', 'a5']);
  });

  test('that a customer gave up cost them no turns', async () => {
    const { server, reader, options, createPage } = await createFixture({ concurrency: 1 });
    const gate = createGate();
    server.enqueue('ocr', heldUntil(gate.opened, answer({ text: 'a' })));
    const read = (customerId: string, photo: string, signal = options.signal) =>
      reader.readPage(createPage({ bytes: Buffer.from(photo) }), { ...options, customerId, signal });
    const work = [read('A', 'a1')];
    await server.waitForCalls(1);
    const cancelled = new AbortController();
    const dropped = ['a2', 'a3', 'a4'].map((photo) => read('A', photo, cancelled.signal));
    cancelled.abort(REASON);
    await Promise.allSettled(dropped);
    work.push(read('B', 'b1'), read('B', 'b2'), read('B', 'b3'), read('A', 'a5'));
    gate.open();
    await Promise.all(work);

    const photos = server.calls.flatMap((call) => call.body.contents[0]?.parts[0]?.inlineData?.data ?? []);
    expect(photos.map(atob)).toEqual(['a1', 'b1', 'b2', 'a5', 'b3']);
  });

  test('do not count one that waits to be tried again', async () => {
    const clock = createHeldClock();
    const { server, reader, options, createPage, recorded } = await createFixture({ concurrency: 1, clock });
    server.enqueue('ocr', statusError(503), answer({ text: 'second' }), answer({ text: 'first' }));

    const first = reader.readPage(createPage({ firstPageNumber: 1 }), options);
    await clock.asleep;
    const second = await reader.readPage(createPage({ firstPageNumber: 2 }), options);
    clock.wake();

    expect(second).toEqual({ text: 'second' });
    expect(await first).toEqual({ text: 'first' });
    expect(recorded.map((call) => call.pageNumber)).toEqual([1, 2, 1]);
  });
});

describe('limits of the minute', () => {
  test('keep calls back until the oldest is a minute old', async () => {
    const { server, reader, options, createPage, waitsMs } = await createFixture({
      requestsPerMinute: 2,
    });
    const pages = [1, 2, 3, 4, 5].map(() => createPage());
    await Promise.all(pages.map((page) => reader.readPage(page, options)));

    expect(server.calls).toHaveLength(5);
    expect(waitsMs).toEqual([60_000, 60_000]);
  });

  test('count tokens as the vendor does, and let parses go first when the minute is over', async () => {
    const clock = createHeldClock();
    const { server, reader, options, createPage } = await createFixture({ tokensPerMinute: 1000, clock });
    server.respondWith(
      'ocr',
      answer({ text: 'a', usage: { promptTokenCount: 1100, totalTokenCount: 1101 } }),
    );
    await reader.readPage(createPage(), options);
    await clock.asleep;
    const work = [reader.readPage(createPage(), options), reader.parseHeader(PAGES, options)];
    clock.wake();
    await Promise.all(work);
    expect(server.calls.map((call) => call.kind)).toEqual(['ocr', 'header', 'ocr']);
  });
});

describe('an abort', () => {
  test('takes a waiting call out of the queue, unsent and unrecorded', async () => {
    const { server, reader, options, createPage, recorded } = await createFixture({ concurrency: 1 });
    const gate = createGate();
    server.enqueue('ocr', heldUntil(gate.opened, answer({ text: 'a' })));
    const running = reader.readPage(createPage(), options);
    await server.waitForCalls(1);
    const controller = new AbortController();

    const waiting = reader.readPage(createPage(), { ...options, signal: controller.signal });
    controller.abort(REASON);
    await expect(waiting).rejects.toBe(REASON);
    gate.open();
    await running;

    expect(server.calls).toHaveLength(1);
    expect(recorded).toHaveLength(1);
  });

  test('before anything has begun sends nothing', async () => {
    const { server, reader, options, createPage, recorded, controller } = await createFixture();
    controller.abort(REASON);
    await expect(reader.readPage(createPage(), options)).rejects.toBe(REASON);
    await expect(reader.parseHeader(PAGES, options)).rejects.toBe(REASON);
    expect(server.calls).toEqual([]);
    expect(recorded).toEqual([]);
  });

  test('hangs up on a running call and has it recorded by the time it is known', async () => {
    const { server, reader, options, createPage, recorded, controller } = await createFixture();
    server.enqueue('ocr', afterCallerGaveUp(answer({ text: 'too late' })));

    const reading = reader.readPage(createPage({ firstPageNumber: 2 }), options);
    await server.waitForCalls(1);
    controller.abort(REASON);

    await expect(reading).rejects.toBe(REASON);
    expect(recorded).toEqual([
      {
        operation: 'ocr',
        pageNumber: 2,
        imageSizeBytes: 7,
        modelName: 'gemini-3.5-flash-lite',
        startedAt: '2026-02-06T10:00:00.000Z',
        processingTimeMs: 0,
        attempt: 1,
        status: 'aborted',
        promptChars: expect.any(Number),
      },
    ]);
    await server.waitForAborted(1);
  });

  test('in the middle of a body is an abort too, with a reason of any kind', async () => {
    const { server, reader, options, recorded, controller } = await createFixture();
    const gate = createGate();
    server.enqueue('lines', hangInBody(gate.open));

    const lines = reader.parseLines(PAGES, options);
    await gate.opened;
    controller.abort('just stop');

    await expect(lines).rejects.toBe('just stop');
    expect(recorded).toMatchObject([{ operation: 'parse_lines', status: 'aborted' }]);
  });

  test('ends the wait for another try', async () => {
    const clock = createHeldClock();
    const { server, reader, options, recorded, controller } = await createFixture({ clock });
    server.enqueue('header', statusError(503));

    const header = reader.parseHeader(PAGES, options);
    await clock.asleep;
    controller.abort(REASON);

    await expect(header).rejects.toBe(REASON);
    expect(recorded.map((call) => call.status)).toEqual(['error']);
    expect(server.calls).toHaveLength(1);
  });

  test('frees the place of the call that it ended', async () => {
    const { server, reader, options, controller, createPage } = await createFixture({ concurrency: 1 });
    server.enqueue('ocr', hang());
    const stuck = reader.readPage(createPage(), options);
    await server.waitForCalls(1);
    const next = reader.parseLines(PAGES, { ...options, signal: new AbortController().signal });
    controller.abort(REASON);
    await expect(stuck).rejects.toBe(REASON);
    expect(await next).toHaveLength(2);
  });
});

function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Sleeps until it is woken or the signal aborts; then its time has passed. */
function createHeldClock(): Clock & { readonly asleep: Promise<void>; readonly wake: () => void } {
  const asleep = createGate();
  const awake = createGate();
  let nowMs = START_MS;
  return {
    asleep: asleep.opened,
    wake: awake.open,
    now: () => nowMs,
    sleep(ms, signal) {
      asleep.open();
      return Promise.race([
        awake.opened.then(() => {
          nowMs += ms;
        }),
        new Promise<void>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('sleep was aborted')), { once: true });
        }),
      ]);
    },
  };
}

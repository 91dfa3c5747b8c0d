/** A vendor that is down is left alone: what that saves, and how calls go on. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { parsed, retryInfo, statusError } from '../../loopback/gemini/gemini-answers.ts';
import { createFixture, scanErrorOf } from './reader-fixture.ts';

const PAGES = [{ text: 'TAX INVOICE' }];

test('after so many outages in a row nobody calls it, until one call shows that it is back', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const changes: boolean[] = [];
  const circuit = { failures: 3, openMs: 60_000 };
  const { server, reader, options, logged } = await createFixture({
    circuit,
    onCircuit: (isOpen) => void changes.push(isOpen),
  });
  server.respondWith('header', statusError(503));
  const first = await scanErrorOf(reader.parseHeader(PAGES, options));
  expect(first).toMatchObject({ code: 'reader_unavailable', retryable: true });
  expect(server.calls).toHaveLength(3);
  const others = await Promise.all([1, 2, 3].map(() => scanErrorOf(reader.parseHeader(PAGES, options))));
  expect(others.map(({ code }) => code)).toEqual(Array(3).fill('reader_unavailable'));
  expect(server.calls).toHaveLength(3);
  expect(changes).toEqual([true]);
  expect(logged.map(({ message }) => message)).toContain('A model is down: nobody calls it for a moment');

  server.respondWith('header', parsed({ Invoice_No: '1' }));
  vi.setSystemTime(Date.now() + 60_000);
  expect(await reader.parseHeader(PAGES, options)).toEqual({ Invoice_No: '1' });
  expect(changes).toEqual([true, false]);
});

test.each([
  ['what the model makes of one page', statusError(400)],
  ['a limit that says how long to wait', statusError(429, { details: [retryInfo('1s')] })],
  ['an answer that is nonsense', parsed([1])],
])('%s does not count', async (_, fault) => {
  const changes: boolean[] = [];
  const { server, reader, options } = await createFixture({
    circuit: { failures: 1, openMs: 60_000 },
    onCircuit: (isOpen) => void changes.push(isOpen),
  });
  server.enqueue('header', fault, fault, fault, fault);
  await scanErrorOf(reader.parseHeader(PAGES, options));
  expect(changes).toEqual([]);
});

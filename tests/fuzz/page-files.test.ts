/** Files that were damaged, cut or made to harm: each is taken or refused by name, in time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScanError } from '../../src/errors.ts';
import { createPageFileInspection } from '../../src/scan/page-files.ts';
import { drawPdf, drawPhoto } from '../support/pictures.ts';
import { RUNS } from './runs.ts';

const inspect = createPageFileInspection({ maxBytes: 20 * 1024 ** 2, maxImagePixels: 50_000_000 });

interface Damage {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const damages = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 6 }),
      fc
        .constantFrom('0 R', '/Count 99999', '/Kids', 'endobj', '<<', '%PDF-', '\0')
        .map((text) => Buffer.from(text)),
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

function damage(file: Buffer, all: readonly Damage[], isCut: boolean): Buffer {
  const bytes = Buffer.from(file);
  for (const { at, bytes: put } of all) Buffer.from(put).copy(bytes, Math.floor(at * bytes.length));
  return isCut ? bytes.subarray(0, Math.floor((all[0]?.at ?? 1) * bytes.length)) : bytes;
}

async function judge(bytes: Buffer): Promise<void> {
  const facts = await inspect({ bytes, name: '../../etc/passwd\0.pdf' }).catch((error: unknown) => {
    if (error instanceof ScanError) return undefined;
    throw error;
  });
  if (facts) expect(facts.pageCount).toBeGreaterThanOrEqual(1);
}

test('PDFs', { timeout: 120_000 }, async () => {
  const pdf = drawPdf();
  await fc.assert(
    fc.asyncProperty(damages, fc.boolean(), (all, isCut) => judge(damage(pdf, all, isCut))),
    RUNS,
  );
});

test('pictures', { timeout: 120_000 }, async () => {
  const photo = await drawPhoto({ width: 60, height: 40, text: '' });
  await fc.assert(
    fc.asyncProperty(damages, fc.boolean(), (all, isCut) => judge(damage(photo, all, isCut))),
    RUNS,
  );
});

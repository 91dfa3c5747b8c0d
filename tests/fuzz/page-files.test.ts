/** Any bytes as a page: taken with a sane page count, or refused with a ScanError that names the file; never a crash, never a hang. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { drawEncryptedPdf, drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { executable } from '../../papers/sent-files/bad-files.ts';
import { drawPhoto, readHeic } from '../../papers/sent-files/pictures.ts';
import { ScanError } from '../../src/errors.ts';
import { createPageFileInspection } from '../../src/page-files/page-files.ts';
import { slowCases } from './cases.ts';

/** A sender chooses it; it is for messages alone. */
const NAME = '../../etc/passwd\0.pdf';
const { inspect, close } = createPageFileInspection({
  maxBytes: 20 * 1024 ** 2,
  maxImagePixels: 50_000_000,
  readsHeic: true,
});
afterAll(close);

/** What a broken phone, mailer or attacker makes of a file. */
type Damage = (bytes: Buffer) => Buffer;

const flips: fc.Arbitrary<Damage> = fc
  .array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 })
  .map((all) => (bytes) => {
    const flipped = Buffer.from(bytes);
    for (const [at, byte] of all) flipped[at % flipped.length] = byte;
    return flipped;
  });
const cut: fc.Arbitrary<Damage> = fc.nat().map((at) => (bytes) => bytes.subarray(0, at % bytes.length));
const doubled: fc.Arbitrary<Damage> = fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => (bytes) => {
  const [a, b] = [from % bytes.length, to % bytes.length].sort((x, y) => x - y);
  return Buffer.concat([bytes.subarray(0, b), bytes.subarray(a)]);
});
const inserted: fc.Arbitrary<Damage> = fc
  .tuple(fc.nat(), fc.uint8Array({ maxLength: 64 }))
  .map(([at, bytes]) => (file) => {
    const place = at % file.length;
    return Buffer.concat([file.subarray(0, place), bytes, file.subarray(place)]);
  });
/** The places where PDFs hurt: counts, references, lengths. */
const renumbered: fc.Arbitrary<Damage> = fc
  .tuple(
    fc.nat(),
    fc.constantFrom(
      '0',
      '-1',
      '1',
      '2',
      '99999',
      '4294967296',
      '9999999999999',
      '1e9',
      '',
      '/A',
      '1 0 R',
      '<<',
      ']',
      '(',
      '%',
    ),
  )
  .map(([which, number]) => (file) => {
    const text = file.toString('latin1');
    const numbers = [...text.matchAll(/\d+/g)];
    const { index = 0, 0: old = '' } = numbers[which % Math.max(1, numbers.length)] ?? {};
    return Buffer.from(text.slice(0, index) + number + text.slice(index + old.length), 'latin1');
  });

const damage = fc.array(fc.oneof(flips, cut, doubled, inserted, renumbered, renumbered), {
  minLength: 0,
  maxLength: 3,
});

interface Tally {
  taken: number;
  refused: number;
}

async function expectJudged(bytes: Uint8Array, tally: Tally): Promise<void> {
  const before = Buffer.from(bytes);
  const outcome = await inspect({ bytes, name: NAME }).catch((error: unknown) => error);
  expect(before.equals(bytes)).toBe(true);
  if (outcome instanceof Error) {
    expect(outcome).toBeInstanceOf(ScanError);
    expect(outcome).toMatchObject({
      fileName: NAME,
      code: expect.stringMatching(/^(?:file_|image_too_large)/),
    });
    tally.refused += 1;
    return;
  }
  expect(outcome).toEqual({ mimeType: expect.any(String), pageCount: expect.any(Number) });
  const { pageCount } = outcome as { pageCount: number };
  expect(Number.isSafeInteger(pageCount) && pageCount >= 1).toBe(true);
  tally.taken += 1;
}

async function damageAll(files: readonly Buffer[], cases: number): Promise<Tally> {
  const tally = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), damage, async (file, damages) => {
      const bytes = damages.reduce((soFar, apply) => (soFar.length === 0 ? soFar : apply(soFar)), file);
      await expectJudged(bytes, tally);
    }),
    { numRuns: cases },
  );
  return tally;
}

test('a damaged PDF', async () => {
  const files = [
    drawPdf(),
    drawPdf({ pages: 3 }),
    drawEncryptedPdf(),
    drawEncryptedPdf({ userPassword: '' }),
  ];
  const { taken, refused } = await damageAll(files, slowCases(300));
  expect(Math.min(taken, refused)).toBeGreaterThan(20);
});

test('a damaged picture', async () => {
  const sizes = { width: 60, height: 80, text: 'TAX' };
  const formats = ['jpeg', 'png', 'webp'] as const;
  const drawn = await Promise.all(formats.map((format) => drawPhoto({ ...sizes, format })));
  const { taken, refused } = await damageAll([...drawn, readHeic()], slowCases(400));
  expect(Math.min(taken, refused)).toBeGreaterThan(20);
});

test('bytes of any kind behind the head of a file', async () => {
  const heads = [
    '%PDF-1.7\n',
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
    'RIFF\0\0\0\0WEBP',
    '\0\0\0\x18ftypheic',
    'GIF89a',
    'PK\x03\x04',
    '<svg ',
    '<?xml ',
    '',
  ].map((head) => Buffer.from(head, 'latin1'));
  const tally = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...heads, executable()),
      fc.uint8Array({ maxLength: 300 }),
      async (head, rest) => {
        await expectJudged(Buffer.concat([head, rest]), tally);
      },
    ),
    { numRuns: slowCases(400) },
  );
  expect(tally.refused).toBeGreaterThan(100);
});

/** Reads the text that a PDF carries, with positions, so that such pages need no OCR. */
import type { PageLayout, Word } from '../../reader/invoice-reader.ts';
import { joinPieces, type TextPiece } from './text-pieces.ts';

/** Fewer letters and digits are a scanner's stamp on a picture, not an invoice. */
const MIN_CHARACTERS = 60;

/** A font without a character map gives signs that nobody can read; then the picture is the better source. */
const MIN_READABLE_SHARE = 0.85;
const READABLE = /[\p{L}\p{M}\p{N}\p{P}\p{Sc}\p{Sm}|]/u;

/**
 * A layout per page, undefined where it has no usable text and must be looked at. Points of 1/72 inch, turned so that most
 * of the text is upright. Rejects with pdf.js's error if the file is broken.
 */
export async function readTextLayers(bytes: Uint8Array): Promise<readonly (PageLayout | undefined)[]> {
  const { getDocumentProxy } = await import('unpdf');
  // A copy: pdf.js takes the buffer that it is given away from its owner.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  try {
    const layouts: (PageLayout | undefined)[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { width, height, transform } = page.getViewport({ scale: 1 });
      const content = await page.getTextContent();
      const pieces = content.items.flatMap((item) => ('str' in item ? [toPiece(item, transform)] : []));
      const layout = createLayout({ width, height }, pieces);
      layouts.push(isReadable(layout.words) ? layout : undefined);
    }
    return layouts;
  } finally {
    await document.destroy();
  }
}

interface Item {
  readonly str: string;
  readonly width: number;
  readonly transform: readonly number[];
}

/** Puts an item of pdf.js on the page: origin at the top left, y down. */
function toPiece({ str, width, transform }: Item, viewport: readonly number[]): TextPiece {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport;
  const [ta = 0, tb = 0, tc = 0, td = 0, te = 0, tf = 0] = transform;
  return {
    text: str,
    x: a * te + c * tf + e,
    y: b * te + d * tf + f,
    length: width,
    size: Math.hypot(a * tc + c * td, b * tc + d * td),
    angle: Math.atan2(b * ta + d * tb, a * ta + c * tb),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function createLayout(size: Size, pieces: readonly TextPiece[]): PageLayout {
  const quarters = findMainQuarter(pieces);
  const isSideways = quarters % 2 === 1;
  const upright = pieces.map((piece) => turnBack(piece, quarters, size));
  return {
    width: isSideways ? size.height : size.width,
    height: isSideways ? size.width : size.height,
    words: joinPieces(upright),
  };
}

/** How many quarter turns clockwise most of the text has made, 0 to 3. */
function findMainQuarter(pieces: readonly TextPiece[]): number {
  const characters = [0, 0, 0, 0];
  for (const { angle, text } of pieces) {
    const quarter = (Math.round(angle / (Math.PI / 2)) + 4) % 4;
    characters[quarter] = (characters[quarter] ?? 0) + text.trim().length;
  }
  return characters.indexOf(Math.max(...characters));
}

function turnBack(piece: TextPiece, quarters: number, { width, height }: Size): TextPiece {
  const { x, y } = piece;
  const angle = piece.angle - (quarters * Math.PI) / 2;
  if (quarters === 1) return { ...piece, angle, x: y, y: width - x };
  if (quarters === 2) return { ...piece, angle, x: width - x, y: height - y };
  if (quarters === 3) return { ...piece, angle, x: height - y, y: x };
  return piece;
}

function isReadable(words: readonly Word[]): boolean {
  const characters = [...words.map(({ text }) => text).join('')];
  const readable = characters.filter((character) => READABLE.test(character)).length;
  return readable >= MIN_CHARACTERS && readable >= MIN_READABLE_SHARE * characters.length;
}

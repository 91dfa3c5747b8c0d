/** Makes words of the pieces of text in a PDF, which break and join words as the program that wrote it pleased. */
import type { Word } from '../../reader/invoice-reader.ts';

/** A run of text on one baseline; x and y are where the baseline begins, y goes down. */
export interface TextPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Along the baseline. */
  readonly length: number;
  /** Of the font. */
  readonly size: number;
  /** Radians, clockwise from the right. */
  readonly angle: number;
}

/** In font sizes. Pieces that follow nearer than this are one word, if there is no space between. */
const MAX_JOINT = 0.15;
const MAX_OVERLAP = 0.3;

const ASCENT = 0.74;
const DESCENT = 0.21;
const DESCENDERS = /[gjpqyQ,;()[\]{}|_\p{M}]/u;

export function joinPieces(pieces: readonly TextPiece[]): Word[] {
  const joined: TextPiece[] = [];
  for (const piece of pieces.flatMap(splitAtSpaces)) {
    const last = joined.at(-1);
    if (last && follows(last, piece)) joined[joined.length - 1] = append(last, piece);
    else joined.push(piece);
  }
  return joined.map(toWord);
}

/** Pieces without spaces. How wide each part is follows from the usual widths of its letters. */
function splitAtSpaces(piece: TextPiece): TextPiece[] {
  const perUnit = piece.length / Math.max(1e-6, measure(piece.text));
  const direction = { x: Math.cos(piece.angle), y: Math.sin(piece.angle) };
  return [...piece.text.matchAll(/\S+/g)].map((match) => {
    const start = measure(piece.text.slice(0, match.index)) * perUnit;
    return {
      ...piece,
      text: match[0],
      x: piece.x + start * direction.x,
      y: piece.y + start * direction.y,
      length: measure(match[0]) * perUnit,
    };
  });
}

/** In the width of a digit, for common sans-serif fonts. */
function measure(text: string): number {
  let width = 0;
  for (const character of text) width += measureCharacter(character);
  return width;
}

function measureCharacter(character: string): number {
  if (/\p{M}/u.test(character)) return 0.1;
  if (/[ijl.,:;'|!\s]/.test(character)) return 0.48;
  if (/[fIrt()[\]/\\"-]/.test(character)) return 0.6;
  if (/[mwMW@%]/.test(character)) return 1.55;
  return /[A-Z&]/.test(character) ? 1.22 : 1;
}

/** The gap is measured along the baseline: a space between pieces makes it wide. */
function follows(last: TextPiece, piece: TextPiece): boolean {
  if (Math.abs(last.angle - piece.angle) > 0.02) return false;
  const [cos, sin] = [Math.cos(last.angle), Math.sin(last.angle)];
  const [dx, dy] = [piece.x - last.x, piece.y - last.y];
  const aside = Math.abs(dy * cos - dx * sin);
  const gap = dx * cos + dy * sin - last.length;
  const size = Math.max(last.size, piece.size);
  return aside <= 0.2 * size && gap <= MAX_JOINT * size && gap >= -MAX_OVERLAP * size;
}

function append(last: TextPiece, piece: TextPiece): TextPiece {
  const reach =
    (piece.x - last.x) * Math.cos(last.angle) + (piece.y - last.y) * Math.sin(last.angle) + piece.length;
  return { ...last, text: last.text + piece.text, length: reach, size: Math.max(last.size, piece.size) };
}

function toWord({ text, x, y, length, size, angle }: TextPiece): Word {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const below = DESCENDERS.test(text) ? DESCENT * size : 0;
  const corners = [-ASCENT * size, below].flatMap((down) =>
    [0, length].map((along) => ({ x: x + along * cos - down * sin, y: y + along * sin + down * cos })),
  );
  return {
    text,
    left: Math.min(...corners.map((corner) => corner.x)),
    top: Math.min(...corners.map((corner) => corner.y)),
    right: Math.max(...corners.map((corner) => corner.x)),
    bottom: Math.max(...corners.map((corner) => corner.y)),
    confidence: 1,
  };
}

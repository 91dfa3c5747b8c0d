/** The HTML around every drawn page: fonts from npm packages, paper sizes, and escaped text. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Families and their faces, so that a drawing does not depend on the machine's fonts. */
const FACES: Readonly<Record<string, readonly { readonly weight: number; readonly url: string }[]>> = {
  Arimo: [
    { weight: 400, url: import.meta.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf') },
    { weight: 700, url: import.meta.resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf') },
  ],
  Sans: [
    { weight: 400, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf') },
    { weight: 700, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf') },
  ],
  Condensed: [
    { weight: 400, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf') },
    { weight: 700, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf') },
  ],
  BookSerif: [
    { weight: 400, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSerif.ttf') },
    { weight: 700, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSerif-Bold.ttf') },
  ],
  Mono: [
    { weight: 400, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf') },
    { weight: 700, url: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf') },
  ],
  Devanagari: [
    {
      weight: 400,
      url: import.meta.resolve(
        '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
      ),
    },
    {
      weight: 700,
      url: import.meta.resolve(
        '@expo-google-fonts/noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf',
      ),
    },
  ],
};

export interface Sheet {
  readonly css: string;
  /** The inside of each page. */
  readonly pages: readonly string[];
  /** Default A4. */
  readonly widthMm?: number;
  readonly heightMm?: number;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Each of `texts` is printed on a line of its own. */
export function linesOf(texts: readonly string[]): string {
  return texts.map(escapeHtml).join('<br>');
}

/** In a cell of its own, against the right edge. */
export function right(text: string): string {
  return `<div class="r">${text}</div>`;
}

export function rowOf(cells: readonly string[], tag: 'td' | 'th' = 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
}

/** A label, and its amount against the right edge. */
export function sumRow(label: string, amount: string): string {
  return rowOf([label, right(amount)]);
}

/** The head of a table; from the column `firstRight` on, from 0, against the right edge. */
export function headOf(labels: readonly string[], firstRight: number): string {
  return rowOf(
    labels.map((label, index) => (index < firstRight ? label : right(label))),
    'th',
  );
}

/** A whole document, its fonts inside. */
export function createDocument({ css, pages, widthMm = 210, heightMm = 297 }: Sheet): string {
  const size = `width: ${widthMm}mm; height: ${heightMm}mm`;
  const body = pages.map((page) => `<div class="page">${page}</div>`).join('');
  return `<!doctype html><meta charset="utf-8"><style>${facesIn(css)}
    @page { size: ${widthMm}mm ${heightMm}mm; margin: 0 }
    * { box-sizing: border-box } body { margin: 0; color: #000; background: #fff }
    .page { ${size}; padding: 10mm; overflow: hidden; break-after: page; position: relative }
    .page:last-child { break-after: auto }
    table { border-collapse: collapse; width: 100% } td, th { vertical-align: top; text-align: left }
    .r { text-align: right } .c { text-align: center } .b { font-weight: 700 }
    ${css}</style>${body}`;
}

function facesIn(css: string): string {
  return Object.entries(FACES)
    .filter(([family]) => css.includes(family))
    .flatMap(([family, faces]) => faces.map((face) => faceOf(family, face)))
    .join('');
}

function faceOf(family: string, { weight, url }: { weight: number; url: string }): string {
  const data = readFileSync(fileURLToPath(url)).toString('base64');
  return `@font-face { font-family: ${family}; font-weight: ${weight}; src: url(data:font/ttf;base64,${data}) }`;
}

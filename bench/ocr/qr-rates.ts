/** How many of 24 e-invoices' QR codes are decoded from what people send of them. */
import { formatTable } from '../../papers/measures/tables.ts';
import { makePhoto, type PhotoKind } from '../../papers/photos/make-photo.ts';
import { createQrPages, type PageDpi, QR_WIDTHS_MM, type QrPage } from '../../papers/qr-pages.ts';
import { createQrFinder } from '../../src/local-ocr/qr-finder.ts';

type QrFileKind = 'picture' | PhotoKind;

const KINDS: readonly QrFileKind[] = ['picture', 'telegram', 'rotated', 'blurred', 'shadowed', 'on-a-table'];
const DPIS: readonly PageDpi[] = [300, 168];

interface QrRate {
  readonly dpi: PageDpi;
  readonly kind: QrFileKind;
  readonly widthMm: number;
  readonly pages: number;
  readonly decoded: number;
  /** Not decoded, but seen: their users are asked for a file. */
  readonly seen: number;
}

export async function measureQrRates(pagesPerWidth?: number): Promise<readonly QrRate[]> {
  const finder = createQrFinder();
  async function look(page: QrPage, kind: QrFileKind, seed: number): Promise<'decoded' | 'seen' | 'missed'> {
    const bytes = kind === 'picture' ? page.picture : await makePhoto(page.picture, kind, seed);
    const file = { read: async () => bytes, sizeBytes: bytes.length, pageCount: 1, firstPageNumber: 1 };
    const mimeType = kind === 'picture' ? 'image/png' : 'image/jpeg';
    const found = await finder.find({ ...file, mimeType }, new AbortController().signal);
    if (found?.texts.includes(page.text)) return 'decoded';
    return found?.isUnreadable ? 'seen' : 'missed';
  }

  const rates: QrRate[] = [];
  for (const dpi of DPIS) {
    const pages = await createQrPages(dpi, pagesPerWidth);
    for (const kind of KINDS) {
      for (const widthMm of QR_WIDTHS_MM) {
        const own = pages.filter((page) => page.widthMm === widthMm);
        const outcomes: string[] = [];
        for (const [seed, page] of own.entries()) outcomes.push(await look(page, kind, seed + 1));
        const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
        rates.push({ dpi, kind, widthMm, pages: own.length, decoded: count('decoded'), seen: count('seen') });
      }
    }
  }
  await finder.close();
  return rates;
}

export function formatQrRates(rates: readonly QrRate[]): string {
  const rows = DPIS.flatMap((dpi) => KINDS.map((kind) => formatRow(rates, dpi, kind)));
  const head = ['page as', ...QR_WIDTHS_MM.map((widthMm) => `${widthMm} mm wide`), 'all'];
  return `QR codes of e-invoices decoded (+ seen but not decoded)\n\n${formatTable(head, rows)}`;
}

function formatRow(rates: readonly QrRate[], dpi: PageDpi, kind: QrFileKind): readonly string[] {
  const own = rates.filter((rate) => rate.dpi === dpi && rate.kind === kind);
  const sum = (name: 'pages' | 'decoded' | 'seen') => own.reduce((total, rate) => total + rate[name], 0);
  const all = `${sum('decoded')}/${sum('pages')} (${((100 * sum('decoded')) / sum('pages')).toFixed(0)} %)`;
  return [`${kind} of ${dpi} dpi`, ...own.map(formatRate), all];
}

function formatRate({ decoded, pages, seen }: QrRate): string {
  return `${decoded}/${pages}${seen > 0 ? ` +${seen}` : ''}`;
}

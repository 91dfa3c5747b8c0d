/** Writes PDFs as scanners do: one picture per page, no text. */
import sharp from 'sharp';
import { assemblePdf, createStream } from './pdf-objects.ts';

const FIRST_PAGE_OBJECT = 3;
const OBJECTS_PER_PAGE = 3;

/** `dpi` of the pictures sets the size of the pages. */
export async function createScannedPdf(pictures: readonly Buffer[], dpi: number): Promise<Buffer> {
  const kids = pictures.map((_, index) => `${FIRST_PAGE_OBJECT + OBJECTS_PER_PAGE * index} 0 R`);
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Count ${pictures.length} /Kids [${kids.join(' ')}] >>`),
  ];
  for (const picture of pictures) {
    objects.push(...(await createPage(picture, { dpi, firstObject: objects.length + 1 })));
  }
  return assemblePdf(objects);
}

async function createPage(
  picture: Buffer,
  { dpi, firstObject }: { readonly dpi: number; readonly firstObject: number },
): Promise<Buffer[]> {
  const image = sharp(picture).flatten({ background: 'white' }).toColourspace('b-w').jpeg({ quality: 85 });
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  const [width, height] = [(info.width * 72) / dpi, (info.height * 72) / dpi];
  return [
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${firstObject + 1} 0 R ` +
        `/Resources << /XObject << /Scan ${firstObject + 2} 0 R >> >> >>`,
    ),
    createStream('', Buffer.from(`${width} 0 0 ${height} 0 0 cm /Scan Do`)),
    createStream(
      `/Type /XObject /Subtype /Image /Width ${info.width} /Height ${info.height} ` +
        '/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode ',
      data,
    ),
  ];
}

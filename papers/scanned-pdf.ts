/** Writes PDFs as scanners do: one picture per page, no text. */
import sharp from 'sharp';

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
  return assemble(objects);
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

function createStream(entries: string, content: Buffer): Buffer {
  const head = Buffer.from(`<< ${entries}/Length ${content.length} >>\nstream\n`);
  return Buffer.concat([head, content, Buffer.from('\nendstream')]);
}

/** Numbers the objects from 1; the lines of the cross-reference table are 20 bytes each. */
function assemble(objects: readonly Buffer[]): Buffer {
  const header = Buffer.from('%PDF-1.4\n');
  const parts = objects.map((object, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]),
  );
  let offset = header.length;
  const rows = parts.map((part) => {
    const row = `${String(offset).padStart(10, '0')} 00000 n \n`;
    offset += part.length;
    return row;
  });
  const trailer = [
    `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${rows.join('')}`,
    `trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${offset}\n%%EOF\n`,
  ];
  return Buffer.concat([header, ...parts, Buffer.from(trailer.join(''))]);
}

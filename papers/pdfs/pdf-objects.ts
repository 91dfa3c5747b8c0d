/** The frame of a PDF file: numbered objects, streams, the cross-reference table (PDF 1.7, 7.5). */

/** First half of every file's `/ID`. */
export const PDF_ID = Buffer.from('gst-scanner-test');

/** `entries` of its dictionary beside its length. */
export function createStream(entries: string, content: Buffer): Buffer {
  const head = Buffer.from(`<< ${entries}/Length ${content.length} >>\nstream\n`);
  return Buffer.concat([head, content, Buffer.from('\nendstream')]);
}

/** Numbers the objects from 1, the first being the catalog; the lines of the cross-reference table are 20 bytes each. */
export function assemblePdf(objects: readonly (string | Buffer)[], trailerEntries = ''): Buffer {
  const header = Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1');
  const parts = objects.map((object, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
  );
  let offset = header.length;
  const rows = parts.map((part) => {
    const row = `${String(offset).padStart(10, '0')} 00000 n \n`;
    offset += part.length;
    return row;
  });
  const id = PDF_ID.toString('hex');
  const end = [
    `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${rows.join('')}`,
    `trailer\n<< /Size ${parts.length + 1} /Root 1 0 R /ID [<${id}> <${id}>]${trailerEntries} >>\n`,
    `startxref\n${offset}\n%%EOF\n`,
  ];
  return Buffer.concat([header, ...parts, Buffer.from(end.join(''))]);
}

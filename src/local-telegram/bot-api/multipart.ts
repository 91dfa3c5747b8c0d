/** Parses multipart/form-data bodies, those included that grammY sends: unquoted file names, which `formData()` refuses. */

export interface MultipartPart {
  readonly name: string;
  /** Present if the part is a file. */
  readonly fileName?: string | undefined;
  readonly bytes: Buffer;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/** The parts in order, or `undefined` if the body is not what its boundary promises. The bytes are views into `body`. */
export function parseMultipart(body: Buffer, boundary: string): MultipartPart[] | undefined {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line before it.
  if (body.indexOf(delimiter.subarray(2)) !== 0) return undefined;
  const parts: MultipartPart[] = [];
  let start = delimiter.length - 2;
  while (body.toString('latin1', start, start + 2) !== '--') {
    const headersEnd = body.indexOf(HEADERS_END, start);
    const contentStart = headersEnd + HEADERS_END.length;
    const end = headersEnd === -1 ? -1 : body.indexOf(delimiter, contentStart);
    const headers = end === -1 ? undefined : parseHeaders(body.toString('utf8', start, headersEnd));
    if (headers === undefined) return undefined;
    parts.push({ ...headers, bytes: body.subarray(contentStart, end) });
    start = end + delimiter.length;
  }
  return parts;
}

/** `boundary` of a Content-Type header, or `undefined` if it is not multipart/form-data. */
export function parseBoundary(contentType: string): string | undefined {
  if (!/^multipart\/form-data\b/i.test(contentType)) return undefined;
  return readParameter(contentType, 'boundary');
}

function parseHeaders(headers: string): Omit<MultipartPart, 'bytes'> | undefined {
  const disposition = headers
    .split('\r\n')
    .find((line) => /^content-disposition\s*:\s*form-data\b/i.test(line));
  const name = disposition === undefined ? undefined : readParameter(disposition, 'name');
  if (disposition === undefined || name === undefined) return undefined;
  return { name, fileName: readParameter(disposition, 'filename') };
}

/** A header's parameter, quoted or not. */
function readParameter(header: string, parameter: string): string | undefined {
  const match = new RegExp(`;\\s*${parameter}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(header);
  return match?.[1] ?? match?.[2]?.trim();
}

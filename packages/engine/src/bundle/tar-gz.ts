import { gunzipSync, gzipSync } from 'node:zlib';

const blockSize = 512;
/** Position of the "operating system" byte of a gzip header, and its value for "unknown" (RFC 1952 §2.3.1). */
const gzipSystemByte = 9;
const gzipSystemUnknown = 255;

/**
 * A gzip-compressed tar archive (POSIX ustar) with one file. The same input gives the same bytes on every machine:
 * times, owners and the operating system are left out.
 *
 * @param name - at most 100 bytes of ASCII.
 */
export function tarGz(name: string, content: string): Buffer {
  const data = Buffer.from(content, 'utf8');
  const padding = Buffer.alloc((blockSize - (data.length % blockSize)) % blockSize);
  const end = Buffer.alloc(2 * blockSize);
  const packed = gzipSync(Buffer.concat([header(name, data.length), data, padding, end]), { level: 9 });
  packed[gzipSystemByte] = gzipSystemUnknown;
  return packed;
}

/**
 * The content of the file with this name, when it is the first of an archive, as UTF-8; undefined when the bytes are no such
 * archive, or more than `limit` of them would come out.
 */
export function untarGz(name: string, packed: Buffer, limit: number): string | undefined {
  try {
    const archive = gunzipSync(packed, { maxOutputLength: limit });
    const size = Number.parseInt(archive.toString('latin1', 124, 136), 8);
    const content = archive.subarray(blockSize, blockSize + size);
    if (content.length !== size || !archive.toString('latin1', 0, 100).startsWith(`${name}\0`)) return undefined;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(blockSize);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  block.write(name, 0, 100, 'ascii');
  block.write(octal(0o644, 7), 100, 'ascii');
  block.write(octal(0, 7), 108, 'ascii');
  block.write(octal(0, 7), 116, 'ascii');
  block.write(octal(size, 11), 124, 'ascii');
  block.write(octal(0, 11), 136, 'ascii');
  // The checksum is taken with blanks in its own place.
  block.write(' '.repeat(8), 148, 'ascii');
  block.write('0', 156, 'ascii');
  block.write('ustar\u000000', 257, 'binary');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\u0000 `, 148, 'binary');
  return block;
}

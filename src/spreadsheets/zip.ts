import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { SheetFault } from './sheet.js';

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const MOST_PARTS = 5_000;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;

interface Part {
  name: string;
  encrypted: boolean;
  method: number;
  packed: number;
  offset: number;
}

const broken = (): SheetFault => new SheetFault('brokenWorkbook');

/** The archive's own table of contents: what is not listed there is not read, whatever else lies in the file. */
export function zipContents(bytes: Buffer): Part[] {
  try {
    return partsOf(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw broken(); // a place beyond the end of the file
    throw error;
  }
}

function partsOf(bytes: Buffer): Part[] {
  const end = endRecord(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_PARTS) throw new SheetFault('unpackedTooLarge');
  const parts: Part[] = [];
  let place = bytes.readUInt32LE(end + 16);
  for (let number = 0; number < count; number += 1) {
    if (bytes.readUInt32LE(place) !== CENTRAL_SIGNATURE) throw broken();
    const nameLength = bytes.readUInt16LE(place + 28);
    parts.push({
      name: bytes.toString('utf8', place + CENTRAL_LENGTH, place + CENTRAL_LENGTH + nameLength),
      encrypted: (bytes.readUInt16LE(place + 8) & ENCRYPTED) === ENCRYPTED,
      method: bytes.readUInt16LE(place + 10),
      packed: bytes.readUInt32LE(place + 20),
      offset: bytes.readUInt32LE(place + 42),
    });
    place += CENTRAL_LENGTH + nameLength + bytes.readUInt16LE(place + 30) + bytes.readUInt16LE(place + 32);
  }
  return parts;
}

function endRecord(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let place = bytes.length - END_LENGTH; place >= earliest; place -= 1) {
    if (bytes.readUInt32LE(place) === END_SIGNATURE) return place;
  }
  throw broken();
}

/** Unpacks one part into at most `mostBytes`; the size it declares is not believed. */
export async function unpackPart(bytes: Buffer, part: Part, mostBytes: number): Promise<Buffer> {
  if (part.encrypted) throw new SheetFault('lockedWorkbook');
  const { offset } = part;
  if (offset + LOCAL_LENGTH > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_SIGNATURE) throw broken();
  const start = offset + LOCAL_LENGTH + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, start + part.packed);
  if (part.method === STORED && packed.length <= mostBytes) return packed;
  if (part.method !== DEFLATED) throw part.method === STORED ? new SheetFault('unpackedTooLarge') : broken();
  try {
    return await inflate(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? new SheetFault('unpackedTooLarge') : broken();
  }
}

/**
 * An archive of these parts in this order, nothing packed: what a reader behind it sees has passed the limits. In
 * pieces, so that no part is copied.
 */
export function zipPieces(parts: readonly { name: string; content: Buffer }[]): Buffer[] {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const nameBytes = Buffer.from(name);
    const common = partHeader(nameBytes, content);
    const local = Buffer.concat([uint32(LOCAL_SIGNATURE), common, nameBytes]);
    const placed = Buffer.alloc(14);
    placed.writeUInt32LE(offset, 10);
    directory.push(uint32(CENTRAL_SIGNATURE), Buffer.from([20, 0]), common, placed, nameBytes);
    pieces.push(local, content);
    offset += local.length + content.length;
  }
  const end = Buffer.alloc(END_LENGTH);
  const listed = Buffer.concat(directory);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return [...pieces, listed, end];
}

/** The 26 bytes that the local and the central header of a part share: version to extra length. */
function partHeader(name: Buffer, content: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(STORED, 4);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

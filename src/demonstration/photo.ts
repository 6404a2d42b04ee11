import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];
interface Patch {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: Colour;
}

const SIZE = { width: 720, height: 480 };
const WALL: Colour = [214, 222, 220];
const WOOD: Colour = [158, 121, 84];

const shelf = (y: number): Patch => ({ x: 80, y, width: 420, height: 12, colour: WOOD });
const boxes = (y: number, colours: readonly Colour[]): Patch[] =>
  colours.map((colour, place) => ({ x: 96 + place * 98, y: y - 74, width: 82, height: 74, colour }));

/** A tidied storeroom, drawn of plain patches: stands for the photograph that a firm takes after mending a fault. */
const SCENE: readonly Patch[] = [
  { x: 0, y: 0, ...SIZE, colour: WALL },
  { x: 0, y: 390, width: 720, height: 90, colour: [171, 169, 160] },
  { x: 560, y: 70, width: 110, height: 130, colour: [150, 190, 214] },
  { x: 612, y: 70, width: 6, height: 130, colour: [240, 240, 236] },
  { x: 570, y: 290, width: 40, height: 100, colour: [196, 44, 38] },
  { x: 582, y: 274, width: 16, height: 18, colour: [40, 40, 40] },
  { x: 80, y: 60, width: 12, height: 340, colour: WOOD },
  { x: 488, y: 60, width: 12, height: 340, colour: WOOD },
  ...[160, 270, 380].map(shelf),
  ...boxes(160, [
    [196, 165, 116],
    [186, 152, 104],
    [196, 165, 116],
    [104, 142, 160],
  ]),
  ...boxes(270, [
    [104, 142, 160],
    [196, 165, 116],
    [186, 152, 104],
    [196, 165, 116],
  ]),
  ...boxes(380, [
    [186, 152, 104],
    [104, 142, 160],
    [104, 142, 160],
    [186, 152, 104],
  ]),
];

/** The picture as PNG bytes, always the same. */
export function storeroomPhoto(): Buffer {
  const { width, height } = SIZE;
  const stride = width * 3 + 1;
  const pixels = Buffer.alloc(stride * height);
  for (const { x, y, colour, ...patch } of SCENE) {
    const line = Buffer.concat(Array.from({ length: patch.width }, () => Buffer.from(colour)));
    for (let row = y; row < y + patch.height; row += 1) line.copy(pixels, row * stride + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

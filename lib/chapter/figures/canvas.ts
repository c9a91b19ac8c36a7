import { crc32, deflateSync } from "node:zlib";

/**
 * As much of a browser's canvas as Plotly needs for heat maps and pictures, which it fills rectangle by rectangle or
 * pixel by pixel: jsdom has none. Anti-aliasing, paths and text are not there.
 */
export function createCanvas(width: number, height: number) {
  const pixels = new Uint8ClampedArray(width * height * 4);
  const inside = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const fill = (x: number, y: number, w: number, h: number, colour: Colour) => {
    const [left, right] = [inside(x, width), inside(x + w, width)];
    const [top, bottom] = [inside(y, height), inside(y + h, height)];
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) pixels.set(colour, (row * width + column) * 4);
  };
  const context = {
    fillStyle: "#000",
    fillRect(x: number, y: number, w: number, h: number) {
      fill(x, y, w, h, parseColour(context.fillStyle));
    },
    clearRect(x: number, y: number, w: number, h: number) {
      fill(x, y, w, h, [0, 0, 0, 0]);
    },
    createImageData: (w: number, h: number) => ({
      width: w,
      height: h,
      data: new Uint8ClampedArray(w * h * 4),
    }),
    putImageData({ width: w, height: h, data }: Picture, x: number, y: number) {
      for (let row = 0; row < h; row++)
        for (let column = 0; column < w; column++) {
          const at = (row * w + column) * 4;
          if (x + column < width && y + row < height)
            pixels.set(data.subarray(at, at + 4), ((y + row) * width + x + column) * 4);
        }
    },
  };
  return {
    context,
    toDataURL: () => `data:image/png;base64,${toPng(pixels, width, height).toString("base64")}`,
  };
}

type Colour = [number, number, number, number];

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)`, `#010203`, `#123`; Plotly hands on no other. */
function parseColour(text: string): Colour {
  const numbers = /^rgba?\(([^)]*)\)$/i.exec(text)?.[1]?.split(",").map(Number);
  if (numbers) {
    const [r = 0, g = 0, b = 0, a = 1] = numbers;
    return [r, g, b, a * 255];
  }
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text)?.[1] ?? "000";
  const [r = 0, g = 0, b = 0] =
    hex.length === 3
      ? [...hex].map((digit) => Number.parseInt(digit + digit, 16))
      : [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [r, g, b, 255];
}

/** https://www.w3.org/TR/png-3: eight bits of red, green, blue and alpha, no filter. */
function toPng(pixels: Uint8ClampedArray, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const lines = Buffer.alloc(height * (width * 4 + 1));
  for (let row = 0; row < height; row++)
    lines.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * (width * 4 + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

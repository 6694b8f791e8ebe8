import { PNG } from "pngjs";

/** An image as a PNG in a data URL, enlarged pixel by pixel so that viewers do not blur it. */
export function pngUrl(
  pixels: Float32Array,
  shape: { height: number; width: number; channels: number },
  [low, high]: readonly [number, number],
  side: number,
): string {
  const scale = Math.max(1, Math.floor(side / Math.max(shape.height, shape.width)));
  const png = new PNG({ width: shape.width * scale, height: shape.height * scale });
  for (let place = 0; place < png.width * png.height; place++) {
    const column = Math.floor((place % png.width) / scale);
    const row = Math.floor(Math.floor(place / png.width) / scale);
    const start = (row * shape.width + column) * shape.channels;
    for (let channel = 0; channel < 3; channel++) {
      const value = pixels[start + (shape.channels === 3 ? channel : 0)]!;
      png.data[4 * place + channel] = Math.round((255 * (value - low)) / (high - low));
    }
    png.data[4 * place + 3] = 255;
  }
  const colorType = shape.channels === 1 ? 0 : 2;
  return `data:image/png;base64,${PNG.sync.write(png, { colorType, deflateLevel: 9 }).toString("base64")}`;
}

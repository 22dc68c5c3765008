/** Width and height of a picture from its first bytes, as far as Discord would tell them: PNG, JPEG and GIF. */

type Size = { readonly width: number; readonly height: number };

export function pictureSize(bytes: Uint8Array): Size | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > 24 && buffer.toString('latin1', 1, 4) === 'PNG')
    return { width: buffer.readUInt32BE(16), height: buffer.readUInt32BE(20) };
  if (buffer.length > 10 && buffer.toString('latin1', 0, 3) === 'GIF')
    return { width: buffer.readUInt16LE(6), height: buffer.readUInt16LE(8) };
  if (buffer.length > 4 && buffer.readUInt16BE(0) === 0xffd8) return jpegSize(buffer);
  return null;
}

/** Goes from marker to marker until one says how large the frame is. */
function jpegSize(buffer: Buffer): Size | null {
  let at = 2;
  while (at + 9 < buffer.length) {
    const marker = buffer.readUInt16BE(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: buffer.readUInt16BE(at + 7), height: buffer.readUInt16BE(at + 5) };
    at += 2 + buffer.readUInt16BE(at + 2);
  }
  return null;
}

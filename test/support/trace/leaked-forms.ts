/** How a secret may show without being quoted. */

/** Each 8-byte piece, plain, in lower case, in hexadecimal, percent-encoded, and as base64 has it at each offset. */
export function formsOf(secret: string): string[] {
  const pieces = [...secret].slice(7).map((_last, at) => Buffer.from(secret.slice(at, at + 8), 'latin1'));
  return pieces.flatMap((piece) => {
    const plain = piece.toString('latin1');
    const hex = piece.toString('hex');
    const percent = [hex, hex.toUpperCase()].map((digits) => digits.replace(/../g, '%$&'));
    const base64 = [0, 1, 2].map((offset) =>
      Buffer.concat([Buffer.alloc(offset), piece])
        .toString('base64url')
        .slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + 8) * 8) / 6)),
    );
    const standard = base64.map((text) => text.replaceAll('-', '+').replaceAll('_', '/'));
    const uri = encodeURIComponent(plain);
    return [plain, plain.toLowerCase(), hex, hex.toUpperCase(), ...percent, uri, ...base64, ...standard];
  });
}

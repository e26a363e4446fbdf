/** What a file is to hold: the bytes, or the pieces of them, which need not be joined to be written. */
export type FileBytes = Buffer | readonly Buffer[];

export const piecesOf = (bytes: FileBytes): readonly Buffer[] => (Buffer.isBuffer(bytes) ? [bytes] : bytes);

export const lengthOf = (bytes: FileBytes): number =>
  piecesOf(bytes).reduce((sum, { length }) => sum + length, 0);

export function isSameBytes(whole: Buffer, bytes: FileBytes): boolean {
  let at = 0;
  for (const piece of piecesOf(bytes)) {
    if (!piece.equals(whole.subarray(at, at + piece.length))) return false;
    at += piece.length;
  }
  return at === whole.length;
}

/** From here on a piece is better written alone than copied into one with its neighbours. */
const largePiece = 65_536;

/** The same bytes in pieces that are worth a request to the disk each. */
export function joinSmall(pieces: readonly Buffer[]): Buffer[] {
  const joined: Buffer[] = [];
  let small: Buffer[] = [];
  const flush = () => {
    if (small.length > 0) joined.push(Buffer.concat(small));
    small = [];
  };
  for (const piece of pieces) {
    if (piece.length < largePiece) small.push(piece);
    else {
      flush();
      joined.push(piece);
    }
  }
  flush();
  return joined;
}

export type LineRange = { first: number; last: number };

/** `#L120` and `#L120-L140` name lines of a log. */
export function parseLineRange(hash: string): LineRange | undefined {
  const found = /^#L(\d{1,9})(?:-L?(\d{1,9}))?$/.exec(hash);
  if (!found) return undefined;
  const one = Number(found[1]);
  const other = found[2] === undefined ? one : Number(found[2]);
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

export const toLineHash = ({ first, last }: LineRange): string =>
  first === last ? `#L${first}` : `#L${first}-L${last}`;

const units = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** `4.6 GB`, by 1024, with one decimal. */
export function toSizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

/** `1 entry`, `2 entries`. */
export const toCountText = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

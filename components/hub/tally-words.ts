const steps = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Large numbers as people say them: `8B` parameters, `160k` downloads, `1.2M`. */
export function toTallyWords(count: number): string {
  for (const [size, letter] of steps) {
    if (count < size * 0.9995) continue;
    const value = count / size;
    return `${value.toFixed(value < 99.5 ? 1 : 0).replace(/\.0$/, "")}${letter}`;
  }
  return String(count);
}

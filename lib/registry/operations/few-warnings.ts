const warningsMax = 100;

/** As many warnings as anybody reads, and how many more there are. */
export function fewWarnings(warnings: readonly string[]): string[] {
  const more = warnings.length - warningsMax;
  return more > 0 ? [...warnings.slice(0, warningsMax), `And ${more} more.`] : [...warnings];
}

type Nameable = { name: string; quantization?: string | undefined; files: readonly string[] };

/** The weights that a person names: by quantisation, by name, by a file, or by the folder they lie in. */
export function namedVariants<Each extends Nameable>(
  variants: readonly Each[],
  named: string | undefined,
): Each[] {
  const wish = named?.toLowerCase();
  if (wish === undefined) return [];
  const isMeant = (path: string) => path.toLowerCase() === wish || path.toLowerCase().startsWith(`${wish}/`);
  return variants.filter(
    ({ name, quantization, files }) =>
      quantization?.toLowerCase() === wish || name.toLowerCase() === wish || files.some(isMeant),
  );
}

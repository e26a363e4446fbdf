/** The first names of a list, as the original tool shows them. */
export function namesShown(things: readonly { name: string }[], max: number): string {
  const names = things.slice(0, max).map(({ name }) => name);
  return `${names.join(", ")}${things.length > max ? " …" : ""}`;
}

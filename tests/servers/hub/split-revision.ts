/** `refs/pr/1` is one revision though it has slashes; any other that has them comes encoded. */
export function splitRevision(rest: readonly string[]): { revision: string; path: string } {
  const length = rest[0] === "refs" ? 3 : 1;
  return { revision: rest.slice(0, length).join("/") || "main", path: rest.slice(length).join("/") };
}

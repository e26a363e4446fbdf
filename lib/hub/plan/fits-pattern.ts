/**
 * Whether a whole name fits a pattern. `*` and `?` stand for any letters, slashes among them, as people expect who
 * name no folder. Each letter is looked at a few times at most: an expression of many `*` could take for ever.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const letters = name.toLowerCase();
  const wanted = pattern.toLowerCase();
  let at = 0;
  let next = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < letters.length) {
    if (wanted[next] === "*") {
      star = next;
      resumeAt = at;
      next += 1;
    } else if (next < wanted.length && (wanted[next] === "?" || wanted[next] === letters[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      at = resumeAt;
      next = star + 1;
    } else return false;
  }
  return /^\**$/.test(wanted.slice(next));
}

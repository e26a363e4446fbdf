/** The words that call a script with the Python that a program is called with. */
export function scriptWords(program: readonly string[], script: string): string[] {
  if (program.at(-2) === "-m") return [...program.slice(0, -2), script];
  // A program named by its path has its Python beside it, and that one has what the script needs.
  const folder = /^.*[/\\]/.exec(program.at(-1) ?? "")?.[0] ?? "";
  return [...program.slice(0, -1), `${folder}python`, script];
}

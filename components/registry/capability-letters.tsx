const known = [
  ["text", "T"],
  ["vision", "V"],
  ["audio", "A"],
  ["embedding", "E"],
  ["tools", "F"],
  ["thinking", "R"],
] as const;

const words: Record<string, string> = {
  text: "text",
  vision: "vision",
  audio: "audio",
  embedding: "embedding",
  tools: "tools (function calls)",
  thinking: "reasoning",
};

/** What a model can do, in words: can, cannot, and what nobody has found out. */
export function toCapabilityWords(capabilities: Record<string, boolean>): string {
  const names = known.map(([name]) => name);
  const wordsOf = (wanted: boolean | undefined) =>
    names.filter((name) => capabilities[name] === wanted).map((name) => words[name]);
  const parts = [
    ["Can", wordsOf(true)],
    ["Cannot", wordsOf(false)],
    ["Unknown", wordsOf(undefined)],
  ] as const;
  return parts
    .filter(([, list]) => list.length > 0)
    .map(([head, list]) => `${head}: ${list.join(", ")}`)
    .join(". ");
}

/** A letter stands for yes, a struck letter for no; what is unknown has no letter. */
export function CapabilityLetters({ capabilities }: { capabilities: Record<string, boolean> }) {
  const said = toCapabilityWords(capabilities);
  return (
    <span data-slot="capability-letters" title={said} className="relative flex w-fit items-center gap-1">
      <span className="sr-only">{said}</span>
      {known.map(([name, letter]) => {
        const can = capabilities[name];
        if (can === undefined) return null;
        const look = can ? "bg-surface-3 text-ink" : "text-muted line-through";
        return (
          <span
            key={name}
            aria-hidden="true"
            className={`inline-flex size-4 items-center justify-center rounded-sm font-medium text-xs ${look}`}
          >
            {letter}
          </span>
        );
      })}
    </span>
  );
}

const names = ["text", "vision", "audio", "embedding", "tools", "thinking"] as const;

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

/** The letters are those of `modeldeck list`. What a model cannot do, and what is unknown, has none. */
const letters = [
  ["vision", "V"],
  ["audio", "A"],
  ["embedding", "E"],
  ["thinking", "R"],
  ["tools", "T"],
] as const;

export function CapabilityLetters({ capabilities }: { capabilities: Record<string, boolean> }) {
  const can = names.filter((name) => capabilities[name] === true).map((name) => words[name]);
  if (can.length === 0) return null;
  const said = `Can: ${can.join(", ")}`;
  return (
    <span data-slot="capability-letters" title={said} className="relative flex w-fit items-center gap-0.5">
      <span className="sr-only">{said}</span>
      {letters.map(
        ([name, letter]) =>
          capabilities[name] === true && (
            <span
              key={name}
              aria-hidden="true"
              className="inline-flex size-4 items-center justify-center rounded-sm bg-surface-3 font-medium text-ink text-xs"
            >
              {letter}
            </span>
          ),
      )}
    </span>
  );
}

import { cn } from "#lib/cn.ts";

const inks: Readonly<Record<string, string>> = {
  "+": "bg-ok-soft text-ok",
  "-": "bg-danger-soft text-danger",
  "@": "text-muted",
};

/** What changes in a text, line by line, with what stands around it. */
export function FileDifference({ text, path }: { text: string; path: string }) {
  const counts = new Map<string, number>();
  const lines = text.split("\n").map((line) => {
    const count = (counts.get(line) ?? 0) + 1;
    counts.set(line, count);
    return { line, key: `${count} ${line}` };
  });
  return (
    <section
      aria-label={`Difference in ${path}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border border-line py-1 font-mono text-sm"
    >
      <div className="w-max min-w-full">
        {lines.map(({ line, key }) => (
          <div key={key} className={cn("whitespace-pre px-3", inks[line[0] ?? ""])}>
            {line === "" ? " " : line}
          </div>
        ))}
      </div>
    </section>
  );
}

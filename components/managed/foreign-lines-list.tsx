import type { ForeignLines } from "#cli-bridge/protocol/server-setup.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";

/** What to paste where a server is told what to do that somebody else starts. */
export function ForeignLinesList({ lines }: { lines: readonly ForeignLines[] }) {
  return (
    <ul className="flex flex-col gap-4">
      {lines.map(({ system, where, text, afterwards }) => (
        <li key={system} className="flex min-w-0 flex-col gap-1">
          <span>
            <span className="font-medium">{system}</span>{" "}
            <span className="text-muted text-sm">
              in <span className="font-mono">{where}</span>
            </span>
          </span>
          <CodeBlock text={text} label={`the lines for ${system}`} />
          <span className="text-muted text-sm">Then: {afterwards}</span>
        </li>
      ))}
    </ul>
  );
}

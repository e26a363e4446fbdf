import { CopyButton } from "#components/ui/copy-button.tsx";

type CodePieceProps = { text: string; language?: string | undefined };

/** Code that a model wrote: its lines stay whole, and the copy is exact. */
export function CodePiece({ text, language }: CodePieceProps) {
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface-2">
      <div className="flex items-center justify-between gap-2 border-line border-b py-0.5 pr-1 pl-3">
        <span className="truncate text-muted text-xs">{language || "Text"}</span>
        <CopyButton text={text} label="Copy code" />
      </div>
      <pre
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        tabIndex={0}
        className="overflow-x-auto px-3 py-2 font-mono text-sm -outline-offset-2"
      >
        <code>{text}</code>
      </pre>
    </div>
  );
}

import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";
import { CopyButton } from "./copy-button.tsx";

export type CodeBlockProps = Omit<ComponentProps<"div">, "children"> & { text: string; label: string };

/** Words to run elsewhere: they wrap rather than hide, and the copy is exact. */
export function CodeBlock({ text, label, className, ...rest }: CodeBlockProps) {
  return (
    <div
      data-slot="code-block"
      className={cn(
        "flex min-w-0 items-start gap-2 rounded-md border border-line bg-surface-2 py-1 pr-1 pl-3",
        className,
      )}
      {...rest}
    >
      <pre className="min-w-0 flex-1 whitespace-pre-wrap break-words py-1 font-mono text-ink text-sm">
        <code>{text.split(/([ \n]+)/).map(toUnbrokenWord)}</code>
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} />
    </div>
  );
}

/** A browser breaks a line inside `--port`; a word of a command stays whole as long as it fits. */
function toUnbrokenWord(word: string, place: number) {
  if (!word.includes("-")) return word;
  return (
    <span key={place} className="inline-block max-w-full break-all">
      {word}
    </span>
  );
}

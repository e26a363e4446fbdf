"use client";

import { useState } from "react";
import { Button } from "./button.tsx";
import { CodeBlock, type CodeBlockProps } from "./code-block.tsx";

/** About four lines where there is much room. */
const foldedFrom = 500;
const folded =
  "[&_pre]:max-h-28 [&_pre]:overflow-hidden [&_pre]:[mask-image:linear-gradient(black_60%,transparent)]";

/** Words to run elsewhere. Of many the beginning is shown, and all of them on a press; the copy is always of all. */
export function FoldedCode({ text, label }: Pick<CodeBlockProps, "text" | "label">) {
  const [isWhole, setWhole] = useState(false);
  if (text.length < foldedFrom) return <CodeBlock text={text} label={label} />;
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <CodeBlock text={text} label={label} className={isWhole ? "w-full" : `w-full ${folded}`} />
      <Button size="sm" variant="ghost" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? "Show its beginning only" : "Show all of it"}
      </Button>
    </div>
  );
}

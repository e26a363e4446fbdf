"use client";

import { lazy, memo, Suspense, useMemo } from "react";
import { CodePiece } from "./code-piece.tsx";
import { type Block, toBlocks } from "./markdown-blocks.ts";

const MarkdownProse = lazy(() =>
  import("./markdown-prose.tsx").then(({ MarkdownProse }) => ({ default: MarkdownProse })),
);

/** To read more than this as one block would hold up the page; such a one has no ends of paragraphs anyway. */
const readCharsMax = 20_000;

/** What a model said. While it speaks only its last block is read anew. */
export function AnswerText({ text }: { text: string }) {
  const blocks = useMemo(() => toBlocks(text), [text]);
  return (
    <div className="wrap-anywhere flex min-w-0 max-w-prose flex-col gap-3">
      {blocks.map(({ kind, text, language }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end.
        <AnswerBlock key={place} kind={kind} text={text} language={language} />
      ))}
    </div>
  );
}

type AnswerBlockProps = Omit<Block, "language"> & { language: string | undefined };

const AnswerBlock = memo(function AnswerBlock({ kind, text, language }: AnswerBlockProps) {
  if (kind === "code") return <CodePiece text={text} language={language} />;
  const plain = (
    <p dir="auto" className="whitespace-pre-wrap">
      {text}
    </p>
  );
  if (text.length > readCharsMax) return plain;
  return (
    <Suspense fallback={plain}>
      <MarkdownProse text={text} />
    </Suspense>
  );
});

"use client";

import { lazy, memo, Suspense, useMemo } from "react";
import { CodePiece } from "./code-piece.tsx";
import { isReadable } from "./is-readable.ts";
import { type Block, toBlocks } from "./markdown-blocks.ts";
import { PlainAtFault } from "./plain-at-fault.tsx";

const MarkdownProse = lazy(() =>
  import("./markdown-prose.tsx").then(({ MarkdownProse }) => ({ default: MarkdownProse })),
);

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
  if (!isReadable(text)) return plain;
  return (
    <PlainAtFault plain={plain}>
      <Suspense fallback={plain}>
        <MarkdownProse text={text} />
      </Suspense>
    </PlainAtFault>
  );
});

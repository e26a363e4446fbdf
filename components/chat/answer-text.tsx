"use client";

import { lazy, memo, Suspense, useMemo } from "react";
import { withoutTurns } from "#cli-bridge/protocol/turning-marks.ts";
import { definitionsFor, isForOthers, toReferences } from "./answer-references.ts";
import { CodePiece } from "./code-piece.tsx";
import { isReadable } from "./is-readable.ts";
import { type Block, toBlocks } from "./markdown-blocks.ts";
import { PlainAtFault } from "./plain-at-fault.tsx";

const MarkdownProse = lazy(() =>
  import("./markdown-prose.tsx").then(({ MarkdownProse }) => ({ default: MarkdownProse })),
);

/** What a model said. While it speaks only its last block is read anew. */
export function AnswerText({ text }: { text: string }) {
  const blocks = useMemo(() => toBlocks(withoutTurns(text)), [text]);
  const references = useMemo(() => toReferences(blocks), [blocks]);
  return (
    <div className="wrap-anywhere flex min-w-0 max-w-prose flex-col gap-3">
      {blocks.map(({ kind, text, language }, place) => (
        <AnswerBlock
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end.
          key={place}
          {...{ kind, text, language }}
          definitions={kind === "prose" ? definitionsFor(text, references) : ""}
        />
      ))}
    </div>
  );
}

type AnswerBlockProps = Omit<Block, "language"> & {
  language: string | undefined;
  definitions: string;
};

const AnswerBlock = memo(function AnswerBlock(props: AnswerBlockProps) {
  const { kind, text, language, definitions } = props;
  if (kind === "code") return <CodePiece text={text} language={language} />;
  const plain = (
    <p dir="auto" className="whitespace-pre-wrap">
      {text}
    </p>
  );
  const whole = definitions === "" ? text : `${definitions}\n\n${text}`;
  if (isForOthers(text) || !isReadable(whole)) return plain;
  return (
    <PlainAtFault plain={plain}>
      <Suspense fallback={plain}>
        <MarkdownProse text={whole} />
      </Suspense>
    </PlainAtFault>
  );
});

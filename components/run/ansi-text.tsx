import { memo } from "react";
import { ansiSpansOf } from "./ansi-spans.ts";

/** A line of output with its colours. Everything in it is a text node, whatever it looks like. */
export const AnsiText = memo(function AnsiText({ text }: { text: string }) {
  return ansiSpansOf(text).map(({ text: words, className }, index) =>
    className === "" ? (
      words
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line never move.
      <span key={index} className={className}>
        {words}
      </span>
    ),
  );
});

"use client";

import { useEffect, useRef, useState } from "react";

type Typing = {
  /** What the address says, which may change by itself: somebody goes back, or follows a link. */
  inAddress: string;
  settleMs: number;
  /** Told once the typing rests; it stays the same function from one drawing to the next. */
  onWords: (words: string | undefined) => void;
  /** Words that are not meant to be told by themselves. */
  isKept?: (words: string) => boolean;
};

/** What stands in a search box: it follows every key, and the address follows when the typing rests. */
export function useTypedWords({ inAddress, settleMs, onWords, isKept }: Typing) {
  const [text, setText] = useState(inAddress);
  const sent = useRef(inAddress);

  useEffect(() => {
    if (inAddress === sent.current) return;
    sent.current = inAddress;
    setText(inAddress);
  }, [inAddress]);

  useEffect(() => {
    const words = text.trim();
    if (words === sent.current || isKept?.(words)) return;
    const timer = setTimeout(() => {
      sent.current = words;
      onWords(words || undefined);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, settleMs, onWords, isKept]);

  return [text, setText] as const;
}

"use client";

import { useEffect, useRef, useState } from "react";
import type { ChangeBrowse } from "./use-browse-state.ts";

const settleMs = 250;

/** What stands in the search box. The list follows every key; the address follows when the typing rests. */
export function useTypedSearch(inAddress = "", change: ChangeBrowse) {
  const [text, setText] = useState(inAddress);
  const sent = useRef(inAddress);

  useEffect(() => {
    if (inAddress === sent.current) return;
    sent.current = inAddress;
    setText(inAddress);
  }, [inAddress]);

  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      change({ q: sent.current || undefined }, "replace");
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, change]);

  return [text, setText] as const;
}

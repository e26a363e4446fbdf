"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type Follow, followAfterScroll, following, newLinesOf } from "./follow-log.ts";

type Following = { frame: RefObject<HTMLElement | null>; lastLine: number; isLive: boolean };

/** Keeps the end of a log in view until its reader scrolls up. */
export function useFollow({ frame, lastLine, isLive }: Following) {
  const [follow, setFollow] = useState<Follow>(() => (isLive ? following : { isFollowing: false, seen: 0 }));
  const top = useRef(0);
  const onScroll = useCallback(() => {
    const element = frame.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    const from = top.current;
    top.current = scrollTop;
    setFollow((now) =>
      followAfterScroll(now, { from, to: { scrollTop, clientHeight, scrollHeight }, lastLine }),
    );
  }, [frame, lastLine]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new line moves the end.
  useEffect(() => {
    const element = frame.current;
    if (!element || !follow.isFollowing || !isLive) return;
    element.scrollTop = element.scrollHeight;
    top.current = element.scrollTop;
  }, [frame, follow.isFollowing, isLive, lastLine]);
  return {
    isFollowing: follow.isFollowing,
    newLines: isLive || follow.seen > 0 ? newLinesOf(follow, lastLine) : 0,
    onScroll,
    start: () => {
      setFollow(following);
      const element = frame.current;
      if (element) element.scrollTop = element.scrollHeight;
    },
    stop: () => setFollow({ isFollowing: false, seen: lastLine }),
  };
}

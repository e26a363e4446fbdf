"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Follow, followAfterScroll, following } from "#components/run/follow-log.ts";

/** Keeps the end of what grows in view for as long as its reader is there. `said` grows with what is new. */
export function useStickToEnd(said: number) {
  const frame = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [follow, setFollow] = useState<Follow>(following);
  const top = useRef(0);
  const toEnd = useCallback(() => {
    const element = frame.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    top.current = element.scrollTop;
  }, []);
  const onScroll = () => {
    const element = frame.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    const from = top.current;
    top.current = scrollTop;
    setFollow((now) =>
      followAfterScroll(now, { from, to: { scrollTop, clientHeight, scrollHeight }, lastLine: said }),
    );
  };
  useEffect(() => {
    const element = content.current;
    if (!element || !follow.isFollowing) return;
    const watching = new ResizeObserver(toEnd);
    watching.observe(element);
    return () => watching.disconnect();
  }, [follow.isFollowing, toEnd]);
  const goToEnd = useCallback(() => {
    setFollow(following);
    toEnd();
  }, [toEnd]);
  return { frame, content, onScroll, goToEnd, hasNews: !follow.isFollowing && said > follow.seen };
}

"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { toAgoWords } from "#lib/format.ts";

const refreshMs = 30_000;

export type TimeAgoProps = Omit<ComponentProps<"time">, "dateTime" | "children"> & { at: string };

/** `2 min ago`, with the exact time on hover. The server's clock may differ by a breath, so hydration keeps what it finds. */
export function TimeAgo({ at, ...rest }: TimeAgoProps) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span data-slot="time-ago">{at}</span>;
  return (
    <time
      data-slot="time-ago"
      dateTime={at}
      title={date.toLocaleString()}
      suppressHydrationWarning={true}
      {...rest}
    >
      {toAgoWords(date, new Date(now))}
    </time>
  );
}

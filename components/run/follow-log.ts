export type Follow = { isFollowing: boolean; seen: number };
export type Viewport = { scrollTop: number; clientHeight: number; scrollHeight: number };

/** As near to the end as counts as being there. */
const nearPx = 24;

export const following: Follow = { isFollowing: true, seen: 0 };

const isAtEnd = ({ scrollTop, clientHeight, scrollHeight }: Viewport) =>
  scrollHeight - scrollTop - clientHeight <= nearPx;

type Scrolled = { from: number; to: Viewport; lastLine: number };

/**
 * Whoever scrolls up wants to read, so the log stops following. New lines push the end away as well, but they never
 * move the reader upwards, which is how the two are told apart.
 */
export function followAfterScroll(follow: Follow, { from, to, lastLine }: Scrolled): Follow {
  if (isAtEnd(to)) return follow.isFollowing ? follow : { isFollowing: true, seen: lastLine };
  if (!follow.isFollowing || to.scrollTop >= from) return follow;
  return { isFollowing: false, seen: lastLine };
}

/** How many lines have come since the reader stopped following. */
export const newLinesOf = ({ isFollowing, seen }: Follow, lastLine: number): number =>
  isFollowing ? 0 : Math.max(0, lastLine - seen);

import { cn } from "#lib/cn.ts";

/** What stays in sight where the list scrolls sideways: which model it is, its check box and its menu. Each fills its row's height, so that what scrolls by is covered. */
const pinned = "relative group-data-slides/grid:bg-inherit";
/** Kept at the left, and at the right edge of the frame, by as much as `usePinnedCells` says. */
const left = "group-data-slides/grid:translate-x-(--slid)";
const right = "group-data-slides/grid:translate-x-(--unslid)";

export const pinnedCheck = cn(pinned, left, "z-2 flex w-9 shrink-0 items-center justify-end self-stretch");

export const pinnedStar = cn(
  "group-data-slides/grid:bg-inherit group-data-slides/grid:flex",
  "group-data-slides/grid:items-center group-data-slides/grid:self-stretch",
  left,
);

export const pinnedName = cn(
  "flex min-w-0 flex-1 flex-col justify-center self-stretch px-2 text-left group-data-slides/grid:bg-inherit",
  "group-data-slides/grid:relative group-data-slides/grid:z-1 group-data-slides/grid:border-r",
  left,
);

export const pinnedMenu = cn(
  pinned,
  right,
  "z-2 flex w-10 shrink-0 items-center self-stretch group-data-slides/grid:border-l group-data-slides/grid:pl-1",
);

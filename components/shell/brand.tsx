"use client";

import Link from "next/link";
import { paths } from "#lib/paths.ts";

type BrandProps = { onLeave?: (() => void) | undefined };

export function Brand({ onLeave }: BrandProps) {
  return (
    <Link
      href={paths.browse()}
      onClick={() => onLeave?.()}
      className="flex h-9 items-center gap-2 rounded-md px-2 font-semibold text-lg tracking-tight"
    >
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 shrink-0">
        <rect x="2" y="11" width="16" height="6" rx="2" className="fill-accent" />
        <rect x="4" y="6.5" width="12" height="3" rx="1.5" className="fill-accent opacity-65" />
        <rect x="6" y="3" width="8" height="2" rx="1" className="fill-accent opacity-40" />
      </svg>
      Modeldeck
    </Link>
  );
}

"use client";

import { useId } from "react";
import { Checkbox } from "#components/ui/input.tsx";
import { FoldedLines } from "./folded-lines.tsx";

type HubAcceptCodeProps = {
  code: readonly string[];
  isAccepted: boolean;
  onAccept: (isAccepted: boolean) => void;
};

const openMax = 4;

/** The explicit yes without which nothing comes that can run as a program. */
export function HubAcceptCode({ code, isAccepted, onAccept }: HubAcceptCodeProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md border border-warning/40 bg-warning-soft px-4 py-3">
      <p className="font-medium">What would come can run code on this machine once it is loaded:</p>
      <div className="min-w-0 text-sm">
        <FoldedLines lines={code} openMax={openMax} />
      </div>
      <span className="flex items-center gap-2">
        <Checkbox
          id={id}
          className="mt-0"
          aria-required="true"
          checked={isAccepted}
          onChange={(event) => onAccept(event.target.checked)}
        />
        <label htmlFor={id}>I trust the maker of this code</label>
      </span>
    </div>
  );
}

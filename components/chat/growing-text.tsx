"use client";

import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from "react";
import { Textarea } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";

type GrowingTextProps = Omit<ComponentProps<typeof Textarea>, "value" | "onChange" | "rows" | "ref"> & {
  label: string;
  text: string;
  onText: (text: string) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
};

/** A text field as high as what is written in it, from one line to eight. */
export function GrowingText({ label, text, onText, field, className, ...rest }: GrowingTextProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const place = field ?? own;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written decides how high it is.
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text, place]);
  return (
    <Textarea
      ref={place}
      dir="auto"
      rows={1}
      aria-label={label}
      value={text}
      spellCheck={undefined}
      className={cn("max-h-[calc(8lh+0.625rem)] resize-none overflow-auto", className)}
      onChange={(event) => onText(event.target.value)}
      {...rest}
    />
  );
}

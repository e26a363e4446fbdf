"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";

const thanksMs = 1600;

export type CopyButtonProps = Omit<ButtonProps, "onClick" | "icon"> & { text: string; label?: string };

export function CopyButton({ text, label = "Copy", ...rest }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), thanksMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      // A browser may keep the clipboard for itself; the text stays selectable.
      setState("refused");
    }
  }

  return (
    <Button
      variant="ghost"
      size="sm"
      icon={state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      onClick={copy}
      {...rest}
      aria-label={label}
    >
      <span aria-live="polite">
        {state === "copied" ? "Copied" : state === "refused" ? "Select and copy" : "Copy"}
      </span>
    </Button>
  );
}

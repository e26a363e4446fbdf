"use client";

import * as Radix from "@radix-ui/react-toast";
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { cn } from "#lib/cn.ts";
import { Button } from "./button.tsx";
import type { ShownToast } from "./toast.tsx";

const icons = {
  neutral: <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />,
  ok: <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />,
  warning: <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />,
  danger: <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />,
} as const;

const shownMs = 6_000;
/** Whoever is offered a way back gets the time to take it. */
const shownWithActionMs = 15_000;

type ToastListProps = { toasts: readonly ShownToast[]; onClose: (id: number) => void };

export function ToastList({ toasts, onClose }: ToastListProps) {
  return (
    <Radix.Provider label="Message" swipeDirection="right">
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} onClose={() => onClose(toast.id)} />
      ))}
      <Radix.Viewport
        data-slot="toast-viewport"
        className="fixed right-4 bottom-[calc(1rem+var(--foot-room,0rem))] z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none"
      />
    </Radix.Provider>
  );
}

function ToastItem({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const { tone = "neutral", action } = toast;
  return (
    <Radix.Root
      data-slot="toast"
      duration={action ? shownWithActionMs : shownMs}
      type={tone === "danger" ? "foreground" : "background"}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={cn(
        "flex animate-appear items-start gap-3 rounded-md border border-line bg-float p-3 shadow-float",
        tone === "danger" && "border-danger",
      )}
    >
      {icons[tone]}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <Radix.Title className="break-words font-medium">{toast.title}</Radix.Title>
        {toast.description !== undefined && (
          <Radix.Description className="break-words text-muted text-sm">
            {toast.description}
          </Radix.Description>
        )}
        {action !== undefined && (
          <Radix.Action asChild={true} altText={action.label}>
            <Button size="sm" className="mt-1 self-start" onClick={action.onClick}>
              {action.label}
            </Button>
          </Radix.Action>
        )}
      </div>
      <Radix.Close asChild={true}>
        <Button variant="ghost" size="sm" icon={<X aria-hidden="true" />} aria-label="Close" />
      </Radix.Close>
    </Radix.Root>
  );
}

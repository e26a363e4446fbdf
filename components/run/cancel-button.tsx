"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { api } from "#lib/paths.ts";
import { askApi } from "./ask-api.ts";

/** Asks a run to stop. The run says itself when it has. */
export function CancelButton({ id, isAsked: wasAsked = false }: { id: string; isAsked?: boolean }) {
  const { toast } = useToast();
  const [isAskedHere, setAsked] = useState(false);
  const isAsked = isAskedHere || wasAsked;
  async function cancel() {
    setAsked(true);
    const answer = await askApi(api.run(id), { method: "DELETE" });
    if (answer.ok) return;
    setAsked(false);
    toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
  }
  return (
    <Button size="sm" busy={isAsked} aria-label={`Cancel run ${id}`} onClick={() => void cancel()}>
      {isAsked ? "Cancelling" : "Cancel"}
    </Button>
  );
}

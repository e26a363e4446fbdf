"use client";

import { type ReactNode, Suspense, useEffect, useState } from "react";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Asked } from "#cli-bridge/protocol/preview.ts";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldLabel } from "#components/ui/field.tsx";
import { Checkbox, Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { consequenceOf, isForEver, keptWords } from "./consequence.ts";

const armingMs = 2000;
const backedUp = "A backup of the registry is made first.";

type ConfirmRunProps = {
  title: string;
  verb: string;
  asked: Asked;
  plan?: Plan | undefined;
  /** Says what would happen where there is no plan to say it. */
  summary: string;
  /** What is known of it where there is no plan. */
  facts?: ReactNode;
  onConfirm: (phrase?: string) => void;
  onCancel: () => void;
};

/** A dangerous run is agreed to by hand: the focus is on Cancel, and Enter never agrees. */
export function ConfirmRun({
  title,
  verb,
  asked,
  plan,
  summary,
  facts,
  onConfirm,
  onCancel,
}: ConfirmRunProps) {
  const needsPhrase = asked.asks === "phrase";
  const [isAgreed, setAgreed] = useState(false);
  const [typed, setTyped] = useState("");
  const [isArmed, setArmed] = useState(!needsPhrase);
  useEffect(() => {
    if (!needsPhrase) return;
    const timer = setTimeout(() => setArmed(true), armingMs);
    return () => clearTimeout(timer);
  }, [needsPhrase]);
  const isReady = needsPhrase ? isArmed && typed === asked.phrase : isAgreed;
  const kept = plan && keptWords(plan);
  const consequence = plan ? consequenceOf(plan) : summary;
  const isWarned = asked.warning !== undefined;
  return (
    <AlertDialog open={true} onOpenChange={(open) => !open && onCancel()}>
      <AlertDialogContent onKeyDown={(event) => event.key === "Enter" && ignoreOnFields(event)}>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>
          {[needsPhrase && consequence, plan?.backup && backedUp].filter(Boolean).join(" ") || summary}
        </AlertDialogDescription>
        <ForGood plan={plan} warning={asked.warning} />
        {facts && <Suspense fallback={<Skeleton className="h-24" />}>{facts}</Suspense>}
        {kept && <p className="text-muted">{kept}</p>}
        {needsPhrase ? (
          <PhraseField phrase={asked.phrase ?? ""} typed={typed} onType={setTyped} />
        ) : (
          <AgreeField isAgreed={isAgreed} onAgree={setAgreed}>
            {isWarned ? "do it all the same." : plan ? consequence : "do it."}
          </AgreeField>
        )}
        <AlertDialogFooter>
          <AlertDialogCancel />
          <Button
            variant="danger"
            disabled={!isReady}
            onClick={() => onConfirm(needsPhrase ? typed : undefined)}
            // Enter on a button is a click; a habit must not agree to this one.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          >
            {verb}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}

/** What nothing brings back. A program that shows no plan keeps no trash and makes no backup of it either. */
function ForGood({ plan, warning }: { plan: Plan | undefined; warning: string | undefined }) {
  const isLost = plan !== undefined && isForEver(plan);
  if (!isLost && warning === undefined) return null;
  return (
    <p className="rounded-md border-danger border-l-4 bg-danger-soft px-3 py-2 font-medium text-danger">
      {isLost
        ? "This cannot be undone: the files do not go to the trash."
        : `This cannot be undone. ${warning}`}
    </p>
  );
}

function ignoreOnFields(event: { target: EventTarget; preventDefault: () => void }) {
  if (event.target instanceof HTMLInputElement) event.preventDefault();
}

type PhraseFieldProps = { phrase: string; typed: string; onType: (typed: string) => void };

function PhraseField({ phrase, typed, onType }: PhraseFieldProps) {
  return (
    <Field>
      <FieldLabel htmlFor="confirm-phrase">
        Type <code className="rounded-sm bg-surface-3 px-1 font-mono font-normal">{phrase}</code> to go on
      </FieldLabel>
      <Input
        id="confirm-phrase"
        className="font-mono text-sm"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </Field>
  );
}

type AgreeFieldProps = { isAgreed: boolean; onAgree: (isAgreed: boolean) => void; children: ReactNode };

function AgreeField({ isAgreed, onAgree, children }: AgreeFieldProps) {
  return (
    <Field orientation="horizontal">
      <Checkbox id="confirm-agree" checked={isAgreed} onChange={(event) => onAgree(event.target.checked)} />
      <FieldLabel htmlFor="confirm-agree" className="font-normal">
        Yes: {children}
      </FieldLabel>
    </Field>
  );
}

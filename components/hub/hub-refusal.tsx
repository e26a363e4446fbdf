"use client";

import { ExternalLink } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Refusal } from "#components/run/ask-api.ts";
import { commandHref } from "#components/run/command-href.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";

const giveToken = {
  href: commandHref({ command: "set-config", input: { setting: "hub-token" } }),
  words: "Give a token",
};
const checkWay = { href: paths.command("hub-check"), words: "Test the connection" };

const addRoot = { href: paths.settings(), words: "Open the settings" };

type Step = { href: ReturnType<typeof commandHref>; words: string };

/** What helps in each state of the way to the hub, beside the sentence that the server says. */
const steps: Readonly<Record<string, { tone: "warning" | "danger"; step?: Step }>> = {
  "hub-token-missing": { tone: "warning", step: giveToken },
  "hub-token-wrong": { tone: "warning", step: giveToken },
  "hub-licence": { tone: "warning" },
  "hub-denied": { tone: "warning" },
  "hub-rate-limited": { tone: "warning", step: giveToken },
  "hub-busy": { tone: "warning" },
  "hub-not-found": { tone: "warning" },
  "hub-revision": { tone: "warning" },
  "hub-file": { tone: "warning" },
  "hub-disabled": { tone: "warning" },
  "not-found": { tone: "warning" },
  "bad-input": { tone: "warning" },
  "outside-roots": { tone: "warning", step: addRoot },
  "hub-unreachable": { tone: "danger", step: checkWay },
  "hub-strange": { tone: "danger", step: checkWay },
};

type HubRefusalProps = {
  refusal: Refusal;
  onAgain: () => Promise<unknown>;
  /** Another thing to do about it here. */
  children?: ReactNode;
};

/** A refusal of the hub with the one thing to do about it. Addresses in the hint can be followed. */
export function HubRefusal({ refusal, onAgain, children }: HubRefusalProps) {
  const { tone, step = tokenStep(refusal) } = steps[refusal.code] ?? { tone: "danger" };
  const [isBusy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    await onAgain();
    setBusy(false);
  };
  const link = linksIn(refusal.hint)[0];
  return (
    <Alert
      tone={tone}
      title={refusal.message}
      actions={
        <>
          {link !== undefined && (
            <a
              href={link}
              target="_blank"
              rel="noreferrer"
              className="inline-flex h-7 items-center gap-2 rounded-md border border-line bg-surface-1 px-2 font-medium text-sm hover:border-line-strong hover:bg-surface-2"
            >
              <ExternalLink aria-hidden="true" className="size-4" />
              {pathIn(link)}
            </a>
          )}
          {step && (
            <LinkButton size="sm" href={step.href}>
              {step.words}
            </LinkButton>
          )}
          {children}
          <Button size="sm" busy={isBusy} onClick={() => void again()}>
            Try again
          </Button>
        </>
      }
    >
      {refusal.hint}
    </Alert>
  );
}

/** A stranger is told the same of what is not there and of what is private; only a token tells them apart. */
const tokenStep = ({ code, hint }: Refusal): Step | undefined =>
  code === "hub-not-found" && /\btoken\b/.test(hint ?? "") ? giveToken : undefined;

/** The addresses in a sentence, without the stop that ends it. */
export const linksIn = (text = ""): string[] =>
  [...text.matchAll(/https?:\/\/[^\s;,)]+/g)].map(([link]) => link.replace(/[.:]+$/, ""));

function pathIn(link: string): string {
  const path = URL.parse(link)?.pathname ?? "/";
  return path === "/" ? "Open the hub" : `Open ${path.slice(1, 60)}`;
}

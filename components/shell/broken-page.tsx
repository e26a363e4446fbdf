"use client";

import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";

export type BrokenPageProps = { error: Error & { digest?: string }; reset: () => void };

export function BrokenPage({ error, reset }: BrokenPageProps) {
  return (
    <Alert
      tone="danger"
      title="This page could not be drawn."
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            Draw it again
          </Button>
          <LinkButton href={paths.browse()}>Browse the models</LinkButton>
        </>
      }
    >
      Runs go on by themselves and nothing was changed.
      {error.digest !== undefined && ` The console's log tells more under ${error.digest}.`}
    </Alert>
  );
}

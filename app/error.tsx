"use client";

import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
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
    </main>
  );
}

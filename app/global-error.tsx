"use client";

import "./globals.css";
import { Button } from "#components/ui/button.tsx";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex max-w-2xl flex-col items-start gap-4 px-4 py-16">
          <h1 className="font-semibold text-xl">The console could not be drawn.</h1>
          <p className="text-muted">
            Runs go on by themselves and nothing was changed.
            {error.digest !== undefined && ` The console's log tells more under ${error.digest}.`}
          </p>
          <Button variant="primary" onClick={reset}>
            Draw it again
          </Button>
        </main>
      </body>
    </html>
  );
}

"use client";

import { lazy, memo, Suspense, useState } from "react";
import { Expander } from "#components/ui/expander.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { EntryIndex } from "./entry-index.ts";

const RegistryFigures = lazy(() =>
  import("./registry-figures.tsx").then((room) => ({ default: room.RegistryFigures })),
);

/** The whole registry in figures, whatever the list is narrowed down to. Nothing is counted before it is opened. */
export const Statistics = memo(function Statistics({ index }: { index: EntryIndex | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Expander title="Statistics" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      {isOpen ? (
        <Suspense fallback={<Skeleton className="h-36" />}>
          <RegistryFigures index={index} />
        </Suspense>
      ) : null}
    </Expander>
  );
});

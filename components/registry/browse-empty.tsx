"use client";

import { Button, LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";
import { wholeRegistry } from "./browse-state.ts";
import type { ChangeBrowse } from "./use-browse-state.ts";

export function EmptyRegistry() {
  return (
    <Empty
      title="No models yet"
      actions={
        <>
          <LinkButton variant="primary" href={paths.downloadScan()}>
            Scan a folder
          </LinkButton>
          <LinkButton href={paths.downloadOllama()}>Import from Ollama</LinkButton>
          <LinkButton href={paths.download()}>Download a model</LinkButton>
        </>
      }
    >
      Models that are already on this machine are found by a scan; nothing is moved or copied.
    </Empty>
  );
}

export function NothingMatches({ change }: { change: ChangeBrowse }) {
  return (
    <Empty
      title="No model matches"
      actions={<Button onClick={() => change(wholeRegistry)}>Clear search and filters</Button>}
    >
      Every word of the search has to occur in a model, and every filter has to hold. Checksums are not
      searched.
    </Empty>
  );
}

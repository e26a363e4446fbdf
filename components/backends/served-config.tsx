"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import type { ServerConfig } from "#components/managed/server-config.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const Config = dynamic(async () => (await import("#components/managed/server-config.tsx")).ServerConfig, {
  loading: () => <Skeleton className="h-40" />,
});

/** What a server is told, read and drawn once somebody opens it. */
export function ServedConfig(props: ComponentProps<typeof ServerConfig>) {
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <Section title="What it is told" description="The variables that Ollama reads when it starts.">
      <Expander
        title="Its variables"
        onToggle={({ currentTarget }) => setWasOpened((before) => before || currentTarget.open)}
      >
        {wasOpened && <Config key={props.isManaged ? "ours" : "theirs"} {...props} />}
      </Expander>
    </Section>
  );
}

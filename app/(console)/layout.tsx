import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleFrame } from "#components/shell/console-frame.tsx";
import { FirstAnswers } from "#components/shell/first-answers.tsx";
import { frameKeys, recentRunsMax } from "#components/shell/frame-keys.ts";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";
import { listRuns, queryRegistry, readBackends } from "#lib/server/reads.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const [registry, runs] = await Promise.all([
    queryRegistry({ limit: 1 }),
    listRuns({ live: "all", limit: recentRunsMax }),
  ]);
  const answers = {
    [frameKeys.registry]: { ...registry, entries: [], facets: {} },
    [frameKeys.runs]: { runs },
    [frameKeys.backends]: readBackends(),
  };
  return (
    <FirstAnswers answers={answers}>
      <ConsoleFrame theme={theme}>{children}</ConsoleFrame>
    </FirstAnswers>
  );
}

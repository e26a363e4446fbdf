import { analyseRepo } from "#lib/hub/analysis/analyse-repo.ts";
import { parseRepoReference } from "#lib/hub/repo-reference.ts";
import { machineForOnce } from "../machine-for-once.ts";
import { printAnalysis } from "../print-analysis.ts";
import { withHub } from "../with-hub.ts";
import type { Handler } from "./index.ts";

export const analyze: Handler<"analyze"> = (input, session) =>
  withHub(session, async (hub) => {
    const { context, kvType, engine, revision } = input;
    const parsed = parseRepoReference(input.url, hub.settings.endpoint);
    const reference = revision === undefined ? parsed : { ...parsed, revision, unsplit: undefined };
    session.tellProgress({ phase: "resolving", unit: "files", done: 0, item: parsed.repo });
    const machine = await machineForOnce();
    const analysis = await analyseRepo(hub, reference, { machine, context, kvType, engine });
    printAnalysis(session.print, analysis, { withFiles: input.files ?? false });
    const { variants, repo } = analysis;
    session.tellResult({ summary: `Looked at ${repo}: ${variants.length} to choose from.` });
    session.print.json(analysis);
    return 0;
  });

import { readFile, stat } from "node:fs/promises";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type ListReport, type ModelList, modelList } from "#cli-bridge/protocol/model-list.ts";
import { toCountWords } from "#lib/format.ts";
import { faultWords } from "#lib/registry/json-fault.ts";
import { importModels as operationOf } from "#lib/registry/operations/import-models.ts";
import { maintain } from "../maintain.ts";
import { styled } from "../print.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

const bytesMax = 64 * 1024 * 1024;

export const importModels: Handler<"import-models"> = async (input, session) => {
  const { list: file, location = "linux_wsl", ...rest } = input;
  let report: ListReport = { models: [], downloads: [] };
  const operation = operationOf(await readList(file), location, (told) => {
    report = told;
  });
  const code = await maintain(
    {
      name: "import-models",
      input: rest,
      operation,
      nothing: () => ({ summary: standingWords(report), says: standingWords(report) }),
      would: () => [standingWords(report)],
      words: ({ added }) => {
        const summary = `Added ${toCountWords(added.length, "model")} by name. ${report.downloads.length} can be downloaded.`;
        return { summary, says: summary };
      },
      report: () => report,
      more: () => ({ list: report }),
    },
    session,
  );
  tellDownloads(report, session);
  return code;
};

async function readList(file: string): Promise<ModelList> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new ConsoleError("not-found", `There is no file ${file}.`, {
      hint: "Make one on the other machine with: modeldeck export-models > models.json",
    });
  }
  if (found.size > bytesMax) throw noList(file, "it is too large");
  const read = modelList.safeParse(parse(await readFile(file, "utf8"), file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw noList(file, issue ? `${issue.path.join(".") || "it"}: ${issue.message}` : "it is another thing");
}

function parse(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(json);
  } catch {
    throw noList(file, faultWords(json));
  }
}

const noList = (file: string, why: string) =>
  new ConsoleError("bad-input", `${file} is no list of models: ${why}.`, {
    hint: "A list is what this prints: modeldeck export-models",
  });

function standingWords({ models }: ListReport): string {
  const count = (state: string) => models.filter((model) => model.state === state).length;
  return `Of ${toCountWords(models.length, "model")}, ${count("here")} are here, ${count("known")} are known without files, ${count("missing")} are missing.`;
}

/** What is missing is one command away. */
function tellDownloads({ downloads }: ListReport, { print }: Session): void {
  for (const download of downloads) {
    const { argv } = toInvocation("download", download, modeldeck, ["modeldeck"]);
    print.line(styled("dim", toShell(argv)));
  }
}

import type { HubModelRow } from "#cli-bridge/protocol/hub-answer.ts";
import { toAgoWords } from "#lib/format.ts";
import { queryOf } from "#lib/hub/search-query.ts";
import { styled } from "../print.ts";
import { printTable } from "../table.ts";
import { withHub } from "../with-hub.ts";
import type { Handler } from "./index.ts";

export const search: Handler<"search"> = (input, session) =>
  withHub(session, async (hub) => {
    const { print } = session;
    const page = await hub.search(queryOf({ ...input, sort: input.sort ?? "trending" }));
    print.json(page);
    if (page.models.length === 0) {
      print.line("No model was found.");
      return 0;
    }
    printTable(
      print,
      [
        { title: "Model" },
        { title: "Parameters", align: "right" },
        { title: "Downloads", align: "right" },
        { title: "Likes", align: "right" },
        { title: "For" },
        { title: "Changed" },
        { title: "Gate" },
      ],
      page.models.map(rowOf),
    );
    if (page.next !== undefined) {
      print.line();
      print.line(styled("dim", `There are more: modeldeck search '--next=${page.next}'`));
    }
    return 0;
  });

const rowOf = (model: HubModelRow): string[] => [
  model.repo,
  toShort(model.parameters),
  toShort(model.downloads),
  toShort(model.likes),
  model.pipelineTag ?? "",
  model.lastModified === undefined ? "" : toAgoWords(new Date(model.lastModified), new Date()),
  model.gated === false ? "" : "terms",
];

const steps = [
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** `7.2B`, `12k`: counts as people of this field say them. */
function toShort(count: number | undefined): string {
  if (count === undefined) return "";
  const [size, unit] = steps.find(([least]) => count >= least) ?? [1, ""];
  const value = count / size;
  return `${value >= 100 || unit === "" ? Math.round(value) : Number(value.toFixed(1))}${unit}`;
}

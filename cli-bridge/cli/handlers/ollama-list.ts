import { toOllamaList } from "#cli-bridge/derive/ollama-list.ts";
import { listModels } from "#lib/backends/ollama/list-models.ts";
import { toAgoWords, toByteWords, toCountWords } from "#lib/format.ts";
import { printTable } from "../table.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const ollamaList: Handler<"ollama-list"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, async ({ instance, http }) => {
    const { print } = session;
    const models = await listModels(http);
    print.json(toOllamaList(instance.url.origin, models));
    if (models.length === 0) {
      print.line(`${instance.name} holds no models.`);
      return 0;
    }
    printTable(
      print,
      [
        { title: "Model" },
        { title: "Parameters", align: "right" },
        { title: "Quant" },
        { title: "Size", align: "right" },
        { title: "Changed" },
        { title: "Here" },
      ],
      models.map(({ id, parameterSize, quantization, bytes, modifiedAt, isLoaded, remote }) => [
        id,
        parameterSize ?? "",
        quantization ?? "",
        bytes === undefined || remote ? "" : toByteWords(bytes),
        modifiedAt === undefined ? "" : toAgoWords(new Date(modifiedAt), new Date()),
        remote ? `runs at ${remote.host}` : isLoaded ? "in memory" : "",
      ]),
    );
    const bytes = models.reduce((sum, model) => sum + (model.remote ? 0 : (model.bytes ?? 0)), 0);
    print.line();
    print.line(
      `${toCountWords(models.length, "model")} at ${instance.url.origin}, ${toByteWords(bytes)} with layers counted for each.`,
    );
    return 0;
  });

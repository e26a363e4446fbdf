import { showModel } from "#lib/backends/ollama/list-models.ts";
import { contextLengthOf } from "#lib/backends/ollama/server-answers.ts";
import { styled } from "../print.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

const sections = ["parameters", "system", "template", "license"] as const;

export const ollamaShow: Handler<"ollama-show"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, async ({ http }) => {
    const { print } = session;
    const shown = await showModel(http, input.model);
    print.json(shown);
    if (input.modelfile) {
      print.line(shown.modelfile ?? "");
      return 0;
    }
    const { family, parameter_size, quantization_level, format } = shown.details ?? {};
    const facts = [
      ["Family", family],
      ["Parameters", parameter_size],
      ["Quantisation", quantization_level],
      ["Format", format],
      ["Context", contextLengthOf(shown)],
      ["Can", shown.capabilities?.join(", ")],
      ["Runs at", shown.remote_host],
    ];
    for (const [title, value] of facts)
      if (value) print.line(styled("dim", `${title}`.padEnd(14)), String(value));
    for (const section of sections) {
      const text = shown[section]?.trim();
      if (!text) continue;
      print.line();
      print.line(styled("bold", section.charAt(0).toUpperCase() + section.slice(1)));
      for (const line of text.split("\n")) print.line(`  ${line}`);
    }
    return 0;
  });

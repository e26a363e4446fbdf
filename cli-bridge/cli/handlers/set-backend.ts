import { setBackend as setting } from "#lib/registry/operations/set-backend.ts";
import { edit } from "../edit.ts";
import type { Handler } from "./index.ts";

export const setBackend: Handler<"set-backend"> = (input, session) => {
  const { name, backend, port, host, baseUrl, modelPath, servedAs, unset, was } = input;
  const operation = setting({ name, backend, port, host, baseUrl, modelPath, servedAs, unset, was });
  return edit({ name: "set-backend", input, operation, names: [name], noun: "backend" }, session);
};

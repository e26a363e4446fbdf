import { isApiAddress } from "#cli-bridge/derive/host-words.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isAlike } from "../is-alike.ts";
import { tableOr } from "./edit-aspects.ts";
import { editEntries } from "./edit-entries.ts";
import type { Operation } from "./maintain.ts";

export type BackendWanted = {
  name: string;
  backend?: string | undefined;
  port?: number | undefined;
  host?: string | undefined;
  baseUrl?: string | undefined;
  modelPath?: string | undefined;
  servedAs?: string | undefined;
  unset?: readonly string[] | undefined;
  was?: string | undefined;
};

/** Says which backend serves a model, and where. The arguments beside it stay as they are. */
export function setBackend(wanted: BackendWanted): Operation {
  const { name, backend, port, was, unset = [] } = wanted;
  const said = [backend, port, wanted.host, wanted.baseUrl, wanted.modelPath, wanted.servedAs];
  if (unset.length === 0 && said.every((value) => value === undefined)) {
    throw new ConsoleError("bad-input", "Nothing was said about the backend.", {
      hint: "Say --backend, --port, --host, --base-url, --model-path, --served-as or --unset.",
    });
  }
  guardAddress(wanted.baseUrl);
  guardName(wanted.servedAs);
  const isUnset = (word: string) => unset.includes(word);
  return editEntries({
    ...{ names: [name], was, aspect: "backend" },
    edit: ({ raw }) => {
      const known = tableOr(raw.backend_config);
      const config = { ...known };
      if (port !== undefined) config.port = port;
      if (wanted.modelPath !== undefined) config.model_path = wanted.modelPath;
      if (isUnset("model-path")) config.model_path = "";
      // The original writes these two only where they say something.
      for (const [key, word, value] of [
        ["host", "host", wanted.host],
        ["base_url", "base-url", wanted.baseUrl],
      ] as const) {
        if (value !== undefined && value !== "") config[key] = value;
        if (value === "" || isUnset(word)) delete config[key];
      }
      const served = isUnset("served-as") || wanted.servedAs === "" ? null : wanted.servedAs;
      return {
        why: "backend settings",
        patch: {
          ...(backend !== undefined && { backend }),
          ...(served !== undefined && { served_model_id: served }),
          ...(!isAlike(config, known) && { backend_config: config }),
        },
      };
    },
  });
}

/** The original writes the word where there is no name, and both programs read it as none. */
function guardName(servedAs: string | undefined): void {
  if (servedAs !== "None") return;
  throw new ConsoleError(
    "bad-input",
    "A model cannot be served as None: the word says that it has no name.",
    {
      hint: "Empty the name with --unset=served-as.",
    },
  );
}

function guardAddress(address: string | undefined): void {
  if (address === undefined || address === "" || isApiAddress(address)) return;
  throw new ConsoleError("bad-input", `"${address}" is not the address of an API.`, {
    hint: "Say the whole address, with http:// or https:// in front.",
  });
}

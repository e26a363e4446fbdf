import { tableOr, textsOr } from "./edit-aspects.ts";
import { editEntries } from "./edit-entries.ts";
import type { Operation } from "./maintain.ts";

export type ArgsWanted = {
  name: string;
  args: readonly string[];
  was?: string | undefined;
  /** What is odd about the words, for that backend. */
  oddities: (words: readonly string[], backend: string) => readonly string[];
};

/** Says with which further words the backend of a model is started. */
export function setArgs({ name, args, was, oddities }: ArgsWanted): Operation {
  return editEntries({
    ...{ names: [name], was, aspect: "args" },
    edit: ({ raw, backend }) => {
      const config = tableOr(raw.backend_config);
      const isSame = JSON.stringify(textsOr(config.extra_args)) === JSON.stringify(args);
      if (isSame) return undefined;
      return {
        why: args.length === 0 ? "no arguments any more" : "other arguments",
        patch: { backend_config: { ...config, extra_args: [...args] } },
        warnings: oddities(args, backend),
      };
    },
  });
}

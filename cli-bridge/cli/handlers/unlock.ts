import { unlockVersion } from "#lib/registry/operations/lock-version.ts";
import { edit } from "../edit.ts";
import type { Handler } from "./index.ts";

export const unlock: Handler<"unlock"> = (input, session) => {
  const names = [input.name, ...(input.more ?? [])];
  const operation = unlockVersion(names);
  return edit(
    { name: "unlock", input, operation, names, done: "Unlocked", nothing: "None of them is locked." },
    session,
  );
};

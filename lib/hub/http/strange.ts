import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** An answer that no hub gives. */
export const strange = (says: string) =>
  new ConsoleError("hub-strange", `${says}.`, {
    hint: "Check the endpoint; a login page or a proxy may answer in the hub's place.",
  });

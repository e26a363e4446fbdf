import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { hubFoldersOf } from "#lib/hub/hub-settings.ts";
import { readHubTokens } from "#lib/hub/hub-tokens.ts";
import { planSetting, type SettingChange, saveSetting } from "#lib/state/saved-settings/save-setting.ts";
import { parseSetting, type SettableName, settableOf } from "#lib/state/saved-settings/settable.ts";
import type { Settings } from "#lib/state/settings.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

const variable = "MODELDECK_SETTING_SECRET";

export const setConfig: Handler<"set-config"> = async (input, session) => {
  const settings = await session.settings();
  const { setting: name } = input;
  const value = valueSaid(name, input, process.env[variable]);
  if (name === "ca-file" && typeof value === "string") await guardAuthorities(value);
  const change: SettingChange = {
    file: settings.file,
    name,
    value,
    warnings: await warningsOf(name, value, settings),
  };
  return rehearseOrApply(
    {
      name: "set-config",
      input,
      rehearse: () => planSetting(change),
      apply: async (expectedId) => {
        const { plan, before } = await saveSetting(change, expectedId);
        if (plan.changed.length === 0) return { plan, result: { summary: "Nothing to do." } };
        const summary = value === undefined ? `${name} is as usual again.` : `${name} is saved.`;
        const undo = undoOf(name, before);
        return { plan, result: { summary, ...(undo && { undo: { command: "set-config", input: undo } }) } };
      },
    },
    session,
  );
};

type Said = { value?: string | undefined; unset?: boolean | undefined };

function valueSaid(name: SettableName, { value, unset }: Said, secret: string | undefined) {
  const isSaid = value !== undefined || (secret !== undefined && secret !== "");
  if (unset === true && !isSaid) return undefined;
  if (unset === true || !isSaid) {
    throw new ConsoleError("bad-input", `Say what ${name} is to be, or --unset, and not both.`, {
      hint: `A secret is given as ${variable} in the environment.`,
    });
  }
  const { isSecret = () => false } = settableOf(name);
  if (value !== undefined && isSecret(value)) {
    throw new ConsoleError(
      "bad-input",
      `This value of ${name} is a secret and is not said on the command line.`,
      {
        hint: `Others could read it there. Set ${variable} in the environment.`,
      },
    );
  }
  return parseSetting(name, value ?? secret?.trim() ?? "");
}

/** A file that holds no certificates would keep every later command from the hub. */
async function guardAuthorities(caFile: string): Promise<void> {
  const { readAuthorities } = await import("#lib/hub/http/open-connections.ts");
  readAuthorities(caFile);
}

/** What the person should know before the deed. */
async function warningsOf(name: SettableName, value: unknown, settings: Settings): Promise<string[]> {
  const { key } = settableOf(name);
  const inForce = Object.entries(settings).find(([each]) => each === key)?.[1];
  const isOverruled = typeof inForce === "object" && "from" in inForce && inForce.from === "environment";
  const shown = name === "hub-endpoint" ? await tokenShown(settings) : undefined;
  const isOpen = String(value).startsWith("http:") ? ", and anyone on the way can read it" : "";
  return [
    ...(isOverruled ? [`The environment says another ${name}, and while it does, that holds.`] : []),
    ...(shown !== undefined
      ? [`The token ${shown} will be sent to ${value ?? "the usual hub"}${isOpen}.`]
      : []),
  ];
}

/** The token in force, wherever it was found: a login of the hub's own programs goes to another hub as well. */
async function tokenShown({ hubToken: { saved } }: Settings): Promise<string | undefined> {
  const { hubHome } = hubFoldersOf(process.env);
  const [token] = await readHubTokens({ env: process.env, saved, hubHome }).catch(() => []);
  return token?.masked;
}

/** A secret is not written down a second time, so there is no way back to it. */
function undoOf(name: SettableName, before: unknown) {
  if (before === undefined) return { setting: name, unset: true };
  const { isSecret = () => false } = settableOf(name);
  return isSecret(String(before)) ? undefined : { setting: name, value: String(before) };
}

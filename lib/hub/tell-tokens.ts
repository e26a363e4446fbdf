import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubTokensAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import type { HubSettings } from "./hub-settings.ts";

/** Which token is in force and which others there are, none by its value; or why the hub cannot be asked at all. */
export async function tellTokens(read: () => Promise<HubSettings>): Promise<HubTokensAnswer> {
  try {
    const { token, otherTokens } = await read();
    return { token: token && { source: token.source, masked: token.masked }, otherTokens };
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    return { otherTokens: [], problem: { message: error.message, hint: error.hint } };
  }
}

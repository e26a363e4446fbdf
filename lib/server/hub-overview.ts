import { isConsoleError } from "./error-answer.ts";
import type { HubReader } from "./hub-reader.ts";

/** Which token would be sent and which others there are, none of them by its value; or what is wrong. */
export type HubOverview = {
  token?: { source: string; masked: string } | undefined;
  otherTokens: { source: string; masked: string }[];
  problem?: { message: string; hint?: string | undefined } | undefined;
};

export async function hubOverviewOf({ open }: Pick<HubReader, "open">): Promise<HubOverview> {
  try {
    const { token, otherTokens } = (await open()).settings;
    return { token: token && { source: token.source, masked: token.masked }, otherTokens };
  } catch (error) {
    if (!isConsoleError(error)) throw error;
    return { otherTokens: [], problem: { message: error.message, hint: error.hint } };
  }
}

import type { Hub } from "#lib/hub/hub.ts";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { openHub } from "#lib/hub/open-hub.ts";
import type { Session } from "./session.ts";

/** Opens the hub that the settings name, and lets go of it whatever happens. */
export async function withHub<Value>(session: Session, work: (hub: Hub) => Promise<Value>): Promise<Value> {
  const hub = openHub(await readHubSettings(await session.settings()));
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

"use client";

import { type ChangeAddress, useAddressState } from "#components/ui/use-address-state.ts";
import { type HubChange, parseHubState, toHubPath, withHubChange } from "./hub-state.ts";

export type ChangeHub = ChangeAddress<HubChange>;

const address = { parse: parseHubState, withChange: withHubChange, toPath: toHubPath };

export const useHubState = () => useAddressState(address);

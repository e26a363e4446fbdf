"use client";

import { type ChangeAddress, useAddressState } from "#components/ui/use-address-state.ts";
import { type BrowseChange, parseBrowseState, toBrowsePath, withChange } from "./browse-state.ts";

export type ChangeBrowse = ChangeAddress<BrowseChange>;

const address = { parse: parseBrowseState, withChange, toPath: toBrowsePath };

export const useBrowseState = () => useAddressState(address);

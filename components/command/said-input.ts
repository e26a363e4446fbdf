import { createContext } from "react";
import type { CommandInput } from "./command-view.ts";

/** What has been said to a command so far, for fields that suggest by it. */
export const SaidInput = createContext<CommandInput>({});

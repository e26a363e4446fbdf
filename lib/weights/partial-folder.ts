import { trashFolderName } from "./trash-folder.ts";

/** In each folder that something is brought into, what is not complete lies under this name. */
export const partialFolderName = ".modeldeck";

/** What was thrown away, and what is not complete, is of no model. */
export const isSetApart = (name: string): boolean => name === trashFolderName || name === partialFolderName;

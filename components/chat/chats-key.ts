import { api } from "#lib/paths.ts";

/** As many as the console tells at once. */
export const chatsMax = 999;

/** Where the list of chats is read, and under which every page keeps it. */
export const chatsKey = api.chats({ limit: chatsMax });

"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import useSWR, { useSWRConfig } from "swr";
import type { Chat, ChatChangeRequest } from "#cli-bridge/protocol/chat-answer.ts";
import { type Answer, askApi, readApi } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";
import { leaveSession, sessionOf } from "./chat-session.ts";
import { chatsKey } from "./chats-key.ts";

/** How often it is asked for while another window has an answer coming. */
const watchMs = 1_500;

/** A chat that is kept, what is going on in it, and the ways to change it. */
export function useChat(id: string) {
  const [session] = useState(() => sessionOf(id));
  const talk = useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
  const { mutate } = useSWRConfig();
  const { data, error, isValidating } = useSWR<Chat, Error>(api.chat(id), readApi, {
    refreshInterval: (latest) => (latest?.answering && talk.phase === "idle" ? watchMs : 0),
  });
  useEffect(() => () => leaveSession(session), [session]);
  useEffect(() => {
    // What was read before this page was left, or before a reading that failed, may be older than what the window knows.
    if (data && !error && !isValidating) session.show(data.messages);
  }, [data, error, isValidating, session]);
  const isIdle = talk.phase === "idle";
  const wasIdle = useRef(isIdle);
  useEffect(() => {
    if (wasIdle.current === isIdle) return;
    wasIdle.current = isIdle;
    // An answer's beginning and its end change what is listed.
    void mutate(chatsKey);
    if (isIdle) void mutate(api.chat(id));
  }, [isIdle, id, mutate]);
  async function change(wanted: ChatChangeRequest): Promise<Answer<Chat>> {
    const answer = await askApi<Chat>(api.chat(id), { method: "PATCH", body: wanted });
    if (answer.ok) await mutate(api.chat(id), answer.value, { revalidate: false });
    void mutate(chatsKey);
    return answer;
  }
  const isElsewhere = isIdle && data?.answering === true && !isValidating;
  return { chat: data, error, talk, session, change, isElsewhere, again: () => void mutate(api.chat(id)) };
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSWRConfig } from "swr";
import type { Chat, ChatSummary } from "#cli-bridge/protocol/chat-answer.ts";
import { type Answer, askApi } from "#components/run/ask-api.ts";
import { useToast } from "#components/ui/toast.tsx";
import { api, paths } from "#lib/paths.ts";
import { chatsKey } from "./chats-key.ts";
import type { ModelPick } from "./model-choices.ts";

/** Begins a chat with a model and goes there. */
export function useNewChat() {
  const router = useRouter();
  const { toast } = useToast();
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  async function begin(pick: ModelPick) {
    setBusy(true);
    const answer = await freshChat(pick);
    setBusy(false);
    if (!answer.ok)
      return void toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
    void mutate(chatsKey);
    router.push(paths.chat(answer.value.id));
  }
  return { begin, isBusy };
}

/** One in which nothing was said yet will do; a new one beside it would only be in the way. */
async function freshChat({ instance, model }: ModelPick): Promise<Answer<ChatSummary>> {
  const known = await askApi<{ chats: ChatSummary[] }>(chatsKey);
  const empty =
    known.ok &&
    known.value.chats.find(
      (chat) => chat.messageCount === 0 && chat.instance === instance && chat.model === model,
    );
  if (empty) return { ok: true, value: empty };
  return askApi<Chat>(api.chats(), { method: "POST", body: { instance, model } });
}

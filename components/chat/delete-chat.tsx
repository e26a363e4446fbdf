"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSWRConfig } from "swr";
import type { ChatSummary } from "#cli-bridge/protocol/chat-answer.ts";
import { askApi } from "#components/run/ask-api.ts";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { toCountWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";
import { chatsKey } from "./chats-key.ts";

type DeleteChatProps = {
  chat: ChatSummary;
  messages: number;
  /** Told before it goes, so that nothing more is asked of it. */
  onDelete: () => void;
  onClose: () => void;
};

/** Asks before a chat goes: no trash keeps it. */
export function DeleteChat({ chat: { id, name }, messages, onDelete, onClose }: DeleteChatProps) {
  const router = useRouter();
  const { toast } = useToast();
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  async function remove() {
    setBusy(true);
    onDelete();
    const answer = await askApi(api.chat(id), { method: "DELETE" });
    setBusy(false);
    onClose();
    if (!answer.ok)
      return void toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
    void mutate(chatsKey);
    router.push(paths.chats());
  }
  return (
    <AlertDialog open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <AlertDialogContent>
        <AlertDialogTitle>Delete “{name}”?</AlertDialogTitle>
        <AlertDialogDescription>
          {messages === 0
            ? "Nothing was said in it yet."
            : `Its ${toCountWords(messages, "message")} cannot be brought back.`}
        </AlertDialogDescription>
        <AlertDialogFooter>
          <AlertDialogCancel />
          <Button variant="danger" busy={isBusy} onClick={() => void remove()}>
            Delete the chat
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}

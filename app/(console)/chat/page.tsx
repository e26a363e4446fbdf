import type { Metadata } from "next";
import { NewChat } from "#components/chat/new-chat.tsx";

export const metadata: Metadata = { title: "Chat" };

export default function ChatsPage() {
  return (
    <div className="m-auto w-full max-w-2xl p-4">
      <NewChat />
    </div>
  );
}

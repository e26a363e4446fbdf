import type { Metadata } from "next";
import { OpenChat } from "#components/chat/open-chat.tsx";

export const metadata: Metadata = { title: "Chat" };

export default async function ChatPage({ params }: PageProps<"/chat/[id]">) {
  const id = decodeURIComponent((await params).id);
  return <OpenChat key={id} id={id} />;
}

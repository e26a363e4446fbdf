"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { paths } from "#lib/paths.ts";
import { ChatList } from "./chat-list.tsx";

/** The chats beside the one that is open; where there is no room for both, an open one has the screen for itself. */
export function ChatFrame({ children }: { children: ReactNode }) {
  const isOpen = usePathname() !== paths.chats();
  return (
    <div className="-mx-4 -my-5 wide:-mx-6 flex h-[calc(100dvh-3rem-1px-var(--foot-room,0rem))] min-h-80 overflow-clip max-lg:flex-col">
      <nav
        aria-label="Chats"
        className={cn(
          "flex min-h-0 w-72 shrink-0 flex-col border-r max-lg:order-1 max-lg:w-full max-lg:flex-1 max-lg:border-r-0",
          isOpen && "max-lg:hidden",
        )}
      >
        <ChatList />
      </nav>
      <div className={cn("flex min-h-0 min-w-0 flex-1 flex-col", !isOpen && "max-lg:flex-none")}>
        {children}
      </div>
    </div>
  );
}

"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useMemo, useState } from "react";
import useSWR from "swr";
import type { ChatSummary } from "#cli-bridge/protocol/chat-answer.ts";
import { useActiveModel } from "#components/backends/use-active-model.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FilterBox } from "#components/ui/filter-box.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { paths } from "#lib/paths.ts";
import { chatsKey, chatsMax } from "./chats-key.ts";
import { chatsShown } from "./chats-shown.ts";
import { type ModelPick, preferredPick } from "./model-choices.ts";
import { useModelGroups } from "./use-model-groups.ts";
import { useNewChat } from "./use-new-chat.ts";

const rowPx = 53;
const virtualFrom = 100;
const filterFrom = 8;

/** Every chat, the one that changed last first. */
export function ChatList() {
  const { backends, groups } = useModelGroups();
  const { data, error, mutate } = useSWR<{ chats: ChatSummary[] }, Error>(chatsKey, readApi);
  const { active } = useActiveModel();
  const [query, setQuery] = useState("");
  const here = usePathname();
  const chats = data?.chats ?? [];
  const shown = useMemo(() => chatsShown(chats, query), [chats, query]);
  const lineOf = (chat: ChatSummary) => (
    <ChatLine
      chat={chat}
      server={backends.find(({ id }) => id === chat.instance)?.name}
      isHere={here === paths.chat(chat.id)}
    />
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
      <div className="flex flex-col gap-2 px-3 pt-3">
        <NewChatButton pick={preferredPick(backends, active, groups)} />
        {chats.length > filterFrom && (
          <FilterBox
            label="Filter chats"
            placeholder="Name or model"
            className="sm:max-w-none"
            data-search=""
            value={query}
            onValue={setQuery}
          />
        )}
      </div>
      {error && <Unread error={error} onAgain={() => void mutate()} />}
      {!data && !error && <ListSkeleton />}
      {data && chats.length === 0 && <p className="px-3 text-muted">No chat yet.</p>}
      {chats.length > 0 && shown.length === 0 && <p className="px-3 text-muted">No chat fits “{query}”.</p>}
      {chats.length >= chatsMax && (
        <p className="px-3 text-muted text-sm">
          The {chatsMax} that changed last; older ones are not listed.
        </p>
      )}
      {shown.length > virtualFrom ? (
        <LongList rows={shown} label="Chats" rowPx={rowPx} className="min-h-0 flex-1" lineOf={lineOf} />
      ) : (
        <ul aria-label="Chats" className="min-h-0 flex-1 overflow-auto">
          {shown.map((chat) => (
            <li key={chat.id}>{lineOf(chat)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Unread({ error, onAgain }: { error: Error; onAgain: () => void }) {
  return (
    <Alert
      tone="danger"
      title="The chats could not be read."
      className="mx-3"
      actions={
        <Button size="sm" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {error.message}
    </Alert>
  );
}

/** Where it is not plain which model is meant, the page asks; where there is room for the list alone, it does so anyway. */
function NewChatButton({ pick }: { pick: ModelPick | undefined }) {
  const { begin, isBusy } = useNewChat();
  const icon = <Plus aria-hidden="true" />;
  return pick ? (
    <Button
      icon={icon}
      className="max-lg:hidden"
      busy={isBusy}
      title={`With ${pick.model}`}
      onClick={() => void begin(pick)}
    >
      New chat
    </Button>
  ) : (
    <LinkButton icon={icon} href={paths.chats()} className="max-lg:hidden">
      New chat
    </LinkButton>
  );
}

type ChatLineProps = { chat: ChatSummary; server: string | undefined; isHere: boolean };

function ChatLine({ chat: { id, name, model, changedAt, answering }, server, isHere }: ChatLineProps) {
  return (
    <Link
      href={paths.chat(id)}
      // There may be hundreds, and each would be fetched.
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className="flex min-w-0 flex-col gap-0.5 px-3 py-1.5 -outline-offset-2 hover:bg-surface-2 aria-[current=page]:bg-accent-soft"
    >
      <span className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        {answering && <Spinner className="text-accent" />}
        <TimeAgo at={changedAt} className="shrink-0 text-muted text-xs" />
      </span>
      <span className="truncate text-muted text-xs">
        {model}
        {server && ` · ${server}`}
      </span>
    </Link>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 px-3 pt-2">
      {["w-2/3", "w-1/2", "w-3/4", "w-3/5"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}

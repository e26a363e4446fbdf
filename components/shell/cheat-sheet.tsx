"use client";

import { Dialog, DialogBody, DialogContent, DialogHeader, DialogTitle } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { tabs } from "./sections.ts";
import { SingleKeysSwitch } from "./single-keys-switch.tsx";

type Shortcut = { keys: readonly string[]; says: string };

const groups: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: "Anywhere",
    shortcuts: [
      { keys: ["⌘ or Ctrl", "K"], says: "Search or run" },
      { keys: ["/"], says: "Search on this page" },
      { keys: ["?"], says: "This list" },
      { keys: ["Esc"], says: "Close what is open" },
    ],
  },
  {
    title: "In a list of models",
    shortcuts: [
      { keys: ["j", "k"], says: "Next, previous" },
      { keys: ["Home", "End"], says: "First, last" },
      { keys: ["Enter"], says: "Open the details" },
      { keys: ["Space"], says: "Look at the details, stay in the list" },
      { keys: ["e"], says: "Open and edit" },
      { keys: ["x"], says: "Select; with Shift, all from the last one" },
      { keys: ["."], says: "What can be done with it" },
    ],
  },
  {
    title: "In a chat",
    shortcuts: [
      { keys: ["Enter"], says: "Send" },
      { keys: ["Shift", "Enter"], says: "Begin a new line" },
      { keys: ["Esc"], says: "Stop the answer" },
    ],
  },
  {
    title: "Go to",
    shortcuts: [
      ...tabs.map(({ key, label }) => ({ keys: ["g", key], says: label })),
      { keys: ["g", "c"], says: "Chat" },
      { keys: ["g", "r"], says: "Activity" },
    ],
  },
];

export function CheatSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open={true}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>Keys</DialogTitle>
        </DialogHeader>
        <DialogBody className="gap-6">
          <div className="gap-6 sm:columns-2">
            {groups.map(({ title, shortcuts }) => (
              <section key={title} className="mb-4 flex break-inside-avoid flex-col gap-1">
                <h3 className="font-medium text-muted text-xs">{title}</h3>
                <dl>
                  {shortcuts.map(({ keys, says }) => (
                    <div key={says} className="flex h-8 items-center justify-between gap-4">
                      <dt>{says}</dt>
                      <dd className="flex gap-1">
                        {keys.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <SingleKeysSwitch />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

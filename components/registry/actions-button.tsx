import { Ellipsis } from "lucide-react";
import type { ComponentProps } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Button } from "#components/ui/button.tsx";

export type RowMenuProps = {
  entry: Pick<EntryRow, "name" | "displayName" | "path">;
  isInTabOrder: boolean;
  onOpen: (name: string) => void;
};

type ActionsButtonProps = ComponentProps<typeof Button> & RowMenuProps;

export function ActionsButton({ entry, isInTabOrder, onOpen: _unused, ...rest }: ActionsButtonProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      className="relative [&_svg]:text-muted hover:[&_svg]:text-ink"
      tabIndex={isInTabOrder ? 0 : -1}
      icon={<Ellipsis aria-hidden="true" />}
      aria-label={`Actions for ${entry.displayName}`}
      {...rest}
    />
  );
}

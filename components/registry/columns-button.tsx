import { Columns3 } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";

export type ColumnsMenuProps = { chosen: readonly string[]; onChoose: (chosen: readonly string[]) => void };

export function ColumnsButton(props: ComponentProps<typeof Button>) {
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={<Columns3 aria-hidden="true" />}
      className="-mr-2 max-wide:hidden"
      {...props}
    >
      <span>Columns</span>
    </Button>
  );
}

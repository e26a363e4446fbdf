import { Columns3 } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";

export type ColumnsMenuProps = {
  /** Absent until somebody chooses. */
  chosen: readonly string[] | undefined;
  onChoose: (chosen: readonly string[] | undefined) => void;
};

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

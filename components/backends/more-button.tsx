import { Ellipsis } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";

export const MoreButton = ({ name, ...rest }: ComponentProps<"button"> & { name: string }) => (
  <Button
    {...rest}
    size="sm"
    variant="ghost"
    aria-label={`More about ${name}`}
    icon={<Ellipsis aria-hidden="true" />}
  />
);
